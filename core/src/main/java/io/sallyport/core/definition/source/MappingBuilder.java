package io.sallyport.core.definition.source;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mapping while it is put together. What is put in keeps the place it was read from. */
public final class MappingBuilder {

  private final Map<String, Node> entries = new LinkedHashMap<>();
  private final Map<String, Location> keys = new LinkedHashMap<>();
  private final Location at;

  /** An empty mapping that stands at {@code at}. */
  public MappingBuilder(Location at) {
    this.at = at;
  }

  /** Starts with what {@code mapping} has. */
  public static MappingBuilder of(Mapping mapping) {
    return new MappingBuilder(mapping.at()).putAll(mapping);
  }

  /** Puts an entry in, in place of one of that key; its key stands where its value does. */
  public MappingBuilder put(String key, Node value) {
    return put(key, value, value.at());
  }

  /**
   * Puts an entry in, in place of one of that key.
   *
   * @param keyAt where the key stands
   */
  public MappingBuilder put(String key, Node value, Location keyAt) {
    entries.put(key, value);
    keys.put(key, keyAt);
    return this;
  }

  /** Puts a text in, as if it stood at {@code from}. */
  public MappingBuilder put(String key, String text, Location from) {
    return put(key, new Scalar(text, Kind.STRING, from), from);
  }

  /** Puts in every entry of {@code mapping}, in place of those of their keys. */
  public MappingBuilder putAll(Mapping mapping) {
    mapping.entries().forEach((key, value) -> put(key, value, mapping.keyAt(key)));
    return this;
  }

  /** Takes the entry out; nothing happens where there is none. */
  public MappingBuilder remove(String key) {
    entries.remove(key);
    keys.remove(key);
    return this;
  }

  /** What stands under {@code key}, or null. */
  public @Nullable Node get(String key) {
    return entries.get(key);
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The mapping as it is now. */
  public Mapping build() {
    return new Mapping(entries, keys, at);
  }
}
