package io.sallyport.core.definition.source;

import io.sallyport.core.definition.source.Node.Kind;

/**
 * What a plain YAML scalar is by the core schema of YAML 1.2.2, section 10.3. {@code yes}, {@code
 * no}, dates and times of day are text.
 */
final class ScalarKinds {

  private ScalarKinds() {}

  static Kind of(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Kind.NULL;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> Kind.BOOLEAN;
      default -> isNumber(text) ? Kind.NUMBER : Kind.STRING;
    };
  }

  private static boolean isNumber(String text) {
    if (text.startsWith("0x")) {
      return text.length() > 2 && only(text, 2, "0123456789abcdefABCDEF");
    }
    if (text.startsWith("0o")) {
      return text.length() > 2 && only(text, 2, "01234567");
    }
    int start = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    return switch (text.substring(start)) {
      case ".inf", ".Inf", ".INF" -> true;
      case ".nan", ".NaN", ".NAN" -> start == 0;
      default -> isDecimal(text, start);
    };
  }

  /** {@code ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?}. */
  private static boolean isDecimal(String text, int start) {
    int whole = digits(text, start);
    int at = whole;
    int fraction = 0;
    if (at < text.length() && text.charAt(at) == '.') {
      int end = digits(text, at + 1);
      fraction = end - at - 1;
      at = end;
    }
    if (whole == start && fraction == 0) {
      return false;
    }
    return at == text.length() || isExponent(text, at);
  }

  private static boolean isExponent(String text, int at) {
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
      return false;
    }
    int start = at + 1;
    if (start < text.length() && (text.charAt(start) == '+' || text.charAt(start) == '-')) {
      start++;
    }
    int end = digits(text, start);
    return end > start && end == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean only(String text, int from, String allowed) {
    for (int i = from; i < text.length(); i++) {
      if (allowed.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
