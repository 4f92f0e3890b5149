package io.sallyport.edge.http2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An encoder with everything the format has: Huffman coding, a dynamic table, size updates, each
 * used or not by a throw of dice. Its table is a plain list, so that it shares no mistake with the
 * decoder's.
 */
final class ReferenceEncoder {

  private static final int STATIC = 61;

  private final Random random;
  private final int limit;
  private final List<String[]> table = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int capacity;

  ReferenceEncoder(int limit, Random random) {
    this.limit = limit;
    this.random = random;
    this.capacity = Math.min(limit, 4096);
  }

  /** The entries the decoder should have now, newest first, each as "name: value". */
  List<String> entries() {
    return table.stream().map(entry -> entry[0] + ": " + entry[1]).toList();
  }

  /** One block of {@code fields}, each a name and a value. */
  byte[] encode(List<String[]> fields) {
    out.reset();
    for (int updates = random.nextInt(8) - 5; updates > 0; updates--) {
      capacity = random.nextInt(limit + 1);
      integer(0x20, 0x1F, capacity);
      evict(0);
    }
    fields.forEach(field -> field(field[0], field[1]));
    return out.toByteArray();
  }

  private void field(String name, String value) {
    int whole = find(name, value);
    if (whole != 0 && random.nextInt(4) != 0) {
      integer(0x80, 0x7F, whole);
      return;
    }
    int named = random.nextInt(4) == 0 ? 0 : find(name, null);
    int kind = random.nextInt(3);
    switch (kind) {
      case 0 -> integer(0x40, 0x3F, named);
      case 1 -> integer(0x00, 0x0F, named);
      default -> integer(0x10, 0x0F, named);
    }
    if (named == 0) {
      string(name);
    }
    string(value);
    if (kind == 0) {
      int size = size(name, value);
      evict(size);
      if (size <= capacity) {
        table.addFirst(new String[] {name, value});
      }
    }
  }

  /** An index with this name and, when {@code value} is not null, this value; or 0. */
  private int find(String name, @Nullable String value) {
    List<Integer> found = new ArrayList<>();
    for (int i = 1; i <= STATIC + table.size(); i++) {
      String[] entry = i <= STATIC ? fixed(i) : table.get(i - STATIC - 1);
      if (entry[0].equals(name) && (value == null || entry[1].equals(value))) {
        found.add(i);
      }
    }
    return found.isEmpty() ? 0 : found.get(random.nextInt(found.size()));
  }

  private static String[] fixed(int index) {
    TableEntry entry = StaticTable.get(index);
    return new String[] {
      new String(entry.name, StandardCharsets.ISO_8859_1),
      new String(entry.value, StandardCharsets.ISO_8859_1)
    };
  }

  private void evict(int more) {
    while (!table.isEmpty()
        && table.stream().mapToInt(entry -> size(entry[0], entry[1])).sum() + more > capacity) {
      table.removeLast();
    }
  }

  private static int size(String name, String value) {
    return name.length() + value.length() + 32;
  }

  private void string(String text) {
    byte[] plain = text.getBytes(StandardCharsets.ISO_8859_1);
    boolean coded = random.nextBoolean();
    byte[] bytes = coded ? huffman(plain) : plain;
    integer(coded ? 0x80 : 0, 0x7F, bytes.length);
    out.writeBytes(bytes);
  }

  private void integer(int flags, int mask, int value) {
    if (value < mask) {
      out.write(flags | value);
      return;
    }
    out.write(flags | mask);
    int rest = value - mask;
    while (rest >= 128) {
      out.write(rest % 128 + 128);
      rest /= 128;
    }
    out.write(rest);
  }

  /** {@code plain} in the Huffman code, bit by bit. */
  static byte[] huffman(byte[] plain) {
    StringBuilder bits = new StringBuilder();
    for (byte b : plain) {
      int symbol = b & 0xFF;
      for (int i = Huffman.length(symbol) - 1; i >= 0; i--) {
        bits.append(Huffman.code(symbol) >>> i & 1);
      }
    }
    while (bits.length() % 8 != 0) {
      bits.append('1');
    }
    byte[] coded = new byte[bits.length() / 8];
    for (int i = 0; i < coded.length; i++) {
      coded[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
    }
    return coded;
  }
}
