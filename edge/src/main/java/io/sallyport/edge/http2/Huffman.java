package io.sallyport.edge.http2;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The Huffman code of RFC 7541, appendix B.
 *
 * <p>The code is canonical: codes of one length are consecutive numbers in the order of their
 * symbols, and the first of each length follows the last of the length before. So the lengths alone
 * give the code, and the code gives the tables by which it is decoded, eight bits at a time.
 */
final class Huffman {

  /** The symbol that ends a string; it is never sent, but the padding begins like it. */
  static final int END = 256;

  /** A string contains {@link #END}. */
  static final int ENDED = -1;

  /** The padding is longer than seven bits. */
  static final int OVERLONG = -2;

  /** The last bits are neither a code nor all ones. */
  static final int CUT = -3;

  private static final int LONGEST = 30;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** How many bits the codes of the octets 0 to 255 have. */
  private static final byte[] LENGTHS = {
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
    28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
    5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
    13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
    7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
    15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
    6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
    20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
    24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
    22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
    21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
    26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
    19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
    20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
    26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
  };

  private static final int[] CODES = codes();

  /**
   * Tables of 256 entries each, end to end; the first is where a code begins. An entry is a symbol
   * in the lower nine bits with the length of its whole code above, or less than zero: the negated
   * number of the table for the next eight bits.
   */
  private static final short[] TABLES = tables();

  private Huffman() {}

  /** The length of the code of {@code symbol}, in bits. */
  static int length(int symbol) {
    return symbol == END ? LONGEST : LENGTHS[symbol];
  }

  /** The code of {@code symbol}, in the lowest {@link #length} bits. */
  static int code(int symbol) {
    return CODES[symbol];
  }

  /** The greatest length of what {@code length} octets decode to: every code has five bits. */
  static int room(int length) {
    return (int) (length * 8L / 5);
  }

  /**
   * Decodes {@code in[from, to)} into {@code out} from {@code at} on, where {@link #room} is left.
   *
   * @return where the decoded octets end, or {@link #ENDED}, {@link #OVERLONG} or {@link #CUT}
   */
  static int decode(byte[] in, int from, int to, byte[] out, int at) {
    short[] tables = TABLES;
    int next = from;
    int end = at;
    long bits = 0; // the first is the uppermost; after the last of those held come zeros
    int held = 0;
    while (true) {
      if (held <= 32 && to - next >= 4) {
        bits |= ((int) INTS.get(in, next) & 0xFFFF_FFFFL) << (32 - held);
        held += 32;
        next += 4;
      }
      while (held <= 56 && next < to) {
        bits |= (in[next++] & 0xFFL) << (56 - held);
        held += 8;
      }
      do {
        int entry = tables[(int) (bits >>> 56)];
        for (int shift = 48; entry < 0; shift -= 8) {
          entry = tables[(-entry << 8) + (int) (bits >>> shift & 0xFF)];
        }
        int length = entry >>> 9;
        if (length > held) {
          return padding(bits, held, end);
        }
        int symbol = entry & 0x1FF;
        if (symbol == END) {
          return ENDED;
        }
        out[end++] = (byte) symbol;
        bits <<= length;
        held -= length;
      } while (held >= LONGEST);
    }
  }

  /** Judges the {@code held} uppermost bits, which are not a code and have nothing behind them. */
  private static int padding(long bits, int held, int end) {
    if (bits != ~(-1L >>> held)) {
      return CUT;
    }
    return held < 8 ? end : OVERLONG;
  }

  private static int[] codes() {
    int[] codes = new int[END + 1];
    int code = 0;
    for (int length = 1; length <= LONGEST; length++) {
      code <<= 1;
      for (int symbol = 0; symbol <= END; symbol++) {
        if (length(symbol) == length) {
          codes[symbol] = code++;
        }
      }
    }
    return codes;
  }

  private static short[] tables() {
    short[] tables = new short[256];
    for (int symbol = 0; symbol <= END; symbol++) {
      tables = with(symbol, tables);
    }
    return tables;
  }

  private static short[] with(int symbol, short[] given) {
    short[] tables = given;
    int length = length(symbol);
    int code = CODES[symbol] << (32 - length);
    int table = 0;
    int left = length;
    for (; left > 8; left -= 8, code <<= 8) {
      int at = (table << 8) + (code >>> 24);
      if (tables[at] == 0) {
        tables[at] = (short) -(tables.length >> 8);
        tables = Arrays.copyOf(tables, tables.length + 256);
      }
      table = -tables[at];
    }
    int first = (table << 8) + (code >>> 24);
    Arrays.fill(tables, first, first + (1 << (8 - left)), (short) (length << 9 | symbol));
    return tables;
  }
}
