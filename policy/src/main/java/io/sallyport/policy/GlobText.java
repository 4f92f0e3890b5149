package io.sallyport.policy;

/**
 * The text of a pattern of which each character is known to be itself or a wildcard. Two texts of
 * one length: the characters, and what each of them is.
 */
final class GlobText {

  /** A character that stands for itself. */
  static final char LITERAL = 'c';

  /** A character of a variable's value: itself, and never the boundary of a part. */
  static final char VALUE = 'v';

  /** {@code ?}: any one character. */
  static final char ONE = '?';

  /** {@code *}: any number of characters. */
  static final char MANY = '*';

  private final StringBuilder characters = new StringBuilder();
  private final StringBuilder kinds = new StringBuilder();

  /** The pattern {@code text}, in which {@code *} and {@code ?} are wildcards. */
  static GlobText of(String text) {
    return new GlobText().wild(text);
  }

  /** Adds text in which {@code *} and {@code ?} are wildcards. */
  GlobText wild(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      characters.append(c);
      kinds.append(c == ONE || c == MANY ? c : LITERAL);
    }
    return this;
  }

  /** Adds text that stands for itself, whatever is in it. */
  GlobText value(String text) {
    characters.append(text);
    kinds.repeat(VALUE, text.length());
    return this;
  }

  int length() {
    return characters.length();
  }

  char kind(int index) {
    return kinds.charAt(index);
  }

  /** The characters from {@code from} to {@code to}, wildcards as they are written. */
  String text(int from, int to) {
    return characters.substring(from, to);
  }

  /** Where the first colon between parts stands at or after {@code from}; -1 for none. */
  int colon(int from) {
    for (int i = from; i < length(); i++) {
      if (characters.charAt(i) == ':' && kind(i) == LITERAL) {
        return i;
      }
    }
    return -1;
  }

  /** Where the first {@code *} stands between {@code from} and {@code to}; {@code to} for none. */
  int many(int from, int to) {
    for (int i = from; i < to; i++) {
      if (kind(i) == MANY) {
        return i;
      }
    }
    return to;
  }
}
