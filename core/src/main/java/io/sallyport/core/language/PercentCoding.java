package io.sallyport.core.language;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of paths and query strings; RFC 3986, section 2.1. */
public final class PercentCoding {

  private static final String HEX = "0123456789ABCDEF";
  private static final boolean[] UNRESERVED = set("-._~");
  private static final boolean[] IN_PATH = set("-._~!$&'()*+,;=:@/");
  private static final boolean[] IN_QUERY = set("-._~!$&'()*+,;=:@/?[]");

  private PercentCoding() {}

  /** {@code text} with everything but unreserved characters encoded, as UTF-8. */
  public static String encode(String text) {
    return encode(text, UNRESERVED, Percent.ENCODED);
  }

  /** A path as it came, with whatever may not stand in a path encoded. */
  public static String repairPath(String path) {
    return isClean(path, IN_PATH) ? path : encode(path, IN_PATH, Percent.KEPT_WHERE_VALID);
  }

  /** A query as it came, with whatever may not stand in a query encoded. */
  public static String repairQuery(String query) {
    return isClean(query, IN_QUERY) ? query : encode(query, IN_QUERY, Percent.KEPT_WHERE_VALID);
  }

  /** Decodes a path segment; malformed escapes stand for themselves, malformed UTF-8 for U+FFFD. */
  public static String decode(String text) {
    return text.indexOf('%') < 0 ? text : decode(text, Plus.PLUS);
  }

  /** Decodes a query name or value, in which a plus is a space. */
  public static String decodeQuery(String text) {
    return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : decode(text, Plus.SPACE);
  }

  /**
   * {@code path} with what needs no encoding decoded and upper-case hexadecimal digits in what
   * does; RFC 3986 section 6.2.2.
   */
  public static String normalised(String path) {
    StringBuilder out = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      if (!isEscape(path, i)) {
        out.append(path.charAt(i));
        continue;
      }
      int value = value(path, i);
      if (value < 128 && UNRESERVED[value]) {
        out.append((char) value);
      } else {
        out.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xF));
      }
      i += 2;
    }
    return out.toString();
  }

  /** Whether some segment of {@code path} is, once decoded, {@code .} or {@code ..}. */
  public static boolean hasDotSegment(String path) {
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/' || path.charAt(i) == '\\') {
        if (isDots(path, start, i)) {
          return true;
        }
        start = i + 1;
      } else if (endsSegmentEncoded(path, i)) {
        if (isDots(path, start, i)) {
          return true;
        }
        i += 2;
        start = i + 1;
      }
    }
    return false;
  }

  private enum Percent {
    ENCODED,
    KEPT_WHERE_VALID
  }

  private enum Plus {
    PLUS,
    SPACE
  }

  private static boolean endsSegmentEncoded(String path, int at) {
    return isEscape(path, at) && (value(path, at) == '/' || value(path, at) == '\\');
  }

  private static boolean isDots(String path, int from, int to) {
    int dots = 0;
    int i = from;
    while (i < to) {
      if (path.charAt(i) == '.') {
        i++;
      } else if (isEscape(path, i) && value(path, i) == '.') {
        i += 3;
      } else {
        return false;
      }
      dots++;
    }
    return dots == 1 || dots == 2;
  }

  private static boolean isClean(String text, boolean[] allowed) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' ? !isEscape(text, i) : c >= 128 || !allowed[c]) {
        return false;
      }
    }
    return true;
  }

  private static String encode(String text, boolean[] allowed, Percent percent) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i] & 0xFF;
      boolean kept = percent == Percent.KEPT_WHERE_VALID && b == '%' && isEscape(bytes, i);
      if (kept || (b < 128 && allowed[b])) {
        out.append((char) b);
      } else {
        out.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 0xF));
      }
    }
    return out.toString();
  }

  private static String decode(String text, Plus plus) {
    byte[] source = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[source.length];
    int length = 0;
    for (int i = 0; i < source.length; i++) {
      if (source[i] == '%' && isEscape(source, i)) {
        out[length++] = (byte) (digit(source[i + 1]) << 4 | digit(source[i + 2]));
        i += 2;
      } else {
        out[length++] = plus == Plus.SPACE && source[i] == '+' ? (byte) ' ' : source[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && text.charAt(at) == '%'
        && digit(text.charAt(at + 1)) >= 0
        && digit(text.charAt(at + 2)) >= 0;
  }

  private static int value(String text, int at) {
    return digit(text.charAt(at + 1)) << 4 | digit(text.charAt(at + 2));
  }

  private static boolean isEscape(byte[] text, int at) {
    return at + 2 < text.length && digit(text[at + 1]) >= 0 && digit(text[at + 2]) >= 0;
  }

  private static int digit(int c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  private static boolean[] set(String signs) {
    boolean[] set = new boolean[128];
    for (char c = '0'; c <= '9'; c++) {
      set[c] = true;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      set[c] = true;
      set[c - 32] = true;
    }
    signs.chars().forEach(sign -> set[sign] = true);
    return set;
  }
}
