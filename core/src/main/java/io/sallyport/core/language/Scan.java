package io.sallyport.core.language;

import io.sallyport.core.language.Template.Dialect;
import org.jspecify.annotations.Nullable;

/** A place in a template that moves forward over what it recognises. */
final class Scan {

  private final String source;
  private final Dialect dialect;
  private int at;

  Scan(String source, int at, Dialect dialect) {
    this.source = source;
    this.at = at;
    this.dialect = dialect;
  }

  int at() {
    return at;
  }

  boolean take(char expected) {
    if (at < source.length() && source.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  boolean take(String expected) {
    if (source.startsWith(expected, at)) {
      at += expected.length();
      return true;
    }
    return false;
  }

  boolean startsName() {
    return at < source.length() && Character.isLetter(source.charAt(at));
  }

  /** One name; empty when there is none. */
  String name() {
    int start = at;
    while (at < source.length() && isName(source.charAt(at))) {
      at++;
    }
    return source.substring(start, at);
  }

  /** Names with single dots between them; a dot at the end is not part of it. */
  String dottedName() {
    int start = at;
    name();
    while (at + 1 < source.length() && source.charAt(at) == '.' && isName(source.charAt(at + 1))) {
      at++;
      name();
    }
    return source.substring(start, at);
  }

  /**
   * A dotted name; {@code owner} may be followed by one of its keys in brackets and quotes, {@code
   * owner['c:d']}.
   */
  String dottedName(String owner) {
    int start = at;
    String dotted = dottedName();
    int end = source.startsWith("['", at) ? source.indexOf("']", at + 2) : -1;
    if (!dotted.equals(owner) || end <= at + 2 || !isKey(at + 2, end)) {
      return dotted;
    }
    at = end + 2;
    return source.substring(start, at);
  }

  private boolean isKey(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isName(source.charAt(i)) && ":-.".indexOf(source.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The name of a header or parameter, which may hold more signs than a Velocity name. */
  String parameterName() {
    int start = at;
    while (at < source.length() && (isName(source.charAt(at)) || source.charAt(at) == '-')) {
      at++;
    }
    return source.substring(start, at);
  }

  /** A text in single or double quotes, or null. */
  @Nullable String quoted() {
    if (at >= source.length() || (source.charAt(at) != '\'' && source.charAt(at) != '"')) {
      return null;
    }
    int end = source.indexOf(source.charAt(at), at + 1);
    if (end < 0 || source.substring(at + 1, end).contains("$")) {
      return null;
    }
    String inside = source.substring(at + 1, end);
    at = end + 1;
    return inside;
  }

  /** Whether Velocity would read on: a method call, an index or a further property. */
  boolean goesOn(boolean braced) {
    if (dialect != Dialect.MAPPING || braced || at >= source.length()) {
      return false;
    }
    char next = source.charAt(at);
    boolean property =
        next == '.' && at + 1 < source.length() && Character.isLetter(source.charAt(at + 1));
    return next == '(' || next == '[' || property;
  }

  private boolean isName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || (c == '-' && dialect == Dialect.MAPPING);
  }
}
