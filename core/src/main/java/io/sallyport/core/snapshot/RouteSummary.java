package io.sallyport.core.snapshot;

import java.util.List;

/**
 * A route as the table at start and {@code GET /snapshot} show it.
 *
 * @param key {@code "GET /pets/{id}"}
 * @param resourcePath the path template
 * @param integration the kind of integration, {@code HTTP_PROXY}
 * @param enforced what stands before the integration, in order; empty when nothing does
 */
public record RouteSummary(
    String key, String resourcePath, String integration, List<String> enforced) {

  public RouteSummary {
    enforced = List.copyOf(enforced);
  }
}
