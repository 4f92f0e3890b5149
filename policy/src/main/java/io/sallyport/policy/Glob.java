package io.sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A pattern in which {@code *} stands for any characters and {@code ?} for one; a character is a
 * UTF-16 unit. What lies between two {@code *} is looked for from left to right and never again, so
 * that the time is linear in the text whatever the pattern.
 */
public final class Glob {

  private final Segment first;
  private final Segment[] between;
  private final Segment last;
  private final boolean stretches;
  private final int shortest;

  private Glob(Segment first, List<Segment> between, Segment last, boolean stretches) {
    this.first = first;
    this.between = between.toArray(Segment[]::new);
    this.last = last;
    this.stretches = stretches;
    this.shortest =
        first.length() + last.length() + between.stream().mapToInt(Segment::length).sum();
  }

  /** The pattern that {@code pattern} is as a whole. */
  public static Glob of(String pattern) {
    GlobText text = GlobText.of(pattern);
    return of(text, 0, text.length());
  }

  /** The pattern that {@code text} is between {@code from} and {@code to}. */
  static Glob of(GlobText text, int from, int to) {
    int star = text.many(from, to);
    Segment first = Segment.of(text, from, star);
    if (star == to) {
      return new Glob(first, List.of(), Segment.of(text, to, to), false);
    }
    List<Segment> between = new ArrayList<>();
    int start = star + 1;
    for (int next = text.many(start, to); next < to; next = text.many(start, to)) {
      if (next > start) {
        between.add(Segment.of(text, start, next));
      }
      start = next + 1;
    }
    return new Glob(first, between, Segment.of(text, start, to), true);
  }

  /** Tells texts that whatever matches contains. */
  void literals(Consumer<String> each) {
    first.literals(each);
    for (Segment segment : between) {
      segment.literals(each);
    }
    last.literals(each);
  }

  /** The longest text between two {@code *}, short enough to be looked for quickly; or empty. */
  String needle() {
    String longest = "";
    for (Segment segment : between) {
      boolean isShort = segment.length() <= Segment.SHORT;
      if (isShort
          && segment instanceof LiteralSegment literal
          && segment.length() > longest.length()) {
        longest = literal.characters();
      }
    }
    return longest;
  }

  /** Whether the whole of {@code text} matches. */
  public boolean matches(String text) {
    return matches(text, 0, text.length());
  }

  /** Whether the part of {@code text} between {@code from} and {@code to} matches. */
  boolean matches(String text, int from, int to) {
    int length = to - from;
    if (length < shortest || (!stretches && length != shortest) || !first.isAt(text, from)) {
      return false;
    }
    int end = to - last.length();
    if (!last.isAt(text, end)) {
      return false;
    }
    int at = from + first.length();
    for (Segment segment : between) {
      int found = segment.find(text, at, end);
      if (found < 0) {
        return false;
      }
      at = found + segment.length();
    }
    return true;
  }
}
