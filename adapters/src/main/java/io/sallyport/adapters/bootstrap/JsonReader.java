package io.sallyport.adapters.bootstrap;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON into maps, lists, texts, numbers and truths, as untyped handlers get it. */
final class JsonReader {

  private static final int MAX_DEPTH = 500;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  static @Nullable Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.skip();
    if (reader.at < text.length()) {
      throw reader.wrong();
    }
    return value;
  }

  private @Nullable Object value() {
    skip();
    char c = peek();
    if (c == '{' || c == '[') {
      if (++depth > MAX_DEPTH) {
        throw new IllegalArgumentException("the event is nested too deeply");
      }
      Object collection = c == '{' ? object() : array();
      depth--;
      return collection;
    }
    if (c == '"') {
      return string();
    }
    if (c == '-' || (c >= '0' && c <= '9')) {
      return number();
    }
    return word();
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    at++;
    skip();
    while (peek() != '}') {
      String name = string();
      skip();
      take(':');
      object.put(name, value());
      next('}');
    }
    at++;
    return object;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> array = new ArrayList<>();
    at++;
    skip();
    while (peek() != ']') {
      array.add(value());
      next(']');
    }
    at++;
    return array;
  }

  /** After a value: a comma and another, or the end. */
  private void next(char end) {
    skip();
    if (peek() != end) {
      take(',');
      skip();
      if (peek() == end) {
        throw wrong();
      }
    }
  }

  private String string() {
    take('"');
    StringBuilder string = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        if (at + 4 > text.length()) {
          throw wrong();
        }
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> c;
    };
  }

  private Object number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    BigDecimal number = new BigDecimal(text.substring(start, at));
    if (text.substring(start, at).chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
      return number.doubleValue();
    }
    if (number.precision() > 18) {
      return number.toBigInteger();
    }
    long value = number.longValueExact();
    if (value == (int) value) {
      return (int) value;
    }
    return value;
  }

  private @Nullable Object word() {
    if (text.startsWith("true", at)) {
      at += 4;
      return true;
    }
    if (text.startsWith("false", at)) {
      at += 5;
      return false;
    }
    if (text.startsWith("null", at)) {
      at += 4;
      return null;
    }
    throw wrong();
  }

  private void take(char wanted) {
    if (peek() != wanted) {
      throw wrong();
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong();
    }
    return text.charAt(at);
  }

  private void skip() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException("the event is not JSON at character " + at);
  }
}
