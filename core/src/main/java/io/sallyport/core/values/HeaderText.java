package io.sallyport.core.values;

/** Values on their way into a header field; RFC 9110, section 5.5. */
public final class HeaderText {

  private HeaderText() {}

  /**
   * {@code value} with every control character replaced by a space, so that a decoded line end
   * never starts a field of its own.
   */
  public static String clean(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (isControl(value.charAt(i))) {
        return replace(value);
      }
    }
    return value;
  }

  /** Whether {@code name} may name a field: a token, RFC 9110 section 5.6.2. */
  public static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static String replace(String value) {
    StringBuilder out = new StringBuilder(value);
    for (int i = 0; i < out.length(); i++) {
      if (isControl(out.charAt(i))) {
        out.setCharAt(i, ' ');
      }
    }
    return out.toString().strip();
  }

  private static boolean isControl(char c) {
    return (c < 0x20 && c != '\t') || c == 0x7F || c == '\u0085';
  }
}
