package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.ApiSettings.OpenApi31;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.openapi.Reading.Dialect;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.NodeReader;
import io.sallyport.core.pipeline.ApiType;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells the language of a document, and whether the type of API may be written in it. */
final class Dialects {

  private static final Pattern OPENAPI_30 = Pattern.compile("3\\.0(?:\\.\\d{1,3})?");
  private static final Pattern OPENAPI_31 = Pattern.compile("3\\.1\\.\\d{1,3}");

  private Dialects() {}

  /** The language of a document; empty when it is of another format, which is a problem. */
  static Optional<Dialect> of(
      ApiSettings settings, byte[] content, Mapping root, Problems problems) {
    boolean isOpenApi = root.entries().containsKey("openapi");
    boolean isSwagger = root.entries().containsKey("swagger");
    if (isOpenApi && isSwagger) {
      problems.error(
          "format-not-supported",
          root.at(),
          "the document has `openapi` and `swagger`, expected one of them");
      return Optional.empty();
    }
    if (!isOpenApi && !isSwagger) {
      problems.add(Formats.refusal(settings.file(), content, root));
      return Optional.empty();
    }
    return Optional.of(isOpenApi ? Dialect.OPENAPI : Dialect.SWAGGER);
  }

  /** Whether an API of {@code type} may be written in this version; if not, adds a problem. */
  static boolean check(
      Dialect dialect, ApiType type, OpenApi31 openApi31, Mapping root, Problems problems) {
    String key = dialect == Dialect.OPENAPI ? "openapi" : "swagger";
    Node node = root.entries().get(key);
    if (!(node instanceof Scalar version)) {
      problems.error("wrong-type", root.at(), "expected `" + key + "` to be a version");
      return false;
    }
    String fault =
        switch (dialect) {
          case SWAGGER -> swaggerFault(version.text(), type);
          case OPENAPI -> openApiFault(version.text(), type, openApi31);
        };
    if (fault.isEmpty()) {
      return true;
    }
    problems.error(
        "version-not-supported",
        version.at(),
        "`" + key + "` is " + NodeReader.shown(version) + ", " + fault);
    return false;
  }

  private static String swaggerFault(String version, ApiType type) {
    if (!version.equals("2.0")) {
      return "expected `2.0`";
    }
    return type == ApiType.HTTP ? "expected `openapi: 3.0.1`, as HTTP APIs need" : "";
  }

  private static String openApiFault(String version, ApiType type, OpenApi31 openApi31) {
    if (OPENAPI_30.matcher(version).matches()) {
      return "";
    }
    if (!OPENAPI_31.matcher(version).matches()) {
      return "expected `3.0.x`";
    }
    if (type == ApiType.REST) {
      return "expected `3.0.x`, as REST APIs need";
    }
    return openApi31 == OpenApi31.READ
        ? ""
        : "which AWS does not document for HTTP APIs; expected `3.0.x`, or"
            + " `openapi31: read` in the configuration";
  }
}
