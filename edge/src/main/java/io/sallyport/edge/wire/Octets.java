package io.sallyport.edge.wire;

/** The character classes of RFC 9110 and RFC 9112, one table look-up for each octet. */
public final class Octets {

  private static final int TOKEN = 1;
  private static final int TARGET = 2;
  private static final int FIELD = 4;
  private static final int HOST = 8;
  private static final byte[] CLASSES = classes();

  private Octets() {}

  /** Whether {@code b} may stand in a method or a field name: {@code tchar}. */
  public static boolean isToken(byte b) {
    return (CLASSES[b & 0xFF] & TOKEN) != 0;
  }

  /** Whether {@code b} may stand in a request target: visible ASCII without {@code #}. */
  public static boolean isTarget(byte b) {
    return (CLASSES[b & 0xFF] & TARGET) != 0;
  }

  /** Whether {@code b} may stand in a field value: tab, space, visible ASCII, obs-text. */
  public static boolean isField(byte b) {
    return (CLASSES[b & 0xFF] & FIELD) != 0;
  }

  /** Whether {@code b} may stand in a host name. */
  public static boolean isHost(byte b) {
    return (CLASSES[b & 0xFF] & HOST) != 0;
  }

  /** The value of the hexadecimal digit {@code b}, or -1. */
  public static int hex(byte b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** Whether {@code text} is a non-empty token. */
  public static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7F || !isToken((byte) c)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether {@code text} is not empty and consists of target characters. */
  public static boolean isTarget(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7F || !isTarget((byte) c)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether {@code bytes[from, to)} spells {@code lower} in any case. */
  public static boolean spells(byte[] bytes, int from, int to, String lower) {
    if (to - from != lower.length()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      int folded = b >= 'A' && b <= 'Z' ? b + 32 : b;
      if (folded != lower.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }

  /** The number {@code bytes[from, to)} spells in 1 to 18 decimal digits, or -1. */
  static long number(byte[] bytes, int from, int to) {
    if (to == from || to - from > 18) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(bytes[i])) {
        return -1;
      }
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }

  /** {@code bytes[from, to)} as Latin-1 text. */
  @SuppressWarnings("deprecation") // the one constructor that copies Latin-1 bytes without a check
  static String text(byte[] bytes, int from, int to) {
    return new String(bytes, 0, from, to - from);
  }

  private static byte[] classes() {
    byte[] classes = new byte[256];
    for (int c = 0x21; c < 0x7F; c++) {
      classes[c] |= FIELD;
      if (c != '#') {
        classes[c] |= TARGET;
      }
      if (Character.isLetterOrDigit(c)) {
        classes[c] |= TOKEN | HOST;
      }
    }
    for (int c = 0x80; c < 0x100; c++) {
      classes[c] |= FIELD;
    }
    classes[' '] |= FIELD;
    classes['\t'] |= FIELD;
    mark(classes, "!#$%&'*+-.^_`|~", TOKEN);
    mark(classes, "-._~", HOST);
    return classes;
  }

  private static void mark(byte[] classes, String characters, int kind) {
    for (int i = 0; i < characters.length(); i++) {
      classes[characters.charAt(i)] |= (byte) kind;
    }
  }
}
