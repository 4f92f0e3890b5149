package io.sallyport.edge.http2;

import org.jspecify.annotations.Nullable;

/**
 * Reads the integers and strings of one header block (RFC 7541, section 5).
 *
 * <p>A plain string is given where it stands in the block. A Huffman-coded one is decoded into one
 * scratch array, which holds the strings of one field and is used again for the next.
 */
final class HpackInput {

  private static final byte[] NONE = {};
  private static final int FIRST_SCRATCH = 256;

  /** A scratch array longer than this is not kept for the next block, in bytes. */
  private static final int KEPT_SCRATCH = 4096;

  /** Where the shift of a sixth continuation octet would be; 2^31-1 needs five. */
  private static final int MAX_SHIFT = 35;

  private static final int CUT = -1;
  private static final int TOO_LARGE = -2;

  private byte[] block = NONE;
  private int at;
  private int end;
  private byte[] scratch = NONE;
  private int used;

  /** Begins a block. */
  void start(byte[] bytes, int from, int to) {
    block = bytes;
    at = from;
    end = to;
  }

  /** Lets go of the block. */
  void finish() {
    start(NONE, 0, 0);
    if (scratch.length > KEPT_SCRATCH) {
      scratch = NONE;
    }
  }

  /** Whether the block goes on. */
  boolean more() {
    return at < end;
  }

  /** The first octet of the next field, whose strings may have the scratch array. */
  byte begin() {
    used = 0;
    return block[at++];
  }

  /**
   * Reads the integer whose prefix is what {@code mask} leaves of {@code first}, the octet just
   * read.
   *
   * @return the integer, or less than zero: see {@link #mistake}
   */
  int integer(int first, int mask) {
    int value = first & mask;
    return value < mask ? value : continued(mask);
  }

  private int continued(int prefix) {
    long value = prefix;
    for (int shift = 0; shift < MAX_SHIFT; shift += 7) {
      if (at == end) {
        return CUT;
      }
      byte b = block[at++];
      value += (b & 0x7FL) << shift;
      if (b >= 0) {
        return value > Integer.MAX_VALUE ? TOO_LARGE : (int) value;
      }
    }
    return TOO_LARGE;
  }

  /** What is wrong with an integer that was read as {@code negative}. */
  static String mistake(int negative) {
    return negative == CUT
        ? "the header block ends inside an integer"
        : "an integer in a header block is larger than `2147483647` or longer than six octets";
  }

  /** Reads a string; null, or what is wrong with it. */
  @Nullable String string(Slice into) {
    if (at == end) {
      return "the header block ends where a string should begin";
    }
    byte first = block[at++];
    int length = integer(first, 0x7F);
    if (length < 0) {
      return mistake(length);
    }
    if (length > end - at) {
      return "a string of `" + length + "` bytes has `" + (end - at) + "` left in its header block";
    }
    int from = at;
    at += length;
    if (first < 0) {
      return huffman(from, length, into);
    }
    into.set(block, from, length);
    return null;
  }

  private @Nullable String huffman(int from, int length, Slice into) {
    int room = Huffman.room(length);
    if (scratch.length - used < room) {
      // A name that is there already stays where it is: its slice keeps the old array.
      scratch = new byte[Math.max(room, Math.max(FIRST_SCRATCH, 2 * scratch.length))];
      used = 0;
    }
    int to = Huffman.decode(block, from, from + length, scratch, used);
    if (to < 0) {
      return switch (to) {
        case Huffman.ENDED -> "a Huffman-coded string contains the end-of-string symbol";
        case Huffman.OVERLONG -> "the padding of a Huffman-coded string is longer than seven bits";
        default -> "a Huffman-coded string ends in bits that are neither a code nor padding";
      };
    }
    into.set(scratch, used, to - used);
    used = to;
    return null;
  }
}
