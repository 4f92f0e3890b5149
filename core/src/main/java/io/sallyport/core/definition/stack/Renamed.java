package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.Locale;
import java.util.Map;

/** Properties of resources under the names that OpenAPI documents have for them. */
final class Renamed {

  private Renamed() {}

  /** Those of {@code from} that are in {@code names}, under the names there. */
  static MappingBuilder of(Mapping from, Map<String, String> names) {
    MappingBuilder to = new MappingBuilder(from.at());
    from.entries()
        .forEach((key, value) -> {
          String name = names.get(key);
          if (name != null) {
            to.put(name, value, from.keyAt(key));
          }
        });
    return to;
  }

  /** A map's entries with the first letter of each name small; what is no map as it is. */
  static Node small(Node node) {
    if (!(node instanceof Mapping from)) {
      return node;
    }
    MappingBuilder to = new MappingBuilder(from.at());
    from.entries()
        .forEach((key, value) ->
            to.put(
                key.substring(0, Math.min(1, key.length())).toLowerCase(Locale.ROOT)
                    + key.substring(Math.min(1, key.length())),
                value,
                from.keyAt(key)));
    return to.build();
  }
}
