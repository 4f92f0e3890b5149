package io.sallyport.edge.http2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A header block as a caller writes it: plain literals that no table remembers, and whatever other
 * octets a test wants, RFC 7541 section 6.
 */
final class RawBlock {

  /** The first octet of a literal field, by what the table shall do with it. */
  static final int INDEXED_LATER = 0x40;

  static final int NOT_INDEXED = 0x00;
  static final int NEVER_INDEXED = 0x10;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A request without further fields. */
  static RawBlock get(String path) {
    return request("GET", path);
  }

  /** A request to the host {@code a} with more fields behind, as names and values in turn. */
  static RawBlock request(String method, String path, String... fields) {
    return of(":method", method, ":scheme", "http", ":path", path, ":authority", "a").and(fields);
  }

  /** These fields and no others, as names and values in turn. */
  static RawBlock of(String... fields) {
    return new RawBlock().and(fields);
  }

  RawBlock and(String... fields) {
    for (int i = 0; i < fields.length; i += 2) {
      literal(NOT_INDEXED, fields[i], fields[i + 1]);
    }
    return this;
  }

  /** A literal with a name of its own; {@code first} says what the table shall do with it. */
  RawBlock literal(int first, String name, String value) {
    out.write(first);
    string(name);
    return string(value);
  }

  /** A string without Huffman coding. */
  RawBlock string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    integer(0, 7, bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  /** An integer behind {@code bits} bits, RFC 7541 section 5.1. */
  RawBlock integer(int first, int bits, int value) {
    int most = (1 << bits) - 1;
    if (value < most) {
      out.write(first | value);
      return this;
    }
    out.write(first | most);
    int rest = value - most;
    while (rest >= 128) {
      out.write((rest & 127) | 128);
      rest >>= 7;
    }
    out.write(rest);
    return this;
  }

  /** Octets in hexadecimal, with spaces anywhere. */
  RawBlock octets(String hex) {
    out.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
    return this;
  }

  /** The same octet many times. */
  RawBlock times(int count, int octet) {
    for (int i = 0; i < count; i++) {
      out.write(octet);
    }
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
