package io.sallyport.edge.http2;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The dynamic table of RFC 7541, sections 2.3.2 and 4: the fields a sender asked to remember,
 * newest first, the oldest given up when the room is used.
 */
final class DynamicTable {

  private static final int FIRST_SLOTS = 16;

  /** A ring; its length is a power of two, and slots that hold no entry are null. */
  private @Nullable TableEntry[] ring = new @Nullable TableEntry[FIRST_SLOTS];

  private int oldest;
  private int count;
  private int size;
  private int capacity;

  /**
   * @param capacity the greatest size, in bytes
   */
  DynamicTable(int capacity) {
    this.capacity = capacity;
  }

  /** How many entries there are. */
  int count() {
    return count;
  }

  /** The sizes of all entries together, in bytes. */
  int size() {
    return size;
  }

  /** The greatest size, in bytes. */
  int capacity() {
    return capacity;
  }

  /** The entry {@code i}; 0 is the newest, and there are {@link #count}. */
  TableEntry get(int i) {
    return Objects.requireNonNull(ring[slot(count - 1 - i)]);
  }

  /** Remembers {@code entry}. One that is larger than the whole table only empties it. */
  void add(TableEntry entry) {
    int more = entry.size();
    while (count > 0 && size + more > capacity) {
      evict();
    }
    if (more > capacity) {
      return;
    }
    if (count == ring.length) {
      grow();
    }
    ring[slot(count)] = entry;
    count++;
    size += more;
  }

  /** Makes {@code bytes} the greatest size. */
  void resize(int bytes) {
    capacity = bytes;
    while (size > capacity) {
      evict();
    }
  }

  private void evict() {
    int slot = slot(0);
    size -= Objects.requireNonNull(ring[slot]).size();
    ring[slot] = null;
    oldest = slot(1);
    count--;
  }

  private int slot(int age) {
    return oldest + age & ring.length - 1;
  }

  private void grow() {
    @Nullable TableEntry[] grown = Arrays.copyOfRange(ring, oldest, oldest + 2 * ring.length);
    System.arraycopy(ring, 0, grown, ring.length - oldest, oldest);
    ring = grown;
    oldest = 0;
  }
}
