package io.sallyport.policy;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A segment with {@code ?} in it. A long one is looked for with one bit for each of its characters
 * that says whether the text read last ends in the segment up to there (Baeza-Yates and Gonnet).
 */
final class MaskedSegment implements Segment {

  private final String characters;
  private final boolean[] free;
  private final char[] alphabet;
  private final long[][] masks;
  private final long[] freeMask;

  /**
   * @param free which characters are {@code ?}
   */
  MaskedSegment(String characters, boolean[] free) {
    this.characters = characters;
    this.free = free;
    boolean isLong = characters.length() > SHORT;
    this.alphabet = isLong ? alphabet() : new char[0];
    this.freeMask = new long[isLong ? (free.length + 63) / 64 : 0];
    this.masks = new long[alphabet.length][];
    if (isLong) {
      fillMasks();
    }
  }

  @Override
  public int length() {
    return free.length;
  }

  @Override
  public boolean isAt(String text, int index) {
    for (int i = 0; i < free.length; i++) {
      if (!free[i] && text.charAt(index + i) != characters.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int find(String text, int from, int to) {
    if (freeMask.length > 0) {
      return findLong(text, from, to);
    }
    for (int i = from; i <= to - free.length; i++) {
      if (isAt(text, i)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void literals(Consumer<String> each) {
    int start = 0;
    for (int i = 0; i <= free.length; i++) {
      if (i == free.length || free[i]) {
        each.accept(characters.substring(start, i));
        start = i + 1;
      }
    }
  }

  private int findLong(String text, int from, int to) {
    long[] state = new long[freeMask.length];
    long last = 1L << ((free.length - 1) & 63);
    for (int i = from; i < to; i++) {
      int letter = Arrays.binarySearch(alphabet, text.charAt(i));
      long[] mask = letter < 0 ? freeMask : masks[letter];
      long carry = 1;
      for (int word = 0; word < state.length; word++) {
        long moved = (state[word] << 1) | carry;
        carry = state[word] >>> 63;
        state[word] = moved & mask[word];
      }
      if ((state[state.length - 1] & last) != 0) {
        return i + 1 - free.length;
      }
    }
    return -1;
  }

  private char[] alphabet() {
    StringBuilder letters = new StringBuilder();
    characters.chars().sorted().distinct().forEach(letter -> letters.append((char) letter));
    return letters.toString().toCharArray();
  }

  private void fillMasks() {
    for (int i = 0; i < free.length; i++) {
      if (free[i]) {
        freeMask[i >> 6] |= 1L << (i & 63);
      }
    }
    for (int letter = 0; letter < alphabet.length; letter++) {
      masks[letter] = freeMask.clone();
      for (int i = 0; i < free.length; i++) {
        if (!free[i] && characters.charAt(i) == alphabet[letter]) {
          masks[letter][i >> 6] |= 1L << (i & 63);
        }
      }
    }
  }
}
