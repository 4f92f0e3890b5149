package io.sallyport.policy;

import java.util.function.Consumer;

/** What lies between two stars of a pattern: characters and {@code ?}, of one fixed length. */
sealed interface Segment permits LiteralSegment, MaskedSegment {

  /**
   * Up to this length a segment is compared at each place of a text; a longer one is looked for by
   * an algorithm whose time does not depend on the length.
   */
  int SHORT = 32;

  int length();

  /** Whether it stands in {@code text} at {@code index}, from where the text is long enough. */
  boolean isAt(String text, int index);

  /**
   * The first place at or after {@code from} where it ends at or before {@code to}; -1 for none.
   */
  int find(String text, int from, int to);

  /** Tells the texts between its wildcards. */
  void literals(Consumer<String> each);

  static Segment of(GlobText text, int from, int to) {
    String characters = text.text(from, to);
    boolean[] free = new boolean[to - from];
    boolean masked = false;
    for (int i = from; i < to; i++) {
      free[i - from] = text.kind(i) == GlobText.ONE;
      masked |= free[i - from];
    }
    return masked ? new MaskedSegment(characters, free) : new LiteralSegment(characters);
  }
}
