package io.sallyport.core.compile;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.language.ParsedTemplate;
import io.sallyport.core.language.Reference;
import io.sallyport.core.language.Template;
import io.sallyport.core.language.Template.Dialect;
import io.sallyport.core.values.AccessLogFormat;
import io.sallyport.core.values.AccessLogFormat.Escaping;
import io.sallyport.core.values.AccessLogFormat.Piece;
import io.sallyport.core.values.AccessLogFormat.Place;
import io.sallyport.core.values.ContextVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads and compiles the format of access log lines. See the API Gateway guide, "Variables for
 * access logging". A format is one line and, as AWS demands, names the request id.
 */
public final class AccessLogFormatReader {

  private static final int MAX_LENGTH = 3 * 1024;

  private final Location at;
  private final Problems problems;
  private final List<Piece> pieces = new ArrayList<>();
  private boolean namesId;
  private boolean inString;

  private AccessLogFormatReader(Location at, Problems problems) {
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
    int before = problems.added();
    String line = format.stripTrailing();
    AccessLogFormatReader reader = new AccessLogFormatReader(at, problems);
    reader.read(line);
    return problems.added() == before
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
    if (parsed instanceof Template template) {
      Notation notation = Notation.of(format, template);
      template.parts().forEach(part -> add(part, notation));
    }
    if (!namesId) {
      problems.error(
          "invalid-access-log-format",
          at,
          "the access log format must be `clf`, `csv`, `json` or `xml`, or name"
              + " `$context.requestId` or `$context.extendedRequestId`",
          format.indexOf('$') < 0 ? AccessLogPreset.suggestion(format) : null);
    }
  }

  /** What kind of line a format makes, and so what its values must not hold. */
  private enum Notation {
    TEXT,
    /** The common log format and what is like it: spaces part fields. */
    CLF,
    JSON,
    XML,
    CSV;

    /** A format says it by how it begins, by its date in brackets, or by nothing but commas. */
    static Notation of(String format, Template template) {
      String start = format.stripLeading();
      if (start.startsWith("{")) {
        return JSON;
      }
      if (start.startsWith("<")) {
        return XML;
      }
      if (format.contains("[$context.requestTime]")) {
        return CLF;
      }
      List<Template.Part> texts =
          template.parts().stream().filter(part -> part instanceof Template.Text).toList();
      boolean commas = texts.stream().allMatch(part -> part.equals(new Template.Text(",")));
      return commas && !texts.isEmpty() ? CSV : TEXT;
    }
  }

  private void add(Template.Part part, Notation notation) {
    switch (part) {
      case Template.Text(String text) -> {
        pieces.add(AccessLogFormat.Fixed.of(text));
        inString = endsInString(text);
      }
      case Template.Mention(Reference reference) -> {
        if (reference instanceof Reference.Context(String name)) {
          add(name, notation);
        }
      }
    }
  }

  private void add(String name, Notation notation) {
    namesId |= name.equals("requestId") || name.equals("extendedRequestId");
    Optional<ContextVariable> variable = ContextVariable.named(name);
    if (variable.isEmpty()) {
      problems.add(Sources.unknownVariable(name, at));
      return;
    }
    pieces.add(new AccessLogFormat.Variable(variable.get(), place(name, notation)));
  }

  private Place place(String name, Notation notation) {
    return switch (notation) {
      case TEXT -> Place.IN_TEXT;
      case CLF -> inString ? Place.IN_TEXT : Place.IN_FIELD;
      case XML -> Place.IN_XML;
      case CSV -> Place.IN_CSV;
      case JSON -> {
        if (inString) {
          yield Place.IN_TEXT;
        }
        yield name.equals("error.messageString") ? Place.JSON_READY : Place.JSON_VALUE;
      }
    };
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
    problems.error("invalid-access-log-format", at, message);
  }
}
