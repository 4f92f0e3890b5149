package io.sallyport.core.language;

import io.sallyport.core.language.Reference.Place;
import io.sallyport.core.language.Template.Dialect;
import io.sallyport.core.language.Template.Mention;
import io.sallyport.core.language.Template.Part;
import io.sallyport.core.language.Template.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one template, from left to right and once. */
final class TemplateReader {

  private static final Set<String> DIRECTIVES =
      Set.of(
          "set",
          "if",
          "elseif",
          "else",
          "end",
          "foreach",
          "break",
          "stop",
          "macro",
          "define",
          "evaluate",
          "include",
          "parse",
          "return");

  private final String source;
  private final Dialect dialect;
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int at;
  private @Nullable NeedsVelocity velocity;

  TemplateReader(String source, Dialect dialect) {
    this.source = source;
    this.dialect = dialect;
  }

  ParsedTemplate read() {
    while (at < source.length() && velocity == null) {
      switch (source.charAt(at)) {
        case '$' -> dollar();
        case '#' -> hash();
        case '\\' -> backslash();
        default -> keep();
      }
    }
    if (velocity != null) {
      return velocity;
    }
    flush();
    return new Template(parts);
  }

  private void dollar() {
    int start = at;
    Scan scan = new Scan(source, at + 1, dialect);
    boolean quiet = dialect == Dialect.MAPPING && scan.take('!');
    boolean braced = scan.take('{');
    if (!quiet && !scan.startsName()) {
      keep();
      return;
    }
    Reference reference = reference(scan);
    if (reference == null || (braced && !scan.take('}')) || scan.goesOn(braced)) {
      other(start);
      return;
    }
    flush();
    parts.add(new Mention(reference));
    at = scan.at();
  }

  /** A reference that is none of ours: Velocity's business in a mapping template, else text. */
  private void other(int start) {
    if (dialect == Dialect.MAPPING) {
      int end = Math.min(source.length(), start + 40);
      velocity =
          new NeedsVelocity(start, source.substring(start, end).lines().findFirst().orElse(""));
    } else {
      keep();
    }
  }

  private @Nullable Reference reference(Scan scan) {
    if (scan.take("context.")) {
      String name = scan.dottedName("authorizer.claims");
      return name.isEmpty() ? null : new Reference.Context(name);
    }
    if (dialect == Dialect.ACCESS_LOG) {
      return null;
    }
    if (scan.take("stageVariables.")) {
      String name = scan.name();
      return name.isEmpty() ? null : new Reference.StageVariable(name);
    }
    if (dialect == Dialect.GATEWAY_RESPONSE) {
      return scan.take("method.request.") ? methodRequest(scan) : null;
    }
    return scan.take("input.params(") ? inputParams(scan) : null;
  }

  private static @Nullable Reference methodRequest(Scan scan) {
    Place place = MappingSource.place(scan.name());
    if (place == null || !scan.take('.')) {
      return null;
    }
    String name = scan.parameterName();
    return name.isEmpty() ? null : new Reference.Parameter(place, name);
  }

  private static @Nullable Reference inputParams(Scan scan) {
    String quoted = scan.quoted();
    if (!scan.take(')')) {
      return null;
    }
    if (quoted != null) {
      return new Reference.Parameter(Place.ANYWHERE, quoted);
    }
    if (!scan.take('.')) {
      return null;
    }
    Place place =
        switch (scan.name()) {
          case "path" -> Place.PATH;
          case "querystring" -> Place.QUERYSTRING;
          case "header" -> Place.HEADER;
          default -> null;
        };
    if (place == null || !scan.take('.')) {
      return null;
    }
    String name = scan.name();
    return name.isEmpty() ? null : new Reference.Parameter(place, name);
  }

  private void hash() {
    if (dialect == Dialect.MAPPING && isDirective()) {
      other(at);
    } else {
      keep();
    }
  }

  private boolean isDirective() {
    if (at + 1 >= source.length()) {
      return false;
    }
    char next = source.charAt(at + 1);
    if (next == '#' || next == '*' || next == '@' || source.startsWith("[[", at + 1)) {
      return true;
    }
    int from = next == '{' ? at + 2 : at + 1;
    int end = from;
    while (end < source.length() && Character.isLetter(source.charAt(end))) {
      end++;
    }
    return DIRECTIVES.contains(source.substring(from, end));
  }

  /** Velocity reads a backslash before its own signs as an escape. */
  private void backslash() {
    int next = at + 1;
    while (next < source.length() && source.charAt(next) == '\\') {
      next++;
    }
    boolean escapes =
        next < source.length() && (source.charAt(next) == '$' || source.charAt(next) == '#');
    if (dialect == Dialect.MAPPING && escapes) {
      other(at);
    } else {
      text.append(source, at, next);
      at = next;
    }
  }

  private void keep() {
    text.append(source.charAt(at++));
  }

  private void flush() {
    if (!text.isEmpty()) {
      parts.add(new Text(text.toString()));
      text.setLength(0);
    }
  }
}
