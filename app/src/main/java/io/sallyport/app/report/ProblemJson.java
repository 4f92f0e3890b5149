package io.sallyport.app.report;

import io.sallyport.core.definition.Problem;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Problems as one JSON document. */
public final class ProblemJson {

  private ProblemJson() {}

  public static String document(List<Problem> problems) {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeArrayPropertyStart("problems");
      problems.forEach(problem -> write(json, problem));
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, Problem problem) {
    json.writeStartObject();
    json.writeStringProperty("id", problem.id());
    json.writeStringProperty("severity", problem.severity().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("file", problem.at().file());
    json.writeNumberProperty("line", problem.at().line());
    json.writeNumberProperty("column", problem.at().column());
    json.writeStringProperty("pointer", problem.at().pointer());
    json.writeStringProperty("message", problem.message());
    json.writeStringProperty("suggestion", problem.suggestion());
    json.writeEndObject();
  }
}
