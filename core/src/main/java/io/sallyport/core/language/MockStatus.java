package io.sallyport.core.language;

import java.util.OptionalInt;

/**
 * Reads the {@code statusCode} of a MOCK integration's request template as leniently as AWS does:
 * keys need no quotes or single ones, commas may be doubled or trail, and what follows the first
 * members may be garbage, as long as the whole stands in balanced braces.
 */
public final class MockStatus {

  private final String text;
  private int at;

  private MockStatus(String text) {
    this.text = text;
  }

  /** The status in {@code text}, or empty when there is none or the text is no object. */
  public static OptionalInt of(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("{") || !stripped.endsWith("}") || !isBalanced(stripped)) {
      return OptionalInt.empty();
    }
    return new MockStatus(stripped).read();
  }

  private static boolean isBalanced(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return depth <= 0;
  }

  private OptionalInt read() {
    at = 1;
    while (at < text.length()) {
      skip(" \t\r\n,");
      String key = word();
      skip(" \t\r\n");
      if (key.isEmpty() || at >= text.length() || text.charAt(at) != ':') {
        return OptionalInt.empty();
      }
      at++;
      skip(" \t\r\n");
      String value = value();
      if (key.equals("statusCode")) {
        return status(value);
      }
    }
    return OptionalInt.empty();
  }

  private static OptionalInt status(String value) {
    boolean digits = value.length() == 3 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
  }

  private void skip(String signs) {
    while (at < text.length() && signs.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** A key or scalar, quoted or bare; empty where its quotes do not match. */
  private String word() {
    if (at >= text.length()) {
      return "";
    }
    char first = text.charAt(at);
    if (first == '"' || first == '\'') {
      int end = text.indexOf(first, at + 1);
      String inside = end < 0 ? "" : text.substring(at + 1, end);
      at = end < 0 ? text.length() : end + 1;
      return inside;
    }
    int start = at;
    while (at < text.length() && ":,{}[] \t\r\n\"'".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  /** A value; a nested object or array is passed over and reads as empty. */
  private String value() {
    if (at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '[')) {
      passNested();
      return "";
    }
    return word();
  }

  private void passNested() {
    int depth = 0;
    do {
      char c = text.charAt(at++);
      if (c == '"' || c == '\'') {
        int end = text.indexOf(c, at);
        at = end < 0 ? text.length() : end + 1;
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    } while (depth > 0 && at < text.length());
  }
}
