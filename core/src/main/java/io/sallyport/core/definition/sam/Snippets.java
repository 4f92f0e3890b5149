package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The small pieces that templates are made of. Each stands where it is asked to. */
final class Snippets {

  private static final int HASH_DIGITS = 10;

  private Snippets() {}

  static Node text(String text, Location at) {
    return new Scalar(text, Kind.STRING, at);
  }

  static Node truth(boolean value, Location at) {
    return new Scalar(String.valueOf(value), Kind.BOOLEAN, at);
  }

  static Mapping empty(Location at) {
    return new Mapping(Map.of(), Map.of(), at);
  }

  static Mapping entry(String key, Node value, Location at) {
    return new MappingBuilder(at).put(key, value).build();
  }

  static Node list(Location at, Node... items) {
    return new Sequence(List.of(items), at);
  }

  static Node ref(String id, Location at) {
    return entry("Ref", text(id, at), at);
  }

  static Node attribute(String id, String attribute, Location at) {
    return entry("Fn::GetAtt", list(at, text(id, at), text(attribute, at)), at);
  }

  static Node sub(String template, Location at) {
    return entry("Fn::Sub", text(template, at), at);
  }

  static Node sub(String template, Mapping variables, Location at) {
    return entry("Fn::Sub", list(at, text(template, at), variables), at);
  }

  /** {@code value} where {@code condition} holds, and nothing where it does not. */
  static Node onlyIf(@Nullable Node condition, Node value) {
    if (condition == null) {
      return value;
    }
    Location at = value.at();
    return entry("Fn::If", list(at, condition, value, ref("AWS::NoValue", at)), at);
  }

  /** Whether CloudFormation puts another value in the node's place. */
  static boolean isFunction(@Nullable Node node) {
    if (!(node instanceof Mapping mapping) || mapping.entries().size() != 1) {
      return false;
    }
    String name = mapping.entries().keySet().iterator().next();
    return name.equals("Ref") || name.equals("Condition") || name.startsWith("Fn::");
  }

  /** The mapping under {@code key}; an empty one where there is none. */
  static Mapping mapping(Mapping mapping, String key) {
    return mapping.entries().get(key) instanceof Mapping found ? found : empty(mapping.keyAt(key));
  }

  /** The text of a value that is written as text; null where it is not. */
  static @Nullable String written(@Nullable Node node) {
    return node instanceof Scalar scalar && scalar.kind() == Kind.STRING ? scalar.text() : null;
  }

  static boolean isTrue(@Nullable Node node) {
    return node instanceof Scalar scalar
        && scalar.kind() == Kind.BOOLEAN
        && Boolean.parseBoolean(scalar.text());
  }

  static boolean isAbsent(@Nullable Node node) {
    return node == null || (node instanceof Scalar scalar && scalar.kind() == Kind.NULL);
  }

  /** The ten digits that SAM makes logical ids unique with. */
  static String hash(Node node) {
    String data = node instanceof Scalar scalar ? scalar.text() : json(node);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(data.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A value the way SAM's messages show it. */
  static String shown(Node node) {
    return switch (node) {
      case Scalar scalar ->
          scalar.kind() == Kind.STRING ? "'" + scalar.text() + "'" : scalar.text();
      case Sequence sequence ->
          sequence.items().stream()
              .map(Snippets::shown)
              .collect(Collectors.joining(", ", "[", "]"));
      case Mapping mapping ->
          mapping.entries().entrySet().stream()
              .map(entry -> "'" + entry.getKey() + "': " + shown(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static String json(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar.kind() == Kind.STRING ? quoted(scalar.text()) : scalar.text();
      case Sequence sequence ->
          sequence.items().stream().map(Snippets::json).collect(Collectors.joining(",", "[", "]"));
      case Mapping mapping ->
          new TreeMap<>(mapping.entries())
              .entrySet().stream()
                  .map(entry -> quoted(entry.getKey()) + ":" + json(entry.getValue()))
                  .collect(Collectors.joining(",", "{", "}"));
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
