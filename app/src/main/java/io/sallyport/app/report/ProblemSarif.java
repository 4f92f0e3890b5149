package io.sallyport.app.report;

import io.sallyport.app.config.Overrides;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problem.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Problems as a SARIF 2.1.0 log (OASIS, "Static Analysis Results Interchange Format"): one run, a
 * rule for each problem id that was found, a result for each problem. What the operator lets pass
 * is a suppressed note. It depends on nothing but its input, so that two runs can be compared.
 */
public final class ProblemSarif {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final JsonGenerator json;
  private final ArtifactUris uris;
  private final Map<String, Integer> rules = new LinkedHashMap<>();

  private ProblemSarif(JsonGenerator json, ArtifactUris uris) {
    this.json = json;
    this.uris = uris;
  }

  /**
   * What one run of {@code check} found.
   *
   * @param allowed what is not enforced because the operator lets it pass
   * @param exitCode the exit code the run ends with
   */
  public record Run(String version, List<Problem> problems, List<Problem> allowed, int exitCode) {

    public Run {
      problems = List.copyOf(problems);
      allowed = List.copyOf(allowed);
    }
  }

  /**
   * The log of {@code run}.
   *
   * @param uris how files are named
   */
  public static String document(Run run, ArtifactUris uris) {
    return JsonText.of(json -> new ProblemSarif(json, uris).log(run));
  }

  private void log(Run run) {
    json.writeStartObject();
    json.writeStringProperty("$schema", SCHEMA);
    json.writeStringProperty("version", "2.1.0");
    json.writeArrayPropertyStart("runs");
    json.writeStartObject();
    tool(run);
    invocation(run);
    json.writeStringProperty("columnKind", "unicodeCodePoints");
    json.writeArrayPropertyStart("results");
    run.problems().forEach(problem -> result(problem, level(problem.severity())));
    run.allowed().forEach(problem -> result(problem, "note"));
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void tool(Run run) {
    json.writeObjectPropertyStart("tool");
    json.writeObjectPropertyStart("driver");
    json.writeStringProperty("name", "Sallyport");
    json.writeStringProperty("version", run.version());
    json.writeArrayPropertyStart("rules");
    List<Problem> all = new ArrayList<>(run.problems());
    all.addAll(run.allowed());
    for (Problem problem : all) {
      if (rules.putIfAbsent(problem.id(), rules.size()) == null) {
        rule(problem);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void rule(Problem problem) {
    Rules.Rule rule = Rules.of(problem.id());
    json.writeStartObject();
    json.writeStringProperty("id", problem.id());
    text("shortDescription", rule.meaning());
    text("fullDescription", rule.meaning() + ".");
    text("help", rule.help());
    json.writeObjectPropertyStart("defaultConfiguration");
    json.writeStringProperty("level", level(problem.severity()));
    json.writeEndObject();
    json.writeEndObject();
  }

  private void invocation(Run run) {
    json.writeArrayPropertyStart("invocations");
    json.writeStartObject();
    // Finding something wrong is what the tool is for: only a bug would be a failure of its own.
    json.writeBooleanProperty("executionSuccessful", true);
    json.writeNumberProperty("exitCode", run.exitCode());
    json.writeEndObject();
    json.writeEndArray();
  }

  private void result(Problem problem, String level) {
    json.writeStartObject();
    json.writeStringProperty("ruleId", problem.id());
    json.writeNumberProperty("ruleIndex", rules.getOrDefault(problem.id(), -1));
    json.writeStringProperty("level", level);
    text("message", ProblemText.sentence(problem));
    json.writeArrayPropertyStart("locations");
    location(problem.at());
    json.writeEndArray();
    if (level.equals("note")) {
      json.writeArrayPropertyStart("suppressions");
      json.writeStartObject();
      json.writeStringProperty("kind", "external");
      json.writeStringProperty(
          "justification", "allowed by --allow-unenforced or `allowUnenforced`");
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void location(Location at) {
    json.writeStartObject();
    boolean file = !at.equals(Overrides.COMMAND_LINE);
    if (file) {
      json.writeObjectPropertyStart("physicalLocation");
      artifact(at);
      if (at.line() > 0) {
        region(at);
      }
      json.writeEndObject();
    }
    String name = file ? at.pointer() : at.file();
    if (!name.isEmpty()) {
      json.writeArrayPropertyStart("logicalLocations");
      json.writeStartObject();
      json.writeStringProperty("fullyQualifiedName", name);
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void artifact(Location at) {
    json.writeObjectPropertyStart("artifactLocation");
    ArtifactUris.Uri uri = uris.of(at.file());
    json.writeStringProperty("uri", uri.text());
    if (uri.base() == ArtifactUris.Base.SOURCE_ROOT) {
      json.writeStringProperty("uriBaseId", "%SRCROOT%");
    }
    json.writeEndObject();
  }

  private void region(Location at) {
    json.writeObjectPropertyStart("region");
    json.writeNumberProperty("startLine", at.line());
    if (at.column() > 0) {
      json.writeNumberProperty("startColumn", at.column());
    }
    json.writeEndObject();
  }

  private void text(String name, String value) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("text", value);
    json.writeEndObject();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
    };
  }
}
