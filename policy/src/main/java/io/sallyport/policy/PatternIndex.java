package io.sallyport.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the owners of the patterns that match a text without a look at the other patterns: each is
 * filed under up to three characters in a row that whatever matches it contains, those that the
 * fewest patterns contain. A text is compared with the patterns filed under what it contains, so
 * that the time grows with the text and hardly with the number of patterns.
 */
final class PatternIndex {

  private static final int WIDEST = 3;
  private static final int COUNTERS = 1 << 12;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final ArnPattern[] patterns;
  private final int[][] owners;
  private final long[] grams;
  private final int[] next;
  private final int[] heads;
  private final int shift;
  private final boolean[] widths = new boolean[WIDEST + 1];
  private final int[] unfiled;

  private PatternIndex(Builder builder) {
    this.patterns = builder.owners.keySet().toArray(ArnPattern[]::new);
    this.owners =
        builder.owners.values().stream()
            .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    this.grams = new long[patterns.length];
    this.next = new int[patterns.length];
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * patterns.length);
    this.heads = new int[1 << bits];
    this.shift = Long.SIZE - bits;
    this.unfiled = file(counts());
  }

  /** Collects the patterns of an index. */
  static final class Builder {

    private final Map<ArnPattern, List<Integer>> owners = new LinkedHashMap<>();

    /** Adds what {@code owner} has. */
    void add(int owner, List<ArnPattern> of) {
      for (ArnPattern pattern : of) {
        owners.computeIfAbsent(pattern, _ -> new ArrayList<>()).add(owner);
      }
    }

    PatternIndex build() {
      return new PatternIndex(this);
    }
  }

  /** Sets the bit of each owner of a pattern that matches {@code text} in {@code owned}. */
  long[] named(String text, long[] owned) {
    for (int pattern : unfiled) {
      compare(pattern, text, owned);
    }
    for (int width = 1; width <= WIDEST; width++) {
      if (widths[width]) {
        for (int end = width; end <= text.length(); end++) {
          look(gram(text, end - width, width), text, owned);
        }
      }
    }
    return owned;
  }

  private void look(long gram, String text, long[] owned) {
    for (int at = heads[slot(gram)]; at > 0; at = next[at - 1]) {
      if (grams[at - 1] == gram) {
        compare(at - 1, text, owned);
      }
    }
  }

  private void compare(int pattern, String text, long[] owned) {
    if (patterns[pattern].matches(text)) {
      for (int owner : owners[pattern]) {
        owned[owner >> 6] |= 1L << owner;
      }
    }
  }

  /** How many patterns contain each; grams that share a counter count as one. */
  private int[] counts() {
    int[] counts = new int[COUNTERS];
    for (ArnPattern pattern : patterns) {
      Set<Integer> seen = new LinkedHashSet<>();
      pattern.literals(literal -> {
        for (int at = 0; at + WIDEST <= literal.length(); at++) {
          seen.add(counter(gram(literal, at, WIDEST)));
        }
      });
      seen.forEach(counter -> counts[counter]++);
    }
    return counts;
  }

  /** Files every pattern; gives those that cannot be, having wildcards alone. */
  private int[] file(int[] counts) {
    int[] left = new int[patterns.length];
    int number = 0;
    for (int i = 0; i < patterns.length; i++) {
      long gram = rarest(patterns[i], counts);
      if (gram == 0) {
        left[number++] = i;
        continue;
      }
      int slot = slot(gram);
      grams[i] = gram;
      next[i] = heads[slot];
      heads[slot] = i + 1;
      widths[(int) (gram >>> 48)] = true;
    }
    return Arrays.copyOf(left, number);
  }

  private static long rarest(ArnPattern pattern, int[] counts) {
    long[] best = {0, Long.MAX_VALUE};
    pattern.literals(literal -> {
      int width = Math.min(WIDEST, literal.length());
      for (int at = 0; width > 0 && at + width <= literal.length(); at++) {
        long gram = gram(literal, at, width);
        // A shorter one stands in more texts than any of three.
        long count = (long) (WIDEST - width) << 32 | counts[counter(gram)];
        if (count < best[1]) {
          best[0] = gram;
          best[1] = count;
        }
      }
    });
    return best[0];
  }

  private static long gram(String text, int from, int width) {
    long gram = width;
    for (int i = 0; i < WIDEST; i++) {
      gram = gram << 16 | (i < width ? text.charAt(from + i) : 0);
    }
    return gram;
  }

  private static int counter(long gram) {
    return (int) ((gram * SPREAD) >>> 52);
  }

  private int slot(long gram) {
    return (int) ((gram * SPREAD) >>> shift);
  }
}
