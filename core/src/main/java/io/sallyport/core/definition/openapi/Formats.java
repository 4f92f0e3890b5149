package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.language.Suggestions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells definitions of other formats by what their text holds, so that they are refused by name.
 */
final class Formats {

  /**
   * A format and what its files hold, as YAML or as JSON: all of the signs. Each pattern is bounded
   * in what it scans again, because the text may be anything.
   */
  private record Format(String name, List<Pattern> signs) {

    Format(String name, String... signs) {
      this(name, Stream.of(signs).map(Pattern::compile).toList());
    }
  }

  private static final List<Format> FORMATS =
      List.of(
          new Format("AsyncAPI", topLevel("asyncapi")),
          new Format(
              "Serverless Framework (`serverless package` writes a template of it into"
                  + " .serverless)",
              topLevel("provider"),
              topLevel("functions")),
          new Format(
              "Terraform (`terraform show -json` prints what is read of a plan)",
              "resource[ \\t]{1,4}\"aws_"),
          new Format("Swagger 1", topLevel("swaggerVersion")),
          new Format("Kubernetes", topLevel("apiVersion"), topLevel("kind")),
          new Format("Postman", "\"_postman_id\""),
          new Format("RAML", "\\A#%RAML"));

  private static final Pattern OPEN_API =
      Pattern.compile("(?m)^\\{?[ \\t]{0,2}[\"']?(?:openapi|swagger)[\"']?[ \\t]{0,8}:");

  private Formats() {}

  /** The refusal of a file that could not be read, by its format; empty when it shows none. */
  static Optional<Problem> ofUnreadable(String file, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    return OPEN_API.matcher(text).find() ? Optional.empty() : byText(file, text);
  }

  /** The refusal of a document that is neither OpenAPI nor Swagger. */
  static Problem refusal(String file, byte[] content, Mapping root) {
    return byText(file, new String(content, StandardCharsets.UTF_8))
        .orElseGet(() ->
            Problem.error(
                "format-not-supported",
                root.at(),
                "expected an OpenAPI document, found one without `openapi` or `swagger`",
                root.entries().keySet().stream()
                    .map(key -> Suggestions.nearest(key, List.of("openapi", "swagger")))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null)));
  }

  private static Optional<Problem> byText(String file, String text) {
    return FORMATS.stream()
        .filter(format -> format.signs().stream().allMatch(sign -> sign.matcher(text).find()))
        .findFirst()
        .map(format ->
            Problem.error(
                "format-not-supported",
                Location.of(file),
                "the file is of the format "
                    + format.name()
                    + ", which is not read; expected OpenAPI 3.0, Swagger 2.0, or a SAM or"
                    + " CloudFormation template"));
  }

  /** A key near the left edge, as the keys of a whole document are. */
  private static String topLevel(String key) {
    return "(?m)^[{ \\t]{0,6}[\"']?" + key + "[\"']?[ \\t]{0,8}:";
  }
}
