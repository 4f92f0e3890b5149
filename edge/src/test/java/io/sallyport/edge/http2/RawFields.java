package io.sallyport.edge.http2;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a block that the gateway sent. It may use the static table and plain literals; for
 * anything else this reader has no word, which fails the test.
 */
final class RawFields {

  /** RFC 7541 appendix A: entry n is at n - 1, its value behind a bar. */
  private static final String[] STATIC_TABLE = {
    ":authority|",
    ":method|GET",
    ":method|POST",
    ":path|/",
    ":path|/index.html",
    ":scheme|http",
    ":scheme|https",
    ":status|200",
    ":status|204",
    ":status|206",
    ":status|304",
    ":status|400",
    ":status|404",
    ":status|500",
    "accept-charset|",
    "accept-encoding|gzip, deflate",
    "accept-language|",
    "accept-ranges|",
    "accept|",
    "access-control-allow-origin|",
    "age|",
    "allow|",
    "authorization|",
    "cache-control|",
    "content-disposition|",
    "content-encoding|",
    "content-language|",
    "content-length|",
    "content-location|",
    "content-range|",
    "content-type|",
    "cookie|",
    "date|",
    "etag|",
    "expect|",
    "expires|",
    "from|",
    "host|",
    "if-match|",
    "if-modified-since|",
    "if-none-match|",
    "if-range|",
    "if-unmodified-since|",
    "last-modified|",
    "link|",
    "location|",
    "max-forwards|",
    "proxy-authenticate|",
    "proxy-authorization|",
    "range|",
    "referer|",
    "refresh|",
    "retry-after|",
    "server|",
    "set-cookie|",
    "strict-transport-security|",
    "transfer-encoding|",
    "user-agent|",
    "vary|",
    "via|",
    "www-authenticate|"
  };

  private final byte[] block;
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();
  private final List<String> never = new ArrayList<>();
  private int at;

  private RawFields(byte[] block) {
    this.block = block;
  }

  static RawFields of(byte[] block) {
    RawFields fields = new RawFields(block);
    while (fields.at < block.length) {
      fields.read();
    }
    return fields;
  }

  /** The status alone, which is the first field of every response. */
  static int status(byte[] block) {
    RawFields fields = new RawFields(block);
    while (fields.names.isEmpty()) {
      fields.read();
    }
    if (!fields.names.getFirst().equals(":status")) {
      throw new AssertionError("a response that starts with " + fields.names);
    }
    return Integer.parseInt(fields.values.getFirst());
  }

  /** The names in order. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** The names of the fields that nobody may ever index, in order. */
  List<String> neverIndexed() {
    return List.copyOf(never);
  }

  /** The first value of {@code name}, or null. */
  @Nullable String value(String name) {
    int index = names.indexOf(name);
    return index < 0 ? null : values.get(index);
  }

  private void read() {
    int first = block[at] & 0xff;
    if (first >= 0x80) {
      String[] entry = entry(integer(7));
      add(entry[0], entry[1]);
    } else if (first >= 0x40) {
      throw new AssertionError("a field for the dynamic table, which was announced as empty");
    } else if (first >= 0x20) {
      int size = integer(5);
      if (size != 0) {
        throw new AssertionError("a dynamic table of " + size + " bytes");
      }
    } else {
      int index = integer(4);
      String name = index == 0 ? string() : entry(index)[0];
      add(name, string());
      if (first >= 0x10) {
        never.add(name);
      }
    }
  }

  private void add(String name, String value) {
    names.add(name);
    values.add(value);
  }

  private static String[] entry(int index) {
    if (index < 1 || index > STATIC_TABLE.length) {
      throw new AssertionError("index " + index + " is not in the static table");
    }
    String entry = STATIC_TABLE[index - 1];
    int bar = entry.indexOf('|');
    return new String[] {entry.substring(0, bar), entry.substring(bar + 1)};
  }

  private String string() {
    if (block[at] < 0) {
      throw new AssertionError("a string with Huffman coding");
    }
    int length = integer(7);
    String text = new String(block, at, length, StandardCharsets.ISO_8859_1);
    at += length;
    return text;
  }

  private int integer(int bits) {
    int most = (1 << bits) - 1;
    int value = block[at++] & most;
    if (value < most) {
      return value;
    }
    int shift = 0;
    int octet;
    do {
      octet = block[at++];
      value += (octet & 127) << shift;
      shift += 7;
    } while (octet < 0);
    return value;
  }
}
