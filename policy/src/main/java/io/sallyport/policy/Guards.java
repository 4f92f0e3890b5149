package io.sallyport.policy;

import java.util.List;

/**
 * Two characters of each pattern of a list, side by side in arrays: the last one before its first
 * wildcard and the last one of all. Most patterns of a long list differ there from what they are
 * compared with, and nothing else of them is looked at.
 */
final class Guards {

  /** Stands for a pattern that has no such character. */
  private static final int NONE = -1;

  private final int[] places;
  private final char[] leading;
  private final int[] trailing;

  Guards(List<ArnPattern> patterns) {
    int count = patterns.size();
    places = new int[count];
    leading = new char[count];
    trailing = new int[count];
    for (int i = 0; i < count; i++) {
      String before = patterns.get(i).leading();
      String behind = patterns.get(i).trailing();
      places[i] = before.length() - 1;
      leading[i] = before.isEmpty() ? 0 : before.charAt(before.length() - 1);
      trailing[i] = behind.isEmpty() ? NONE : behind.charAt(behind.length() - 1);
    }
  }

  /** Whether pattern {@code index} can match {@code text} as far as the two characters tell. */
  boolean pass(int index, String text) {
    int place = places[index];
    int length = text.length();
    if (place >= length || (place >= 0 && text.charAt(place) != leading[index])) {
      return false;
    }
    int end = trailing[index];
    return end == NONE || (length > 0 && text.charAt(length - 1) == end);
  }
}
