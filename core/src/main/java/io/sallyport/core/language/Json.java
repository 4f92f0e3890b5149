package io.sallyport.core.language;

import org.jspecify.annotations.Nullable;

/** JSON text for single values. */
public final class Json {

  private Json() {}

  /** {@code text} as a JSON string with its quotes, or {@code null}. */
  public static String quote(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      escape(text.charAt(i), out);
    }
    return out.append('"').toString();
  }

  /** Whether {@code text} is a number or a truth value as JSON writes them. */
  public static boolean isBare(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return false;
    }
    char first = text.charAt(0);
    return (first == '-' || isDigit(first))
        ? isNumber(text)
        : text.equals("true") || text.equals("false");
  }

  private static boolean isNumber(String text) {
    int start = text.charAt(0) == '-' ? 1 : 0;
    int at = digits(text, start);
    boolean padded = at > start + 1 && text.charAt(start) == '0';
    boolean whole = at > start && !padded;
    if (whole && at < text.length() && text.charAt(at) == '.') {
      int fraction = at + 1;
      at = digits(text, fraction);
      whole = at > fraction;
    }
    if (whole && at < text.length() && (text.charAt(at) | 0x20) == 'e') {
      boolean signed = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0;
      int exponent = at + (signed ? 2 : 1);
      at = digits(text, exponent);
      whole = at > exponent;
    }
    return whole && at == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < 0x20 || c == 0x7F) {
          out.append(String.format("\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
