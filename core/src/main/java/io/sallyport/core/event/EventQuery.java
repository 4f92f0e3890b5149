package io.sallyport.core.event;

import io.sallyport.core.language.PercentCoding;
import org.jspecify.annotations.Nullable;

/** The parameters of a query string as events have them: names and values decoded, in order. */
final class EventQuery {

  private EventQuery() {}

  static Values of(@Nullable String query) {
    Values values = new Values(Values.Case.COUNTS);
    if (query == null || query.isEmpty()) {
      return values;
    }
    int start = 0;
    while (start <= query.length()) {
      int end = query.indexOf('&', start);
      end = end < 0 ? query.length() : end;
      if (end > start) {
        add(query.substring(start, end), values);
      }
      start = end + 1;
    }
    return values;
  }

  private static void add(String parameter, Values values) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    String value = equals < 0 ? "" : parameter.substring(equals + 1);
    values.add(PercentCoding.decodeQuery(name), PercentCoding.decodeQuery(value));
  }
}
