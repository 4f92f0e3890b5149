package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Documents under {@code Body} as API Gateway takes them from SAM: the path {@code $default} is the
 * default route, and the requirement {@code NONE} of no scheme of that name asks for nothing.
 */
final class Bodies {

  private static final String NONE = "NONE";
  private static final String DEFAULT = "$default";
  private static final String SECURITY = "security";

  private Bodies() {}

  static Mapping read(Mapping body) {
    if (!(body.entries().get("paths") instanceof Mapping paths)) {
      return body;
    }
    boolean named = schemes(body).entries().containsKey(NONE);
    MappingBuilder read = new MappingBuilder(paths.at());
    paths
        .entries()
        .forEach((path, item) ->
            read.put(
                path.equals(DEFAULT) ? "/" + DEFAULT : path,
                named ? item : opened(item),
                paths.keyAt(path)));
    return MappingBuilder.of(body).put("paths", read.build(), body.keyAt("paths")).build();
  }

  private static Mapping schemes(Mapping body) {
    return body.entries().get("components") instanceof Mapping components
        ? child(components, "securitySchemes")
        : child(body, "securityDefinitions");
  }

  private static Mapping child(Mapping parent, String key) {
    return parent.entries().get(key) instanceof Mapping mapping
        ? mapping
        : new MappingBuilder(parent.at()).build();
  }

  /** The path item with {@code NONE} taken out of what its operations require. */
  private static Node opened(Node item) {
    if (!(item instanceof Mapping operations)) {
      return item;
    }
    MappingBuilder opened = MappingBuilder.of(operations);
    operations
        .entries()
        .forEach((method, node) -> {
          if (node instanceof Mapping operation
              && operation.entries().get(SECURITY) instanceof Sequence required) {
            opened.put(
                method,
                MappingBuilder.of(operation)
                    .put(SECURITY, without(required), operation.keyAt(SECURITY))
                    .build(),
                operations.keyAt(method));
          }
        });
    return opened.build();
  }

  private static Sequence without(Sequence required) {
    List<Node> kept = new ArrayList<>();
    for (Node each : required.items()) {
      if (!(each instanceof Mapping one && one.entries().keySet().equals(Set.of(NONE)))) {
        kept.add(each);
      }
    }
    return new Sequence(kept, required.at());
  }
}
