package io.sallyport.policy;

import java.util.function.Consumer;

/** A segment without wildcards. A long one is looked for as Knuth, Morris and Pratt do. */
final class LiteralSegment implements Segment {

  private final String characters;
  private final int[] borders;

  LiteralSegment(String characters) {
    this.characters = characters;
    this.borders = characters.length() > SHORT ? borders(characters) : new int[0];
  }

  String characters() {
    return characters;
  }

  @Override
  public int length() {
    return characters.length();
  }

  @Override
  public boolean isAt(String text, int index) {
    return text.startsWith(characters, index);
  }

  @Override
  public int find(String text, int from, int to) {
    if (from > to) {
      return -1;
    }
    if (borders.length == 0) {
      return text.indexOf(characters, from, to);
    }
    int matched = 0;
    for (int i = from; i < to; i++) {
      while (matched > 0 && characters.charAt(matched) != text.charAt(i)) {
        matched = borders[matched - 1];
      }
      if (characters.charAt(matched) == text.charAt(i)) {
        matched++;
      }
      if (matched == characters.length()) {
        return i + 1 - matched;
      }
    }
    return -1;
  }

  @Override
  public void literals(Consumer<String> each) {
    each.accept(characters);
  }

  /** For each prefix the length of the longest proper prefix of it that is its end as well. */
  private static int[] borders(String characters) {
    int[] borders = new int[characters.length()];
    int length = 0;
    for (int i = 1; i < borders.length; i++) {
      while (length > 0 && characters.charAt(length) != characters.charAt(i)) {
        length = borders[length - 1];
      }
      if (characters.charAt(length) == characters.charAt(i)) {
        length++;
      }
      borders[i] = length;
    }
    return borders;
  }
}
