package io.sallyport.edge.http2;

import io.sallyport.core.message.KnownHeader;
import org.jspecify.annotations.Nullable;

/**
 * A field of the static or of a dynamic table, tagged with its known name once. Its arrays are
 * never written to, so entries with the same name share it.
 */
final class TableEntry {

  /** What an entry costs beside its name and value (RFC 7541, section 4.1), in bytes. */
  static final int OVERHEAD = 32;

  final byte[] name;
  final byte[] value;
  final @Nullable KnownHeader known;

  TableEntry(byte[] name, byte[] value, @Nullable KnownHeader known) {
    this.name = name;
    this.value = value;
    this.known = known;
  }

  /** The size that counts against the table's, in bytes. */
  int size() {
    return name.length + value.length + OVERHEAD;
  }
}
