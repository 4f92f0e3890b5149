package io.sallyport.core.integration;

import io.sallyport.core.language.PercentCoding;
import org.jspecify.annotations.Nullable;

/** Puts a request target together: a path, then queries from several sources. */
final class QueryWriter {

  private final String path;
  private @Nullable StringBuilder out;

  QueryWriter(String path) {
    this.path = path;
  }

  /** Adds a query that is encoded already. */
  void raw(@Nullable String query) {
    if (query != null && !query.isEmpty()) {
      separate().append(query);
    }
  }

  /** Adds one parameter. */
  void parameter(String encodedName, String value) {
    separate().append(encodedName).append('=').append(PercentCoding.encode(value));
  }

  String target() {
    return out == null ? path : out.toString();
  }

  private StringBuilder separate() {
    StringBuilder known = out;
    if (known == null) {
      known = new StringBuilder(path.length() + 64).append(path).append('?');
      out = known;
      return known;
    }
    return known.append('&');
  }
}
