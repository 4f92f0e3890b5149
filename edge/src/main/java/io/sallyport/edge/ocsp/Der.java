package io.sallyport.edge.ocsp;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A value in DER (ITU-T X.690): a tag and its content, somewhere in an array. Reads the definite
 * lengths and single-byte tags that certificates and OCSP use; anything else is a problem.
 */
final class Der {

  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int NULL = 0x05;
  static final int OBJECT_ID = 0x06;
  static final int ENUMERATED = 0x0A;
  static final int GENERALIZED_TIME = 0x18;
  static final int SEQUENCE = 0x30;

  /** The constructed tag {@code [0]}; the others follow it. */
  static final int CONTEXT = 0xA0;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'");

  private final byte[] bytes;
  private final int start;
  private final int content;
  private final int end;

  private Der(byte[] bytes, int start, int limit) throws OcspProblem {
    this.bytes = bytes;
    this.start = start;
    if (limit - start < 2 || (bytes[start] & 0x1F) == 0x1F) {
      throw malformed();
    }
    int length = bytes[start + 1] & 0xFF;
    int more = length < 0x80 ? 0 : length - 0x80;
    if (length == 0x80 || more > 3 || limit - start - 2 < more) {
      throw malformed();
    }
    if (more > 0) {
      length = new BigInteger(1, bytes, start + 2, more).intValueExact();
    }
    this.content = start + 2 + more;
    if (limit - content < length) {
      throw malformed();
    }
    this.end = content + length;
  }

  /** The one value that {@code bytes} are. */
  static Der of(byte[] bytes) throws OcspProblem {
    Der value = new Der(bytes, 0, bytes.length);
    if (value.end != bytes.length) {
      throw malformed();
    }
    return value;
  }

  int tag() {
    return bytes[start] & 0xFF;
  }

  /** This, if it has {@code tag}. */
  Der expect(int tag) throws OcspProblem {
    if (tag() != tag) {
      throw malformed();
    }
    return this;
  }

  /** The values inside this one. */
  List<Der> children() throws OcspProblem {
    List<Der> children = new ArrayList<>();
    int at = content;
    while (at < end) {
      Der child = new Der(bytes, at, end);
      children.add(child);
      at = child.end;
    }
    return children;
  }

  /** The child at {@code index}; a problem when there are not so many. */
  Der child(int index) throws OcspProblem {
    List<Der> children = children();
    if (index >= children.size()) {
      throw malformed();
    }
    return children.get(index);
  }

  /** Tag, length and content. */
  byte[] encoded() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  byte[] content() {
    return Arrays.copyOfRange(bytes, content, end);
  }

  /** The bytes of a bit string, whose number of bits is a multiple of eight. */
  byte[] bits() throws OcspProblem {
    expect(BIT_STRING);
    if (content == end || bytes[content] != 0) {
      throw malformed();
    }
    return Arrays.copyOfRange(bytes, content + 1, end);
  }

  Instant time() throws OcspProblem {
    expect(GENERALIZED_TIME);
    try {
      String text = new String(content(), StandardCharsets.US_ASCII);
      return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw malformed();
    }
  }

  /** Writes a value. */
  static byte[] write(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length >= 0x80) {
      byte[] digits = BigInteger.valueOf(length).toByteArray();
      int skip = digits[0] == 0 ? 1 : 0;
      out.write(0x80 + digits.length - skip);
      out.write(digits, skip, digits.length - skip);
    } else {
      out.write(length);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  static OcspProblem malformed() {
    return new OcspProblem("the response is malformed");
  }
}
