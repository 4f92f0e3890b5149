package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.language.Json;
import java.util.stream.Collectors;

/** Nodes as JSON texts, without spaces. */
final class JsonText {

  private JsonText() {}

  static String of(Node node) {
    return switch (node) {
      case Scalar scalar when scalar.kind() == Kind.NULL -> "null";
      case Scalar scalar when scalar.kind() == Kind.STRING -> Json.quote(scalar.text());
      case Scalar scalar -> scalar.text();
      case Sequence sequence ->
          sequence.items().stream().map(JsonText::of).collect(Collectors.joining(",", "[", "]"));
      case Mapping mapping ->
          mapping.entries().entrySet().stream()
              .map(entry -> Json.quote(entry.getKey()) + ":" + of(entry.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }
}
