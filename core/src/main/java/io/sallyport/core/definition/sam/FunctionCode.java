package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.List;
import java.util.Optional;

/** Where a function's code comes from: a bucket, an image, the template, or a local path. */
final class FunctionCode {

  private FunctionCode() {}

  /** The property that says where the code is. */
  static String property(Mapping properties) {
    for (String name : List.of("InlineCode", "ImageUri", "CodeUri")) {
      if (!Snippets.isAbsent(properties.entries().get(name))) {
        return name;
      }
    }
    return "CodeUri";
  }

  /** {@code Code} of the function; a local path is its text. Empty where it is wrong. */
  static Optional<Node> read(String id, Mapping properties, SamProblems problems) {
    String name = property(properties);
    Node written = properties.entries().get(name);
    Location at = properties.keyAt(name);
    if (written == null || Snippets.isAbsent(written)) {
      problems.resource(id, properties.at(), "Either 'InlineCode' or 'CodeUri' must be set.");
      return Optional.empty();
    }
    return switch (name) {
      case "InlineCode" -> Optional.of(Snippets.entry("ZipFile", written, at));
      case "ImageUri" -> Optional.of(Snippets.entry("ImageUri", written, at));
      default -> uri(id, properties, written, problems);
    };
  }

  private static Optional<Node> uri(
      String id, Mapping properties, Node written, SamProblems problems) {
    String text = Snippets.written(written);
    if (Snippets.isFunction(written) || (text != null && isLocal(text))) {
      return Optional.of(written);
    }
    return S3Location.read(id, "CodeUri", properties, problems)
        .map(found -> found.named("S3Bucket", "S3Key", "S3ObjectVersion"));
  }

  private static boolean isLocal(String uri) {
    return !uri.contains("://");
  }
}
