package io.sallyport.edge.wire;

import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The head of one message: its bytes, copied once, and an index over them. Strings are made when
 * somebody asks.
 *
 * <p>The index has three ints for each field: where the name is, where the value is (offset in the
 * upper, length in the lower half) and the ordinal of the known name, with {@link #HOP} set when
 * the message itself says that the field ends at this connection, and {@link #NEVER_INDEXED} when
 * its sender wants it in no table of HPACK.
 */
public class Head implements Headers {

  /** No offset or length in a head is larger than this. */
  static final int MAX_LENGTH = 0xFFFF;

  private static final KnownHeader[] KNOWN = KnownHeader.values();
  private static final int UNKNOWN = 0xFF;
  private static final int HOP = 0x100;
  private static final int NEVER_INDEXED = 0x200;
  private static final int WIDTH = 3;

  byte[] bytes = {};
  private int[] index = new int[12 * WIDTH];
  private int count;

  long contentLength = -1;
  boolean chunked;
  boolean http11;
  boolean close;
  boolean keepAlive;
  boolean nominates;

  /** The declared length of the body, or -1. */
  public final long contentLength() {
    return contentLength;
  }

  /** Whether the body is chunked. */
  public final boolean chunked() {
    return chunked;
  }

  /** Whether the message is HTTP/1.1, not 1.0. */
  public final boolean http11() {
    return http11;
  }

  /** Whether the sender lets the connection live on after this message. */
  public final boolean persistent() {
    return http11 ? !close : keepAlive && !close;
  }

  @Override
  public final int size() {
    return count;
  }

  @Override
  public final String name(int i) {
    return text(index[i * WIDTH]);
  }

  @Override
  public final String value(int i) {
    return text(index[i * WIDTH + 1]);
  }

  @Override
  public final @Nullable KnownHeader known(int i) {
    int tag = index[i * WIDTH + 2] & UNKNOWN;
    return tag == UNKNOWN ? null : KNOWN[tag];
  }

  @Override
  public final @Nullable String first(KnownHeader header) {
    int found = indexOf(header);
    return found < 0 ? null : value(found);
  }

  /** The index of the first field named {@code header}, or -1. */
  public final int indexOf(KnownHeader header) {
    for (int i = 0; i < count; i++) {
      if ((index[i * WIDTH + 2] & UNKNOWN) == header.ordinal()) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the sender's Connection field names this field. */
  final boolean endsHere(int i) {
    return (index[i * WIDTH + 2] & HOP) != 0;
  }

  /** Whether the sender wants the field in no table of anybody, RFC 7541 section 7.1.3. */
  public final boolean neverIndexed(int i) {
    return (index[i * WIDTH + 2] & NEVER_INDEXED) != 0;
  }

  final void markNeverIndexed(int i) {
    index[i * WIDTH + 2] |= NEVER_INDEXED;
  }

  /** What the offsets of names and values point into; not to be changed. */
  public final byte[] array() {
    return bytes;
  }

  public final int nameFrom(int i) {
    return index[i * WIDTH] >>> 16;
  }

  public final int nameLength(int i) {
    return index[i * WIDTH] & MAX_LENGTH;
  }

  public final int valueFrom(int i) {
    return index[i * WIDTH + 1] >>> 16;
  }

  public final int valueLength(int i) {
    return index[i * WIDTH + 1] & MAX_LENGTH;
  }

  final void add(
      int nameFrom, int nameTo, int valueFrom, int valueTo, @Nullable KnownHeader known) {
    int at = count * WIDTH;
    if (at == index.length) {
      index = Arrays.copyOf(index, index.length * 2);
    }
    index[at] = nameFrom << 16 | nameTo - nameFrom;
    index[at + 1] = valueFrom << 16 | valueTo - valueFrom;
    index[at + 2] = known == null ? UNKNOWN : known.ordinal();
    count++;
  }

  /** Puts the value at {@code [valueFrom, valueTo)} in place of all values of {@code known}. */
  final void merge(KnownHeader known, int valueFrom, int valueTo) {
    int kept = 0;
    boolean merged = false;
    for (int i = 0; i < count; i++) {
      boolean one = known(i) == known;
      if (one && merged) {
        continue;
      }
      System.arraycopy(index, i * WIDTH, index, kept * WIDTH, WIDTH);
      if (one) {
        index[kept * WIDTH + 1] = valueFrom << 16 | valueTo - valueFrom;
        merged = true;
      }
      kept++;
    }
    count = kept;
  }

  /** Marks the fields that the sender's Connection fields name. */
  final void markNominated() {
    if (!nominates) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (known(i) == KnownHeader.CONNECTION) {
        for (String token : value(i).split(",", -1)) {
          mark(token.strip());
        }
      }
    }
  }

  private void mark(String name) {
    for (int i = 0; i < count; i++) {
      if (name.equalsIgnoreCase(name(i))) {
        index[i * WIDTH + 2] |= HOP;
      }
    }
  }

  private String text(int place) {
    int from = place >>> 16;
    return Octets.text(bytes, from, from + (place & MAX_LENGTH));
  }
}
