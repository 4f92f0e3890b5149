package io.sallyport.core.compile;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.language.ParsedTemplate;
import io.sallyport.core.language.Reference;
import io.sallyport.core.language.Template;
import io.sallyport.core.language.Template.Dialect;
import io.sallyport.core.pipeline.AccessLogFormat;
import io.sallyport.core.pipeline.AccessLogFormat.Escaping;
import io.sallyport.core.pipeline.AccessLogFormat.Piece;
import io.sallyport.core.pipeline.AccessLogFormat.Place;
import io.sallyport.core.pipeline.ContextVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compiles access log formats. See the API Gateway guide, "Variables for access logging". A format
 * is one line and, as AWS demands, names the request id.
 */
public final class AccessLogFormats {

  private static final int MAX_LENGTH = 3 * 1024;

  private final Location at;
  private final Problems problems;
  private final List<Piece> pieces = new ArrayList<>();
  private boolean namesId;
  private boolean inString;

  private AccessLogFormats(Location at, Problems problems) {
    this.at = at;
    this.problems = problems;
  }

  /** The format, with values escaped; empty where it has problems, which are added. */
  public static Optional<AccessLogFormat> parse(String format, Location at, Problems problems) {
    return parse(format, Escaping.ESCAPED, at, problems);
  }

  /** The format; empty where it has problems, which are added. */
  public static Optional<AccessLogFormat> parse(
      String format, Escaping escaping, Location at, Problems problems) {
    int before = problems.found().size();
    String line = format.stripTrailing();
    AccessLogFormats reader = new AccessLogFormats(at, problems);
    reader.read(line);
    return problems.found().size() == before
        ? Optional.of(new AccessLogFormat(reader.pieces, escaping))
        : Optional.empty();
  }

  private void read(String format) {
    if (format.length() > MAX_LENGTH) {
      error("the access log format is longer than " + MAX_LENGTH + " characters");
      return;
    }
    if (format.indexOf('\n') >= 0 || format.indexOf('\r') >= 0) {
      error("the access log format has more than one line");
      return;
    }
    ParsedTemplate parsed = Template.parse(format, Dialect.ACCESS_LOG);
    boolean json = format.stripLeading().startsWith("{");
    if (parsed instanceof Template template) {
      template.parts().forEach(part -> add(part, json));
    }
    if (!namesId) {
      error("the access log format must name `$context.requestId` or `$context.extendedRequestId`");
    }
  }

  private void add(Template.Part part, boolean json) {
    switch (part) {
      case Template.Text(String text) -> {
        pieces.add(AccessLogFormat.Fixed.of(text));
        inString = endsInString(text);
      }
      case Template.Mention(Reference reference) -> {
        if (reference instanceof Reference.Context(String name)) {
          add(name, json);
        }
      }
    }
  }

  private void add(String name, boolean json) {
    namesId |= name.equals("requestId") || name.equals("extendedRequestId");
    Optional<ContextVariable> variable = ContextVariable.named(name);
    if (variable.isEmpty()) {
      problems.add(
          Problem.error(
              "unknown-context-variable",
              at,
              "there is no variable `$context." + name + "`",
              ContextVariable.suggestion(name)));
      return;
    }
    pieces.add(new AccessLogFormat.Variable(variable.get(), place(name, json)));
  }

  private Place place(String name, boolean json) {
    if (!json || inString) {
      return Place.IN_TEXT;
    }
    return name.equals("error.messageString") ? Place.JSON_READY : Place.JSON_VALUE;
  }

  private boolean endsInString(String text) {
    boolean inside = inString;
    for (int i = 0; i < text.length(); i++) {
      if (inside && text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        inside = !inside;
      }
    }
    return inside;
  }

  private void error(String message) {
    problems.add(Problem.error("invalid-access-log-format", at, message));
  }
}
