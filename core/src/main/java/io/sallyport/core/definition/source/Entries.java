package io.sallyport.core.definition.source;

import io.sallyport.core.definition.Location;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one mapping while it is read, and the maps they become. A large definition has a
 * hundred thousand mappings, most of a few entries, which all live until it is compiled: their keys
 * are kept once for both maps, in arrays, and only long mappings have a hash table.
 */
final class Entries {

  private static final int SHORT = 8;

  private String[] names = new String[SHORT];
  private Node[] nodes = new Node[SHORT];
  private Location[] places = new Location[SHORT];
  private int[] slots = new int[0];
  private int size;

  /** Where {@code key} stands, or null when it is not here. */
  @Nullable Location place(String key) {
    int found = find(key);
    return found < 0 ? null : places[found];
  }

  /** Adds an entry whose key is not here. */
  void add(String key, Location place, Node node) {
    if (size == names.length) {
      grow(size * 2);
    }
    names[size] = key;
    nodes[size] = node;
    places[size] = place;
    size++;
    if (slots.length > 0) {
      put(size - 1);
    }
  }

  /** The mapping of these entries, to which nothing is added any more. */
  Node.Mapping mapping(Location at) {
    trim();
    return new Node.Mapping(new View<>(this, nodes), new View<>(this, places), at);
  }

  private int find(String key) {
    if (slots.length == 0) {
      for (int i = 0; i < size; i++) {
        if (names[i].equals(key)) {
          return i;
        }
      }
      return -1;
    }
    for (int slot = first(key); slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
      if (names[slots[slot] - 1].equals(key)) {
        return slots[slot] - 1;
      }
    }
    return -1;
  }

  private void grow(int length) {
    names = Arrays.copyOf(names, length);
    nodes = Arrays.copyOf(nodes, length);
    places = Arrays.copyOf(places, length);
    slots = new int[length * 2];
    for (int i = 0; i < size; i++) {
      put(i);
    }
  }

  private void trim() {
    if (size < names.length) {
      names = Arrays.copyOf(names, size);
      nodes = Arrays.copyOf(nodes, size);
      places = Arrays.copyOf(places, size);
    }
  }

  /** Slots hold the index of a name and one, so that 0 is an empty slot. */
  private void put(int index) {
    int slot = first(names[index]);
    while (slots[slot] != 0) {
      slot = slot + 1 & slots.length - 1;
    }
    slots[slot] = index + 1;
  }

  private int first(String key) {
    int hash = key.hashCode();
    return (hash ^ hash >>> 16) & slots.length - 1;
  }

  /** The entries as a map that cannot be changed, in the order they were added. */
  static final class View<V> extends AbstractMap<String, V> {

    private final Entries entries;
    private final V[] values;

    private View(Entries entries, V[] values) {
      this.entries = entries;
      this.values = values;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
      int found = key instanceof String name ? entries.find(name) : -1;
      return found < 0 ? null : values[found];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return key instanceof String name && entries.find(name) >= 0;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super V> action) {
      for (int i = 0; i < values.length; i++) {
        action.accept(entries.names[i], values[i]);
      }
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public int size() {
          return values.length;
        }

        @Override
        public Iterator<Map.Entry<String, V>> iterator() {
          return new Walk();
        }
      };
    }

    private final class Walk implements Iterator<Map.Entry<String, V>> {
      private int next;

      @Override
      public boolean hasNext() {
        return next < values.length;
      }

      @Override
      public Map.Entry<String, V> next() {
        if (next == values.length) {
          throw new NoSuchElementException();
        }
        int at = next++;
        return Map.entry(entries.names[at], values[at]);
      }
    }
  }
}
