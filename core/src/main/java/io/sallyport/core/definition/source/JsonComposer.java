package io.sallyport.core.definition.source;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Pointer;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Makes nodes of JSON (RFC 8259), strictly: no comments, no trailing commas, one value. */
final class JsonComposer {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  // The budget counts depth with a better message; this is its backstop.
                  .maxNestingDepth(10_000)
                  .maxNumberLength(1_000)
                  .build())
          .build();

  private final String file;
  private final JsonParser parser;
  private final ReadingBudget budget;

  private JsonComposer(String file, JsonParser parser, ReadingBudget budget) {
    this.file = file;
    this.parser = parser;
    this.budget = budget;
  }

  /**
   * Reads the one value in {@code text}.
   *
   * @throws StreamReadException when it is not JSON
   * @throws UnreadableDocument when it passes a limit or repeats a key
   */
  static Node compose(String file, String text, ReadingBudget budget) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonComposer composer = new JsonComposer(file, parser, budget);
      parser.nextToken();
      Node root = composer.node(Pointer.ROOT, 1);
      if (parser.nextToken() != null) {
        throw UnreadableDocument.of(
            "malformed-json",
            composer.here(Pointer.ROOT),
            "expected the end of the file after the value");
      }
      return root;
    }
  }

  /** What is wrong with a text that is no JSON. */
  static UnreadableDocument malformed(String file, StreamReadException cause) {
    TokenStreamLocation at = cause.getLocation();
    String message = Wordings.sentence(cause.getOriginalMessage());
    Location place =
        at == null
            ? Location.of(file)
            : new Location(file, Math.max(0, at.getLineNr()), Math.max(0, at.getColumnNr()), "");
    return UnreadableDocument.of("malformed-json", place, message);
  }

  private Node node(Pointer pointer, int depth) {
    Location at = here(pointer);
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw UnreadableDocument.of("malformed-json", at, "the file ends where a value should stand");
    }
    budget.node(at);
    return switch (token) {
      case START_OBJECT -> mapping(at, depth);
      case START_ARRAY -> sequence(at, depth);
      case VALUE_STRING -> new Scalar(parser.getString(), Kind.STRING, at);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar(parser.getString(), Kind.NUMBER, at);
      case VALUE_TRUE, VALUE_FALSE -> new Scalar(parser.getString(), Kind.BOOLEAN, at);
      case VALUE_NULL -> new Scalar("null", Kind.NULL, at);
      default -> throw UnreadableDocument.of("malformed-json", at, "expected a value");
    };
  }

  private Node mapping(Location at, int depth) {
    budget.depth(depth, at);
    Entries entries = new Entries();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Location keyAt = here(at.path().child(key));
      Location first = entries.place(key);
      if (first != null) {
        throw Wordings.duplicateKey(key, first, keyAt);
      }
      parser.nextToken();
      entries.add(key, keyAt, node(keyAt.path(), depth + 1));
    }
    return entries.mapping(at);
  }

  private Node sequence(Location at, int depth) {
    budget.depth(depth, at);
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(at.path().child(items.size()), depth + 1));
    }
    return new Sequence(items, at);
  }

  private Location here(Pointer pointer) {
    TokenStreamLocation at = parser.currentTokenLocation();
    return new Location(file, at.getLineNr(), at.getColumnNr(), pointer);
  }
}
