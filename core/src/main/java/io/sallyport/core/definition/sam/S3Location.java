package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An object in a bucket, written as {@code s3://bucket/key} or as a mapping.
 *
 * @param version of the object, or null
 */
record S3Location(Node bucket, Node key, @Nullable Node version, Location at) {

  private static final Pattern URI =
      Pattern.compile("s3://([^/?#]+)/([^?#]+)(?:\\?versionId=([^&#]+))?");

  /** Reads a property; empty, with a problem, where it is no such place. */
  static Optional<S3Location> read(
      String id, String property, Mapping properties, SamProblems problems) {
    Node node = properties.entries().get(property);
    Location at = properties.keyAt(property);
    if (node instanceof Mapping mapping) {
      Node bucket = mapping.entries().get("Bucket");
      Node key = mapping.entries().get("Key");
      if (bucket == null || key == null) {
        problems.resource(
            id, at, "'" + property + "' requires Bucket and Key properties to be specified.");
        return Optional.empty();
      }
      return Optional.of(
          new S3Location(bucket, key, mapping.entries().get("Version"), mapping.at()));
    }
    Optional<S3Location> found = uri(node);
    if (found.isEmpty()) {
      problems.resource(
          id,
          at,
          "'"
              + property
              + "' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId"
              + " query parameter.");
    }
    return found;
  }

  /** Where the document of an API lies: the path of a file, or an object in a bucket. */
  static Optional<Node> ofDefinition(String id, Mapping properties, SamProblems problems) {
    Node written = properties.entries().get("DefinitionUri");
    String path = Snippets.written(written);
    return written != null && path != null && !path.contains("://")
        ? Optional.of(written)
        : read(id, "DefinitionUri", properties, problems)
            .map(found -> found.named("Bucket", "Key", "Version"));
  }

  /** The place that an {@code s3://} URI names. */
  static Optional<S3Location> uri(@Nullable Node node) {
    String text = Snippets.written(node);
    Matcher matcher = URI.matcher(text == null ? "" : text);
    if (node == null || !matcher.matches()) {
      return Optional.empty();
    }
    Location at = node.at();
    String version = matcher.group(3);
    return Optional.of(
        new S3Location(
            Snippets.text(matcher.group(1), at),
            Snippets.text(matcher.group(2), at),
            version == null ? null : Snippets.text(version, at),
            at));
  }

  /** The place under the names that a resource type has for its parts. */
  Mapping named(String bucketName, String keyName, String versionName) {
    MappingBuilder mapping = new MappingBuilder(at).put(bucketName, bucket).put(keyName, key);
    if (version != null) {
      mapping.put(versionName, version);
    }
    return mapping.build();
  }
}
