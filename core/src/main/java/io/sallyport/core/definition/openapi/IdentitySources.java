package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.openapi.AuthorizerReader.Written;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.pipeline.ApiType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code identitySource}: {@code method.request.header.X} and the like in REST APIs, {@code
 * $request.header.X} and the like in HTTP APIs. The texts are kept as they are written.
 */
final class IdentitySources {

  private static final String KEY = "identitySource";
  private static final String FIELD_NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  /** The kinds of sources, each in the words of both types of APIs. */
  enum Form {
    HEADER("method.request.header.", "$request.header.", FIELD_NAME),
    QUERYSTRING("method.request.querystring.", "$request.querystring.", "[^\\s,]+"),
    STAGE_VARIABLE("stageVariables.", "$stageVariables.", "[A-Za-z0-9_]+"),
    CONTEXT("context.", "$context.", "[A-Za-z0-9_.]+");

    private final String rest;
    private final String http;
    private final Pattern name;

    Form(String rest, String http, String name) {
      this.rest = rest;
      this.http = http;
      this.name = Pattern.compile(name);
    }

    private String prefix(ApiType type) {
      return switch (type) {
        case REST -> rest;
        case HTTP -> http;
      };
    }

    private boolean matches(String source, ApiType type) {
      String prefix = prefix(type);
      return source.startsWith(prefix) && name.matcher(source.substring(prefix.length())).matches();
    }
  }

  private final Reading reading;

  IdentitySources(Reading reading) {
    this.reading = reading;
  }

  /** The sources in order; a text names them with commas between, a list one by one. */
  List<Text> all(Mapping authorizer) {
    Node node = authorizer.entries().get(KEY);
    if (node == null) {
      return List.of();
    }
    if (node instanceof Sequence list && reading.type() == ApiType.HTTP) {
      List<Text> found = new ArrayList<>();
      list.items()
          .forEach(item ->
              reading.nodes().text(item).ifPresent(text -> found.add(new Text(text, item.at()))));
      return found;
    }
    return reading
        .nodes()
        .text(node)
        .filter(text -> !text.isBlank())
        .map(text ->
            Stream.of(text.split(",", -1)).map(part -> new Text(part.strip(), node.at())).toList())
        .orElse(List.of());
  }

  /**
   * The one header of an authorizer of a REST API: that of its source, else that of its scheme.
   *
   * @param what the authorizer as messages name it
   */
  Text header(Written written, String what) {
    List<Text> found = all(written.authorizer());
    if (found.isEmpty()) {
      return schemesHeader(written, what);
    }
    checkOne(found, Set.of(Form.HEADER), what);
    return found.getFirst();
  }

  /** Where a JWT authorizer finds its token. */
  Text token(Written written) {
    List<Text> found = all(written.authorizer());
    if (found.isEmpty()) {
      Location at = written.authorizer().at();
      reading.error(
          "missing-property",
          at,
          "the authorizer has no `identitySource`, expected one like `"
              + example(Form.HEADER)
              + "`");
      return new Text("", at);
    }
    checkOne(found, Set.of(Form.HEADER, Form.QUERYSTRING), "a JWT authorizer");
    return found.getFirst();
  }

  /** Adds a problem where {@code source} is none of {@code allowed}. */
  void check(Text source, Set<Form> allowed, String what) {
    if (allowed.stream().noneMatch(form -> form.matches(source.value(), reading.type()))) {
      reading.error(
          "invalid-identity-source",
          source.at(),
          "`"
              + source.value()
              + "` is no identity source of "
              + what
              + ", expected one like "
              + examples(allowed),
          meant(source.value()));
    }
  }

  private void checkOne(List<Text> found, Set<Form> allowed, String what) {
    if (found.size() > 1) {
      reading.error(
          "invalid-identity-source",
          found.get(1).at(),
          "`"
              + found.get(1).value()
              + "` is one too many, expected one identity source of "
              + what);
    }
    check(found.getFirst(), allowed, what);
  }

  private Text schemesHeader(Written written, String what) {
    Mapping scheme = written.scheme();
    String name = Reading.textOf(scheme, "name");
    boolean isHeader = Reading.textOf(scheme, "in").equalsIgnoreCase("header");
    if (!isHeader || name.isEmpty()) {
      reading.error(
          "missing-property",
          written.authorizer().at(),
          what
              + " reads a header, expected `in: header` and `name` in its scheme, or an"
              + " `identitySource` like `"
              + example(Form.HEADER)
              + "`");
      return new Text("", scheme.at());
    }
    Text source = new Text(Form.HEADER.rest + name, scheme.keyAt("name"));
    check(source, Set.of(Form.HEADER), what);
    return source;
  }

  private String example(Form form) {
    return form.prefix(reading.type()) + "Authorization";
  }

  private String examples(Set<Form> allowed) {
    List<String> shown =
        Stream.of(Form.values())
            .filter(allowed::contains)
            .map(form -> "`" + form.prefix(reading.type()) + "name`")
            .toList();
    return String.join(", ", shown);
  }

  /** What was meant where a source is in the words of the other type of APIs, or in wrong case. */
  private @Nullable String meant(String source) {
    String written = source.toLowerCase(Locale.ROOT);
    Optional<String> found =
        Stream.of(Form.values())
            .flatMap(form ->
                Stream.of(form.rest, form.http)
                    .filter(prefix -> written.startsWith(prefix.toLowerCase(Locale.ROOT)))
                    .map(prefix -> form.prefix(reading.type()) + source.substring(prefix.length())))
            .findFirst();
    return found.filter(suggestion -> !suggestion.equals(source)).orElse(null);
  }
}
