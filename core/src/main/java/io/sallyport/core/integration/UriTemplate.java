package io.sallyport.core.integration;

import io.sallyport.core.language.PercentCoding;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.values.RequestValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The address of an integration, with stage variables filled in and request values still open.
 *
 * @param endpoint where to connect
 * @param path the path, starting with {@code /}
 * @param query the query without its question mark; empty when there is none
 */
public record UriTemplate(Endpoint endpoint, List<Part> path, List<Part> query) {

  /** Whether values may carry {@code .} and {@code ..} segments into a path. */
  enum DotSegments {
    /** They may not: an endpoint that resolves them would leave the path the definition gives. */
    REFUSED,
    PASSED
  }

  /** What runs. */
  static final DotSegments DOT_SEGMENTS = DotSegments.REFUSED;

  public UriTemplate {
    path = List.copyOf(path);
    query = List.copyOf(query);
  }

  /** A piece of a path or query. */
  public sealed interface Part {}

  /** Text that is always the same, already encoded. */
  public record Text(String value) implements Part {}

  /** A value of the request. */
  public record Value(RequestValue source) implements Part {}

  /** The path for {@code exchange}, encoded; null when a value would lead out of it. */
  @Nullable String path(Exchange exchange) {
    if (path.size() == 1 && path.getFirst() instanceof Text(String value)) {
      return value;
    }
    StringBuilder out = new StringBuilder(64);
    for (int i = 0; i < path.size(); i++) {
      switch (path.get(i)) {
        case Text(String value) -> out.append(value);
        case Value(RequestValue source) -> {
          String value = source.inPath(exchange);
          if (value != null && refuses(value)) {
            return null;
          }
          out.append(value == null ? "" : value);
        }
      }
    }
    return out.toString();
  }

  /** Adds the query for {@code exchange}, encoded, to {@code target}. */
  void query(Exchange exchange, QueryWriter target) {
    if (query.isEmpty()) {
      return;
    }
    StringBuilder out = new StringBuilder(32);
    for (Part part : query) {
      switch (part) {
        case Text(String value) -> out.append(value);
        case Value(RequestValue source) -> {
          String value = source.of(exchange);
          out.append(value == null ? "" : PercentCoding.encode(value));
        }
      }
    }
    target.raw(out.toString());
  }

  static boolean refuses(String value) {
    return DOT_SEGMENTS == DotSegments.REFUSED && PercentCoding.hasDotSegment(value);
  }
}
