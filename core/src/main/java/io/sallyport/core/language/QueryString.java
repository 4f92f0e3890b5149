package io.sallyport.core.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Look-ups in a query string as it was sent. Names are case-sensitive. */
public final class QueryString {

  private QueryString() {}

  /** The last value of {@code name}, decoded, or null when absent. */
  public static @Nullable String last(@Nullable String query, String name) {
    List<String> values = all(query, name);
    return values.isEmpty() ? null : values.getLast();
  }

  /** All values of {@code name}, decoded, in order. */
  public static List<String> all(@Nullable String query, String name) {
    if (query == null || query.isEmpty()) {
      return List.of();
    }
    List<String> values = new ArrayList<>(2);
    int start = 0;
    while (start <= query.length()) {
      int end = query.indexOf('&', start);
      end = end < 0 ? query.length() : end;
      int equals = query.indexOf('=', start);
      int nameEnd = equals < 0 || equals > end ? end : equals;
      if (nameEnd > start && isNamed(query, start, nameEnd, name)) {
        values.add(
            nameEnd == end ? "" : PercentCoding.decodeQuery(query.substring(nameEnd + 1, end)));
      }
      start = end + 1;
    }
    return values;
  }

  private static boolean isNamed(String query, int from, int to, String name) {
    if (to - from == name.length() && query.startsWith(name, from)) {
      return true;
    }
    return to - from > name.length()
        && PercentCoding.decodeQuery(query.substring(from, to)).equals(name);
  }
}
