package io.sallyport.core.definition.source;

import io.sallyport.core.definition.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node of a document, with the place it was read from. */
public sealed interface Node {

  Location at();

  /**
   * A mapping, in the order it was written. Keys are text; duplicate keys are refused when read.
   *
   * @param keys where each key stands
   */
  record Mapping(Map<String, Node> entries, Map<String, Location> keys, Location at)
      implements Node {

    public Mapping {
      entries = fixed(entries);
      keys = fixed(keys);
    }

    /** Where {@code key} stands; the mapping's own place where it is not here. */
    public Location keyAt(String key) {
      return keys.getOrDefault(key, at);
    }

    private static <V> Map<String, V> fixed(Map<String, V> map) {
      return map instanceof Entries.View<V>
          ? map
          : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
  }

  /** A sequence. */
  record Sequence(List<Node> items, Location at) implements Node {

    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A single value: its text, and what JSON would call it. */
  record Scalar(String text, Kind kind, Location at) implements Node {}

  /** What a scalar is in JSON's terms. */
  enum Kind {
    STRING,
    NUMBER,
    BOOLEAN,
    NULL
  }
}
