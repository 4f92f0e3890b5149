package io.sallyport.core.definition.source;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node.Kind;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Tags of YAML nodes: those of the core schema of YAML 1.2.2, and no others. */
final class YamlTags {

  private static final String STANDARD_TAG = "tag:yaml.org,2002:";

  private YamlTags() {}

  /** What {@code scalar} is, by its tag or, where it has none, by how it is written. */
  static Kind kind(ScalarEvent scalar, Location at) {
    Optional<String> tag = scalar.getTag();
    if (tag.isEmpty() || tag.get().equals("!")) {
      return scalar.isPlain() && tag.isEmpty() ? ScalarKinds.of(scalar.getValue()) : Kind.STRING;
    }
    return switch (tag.get()) {
      case STANDARD_TAG + "str" -> Kind.STRING;
      case STANDARD_TAG + "int", STANDARD_TAG + "float" -> tagged(scalar, Kind.NUMBER, at);
      case STANDARD_TAG + "bool" -> tagged(scalar, Kind.BOOLEAN, at);
      case STANDARD_TAG + "null" -> Kind.NULL;
      default -> throw unknownTag(tag.get(), at);
    };
  }

  private static Kind tagged(ScalarEvent scalar, Kind kind, Location at) {
    if (ScalarKinds.of(scalar.getValue()) != kind) {
      throw UnreadableDocument.of(
          "malformed-yaml", at, "`" + scalar.getValue() + "` is not what its tag says");
    }
    return kind;
  }

  /** Refuses a tag that is neither {@code !} nor YAML's own {@code expected}. */
  static void check(String tag, String expected, Location at) {
    if (!tag.equals("!") && !tag.equals(STANDARD_TAG + expected)) {
      throw unknownTag(tag, at);
    }
  }

  private static UnreadableDocument unknownTag(String tag, Location at) {
    String shown = tag.startsWith(STANDARD_TAG) ? "!!" + tag.substring(STANDARD_TAG.length()) : tag;
    return UnreadableDocument.of(
        "unknown-tag",
        at,
        "the tag `" + shown + "` is neither YAML's nor one of CloudFormation's functions");
  }
}
