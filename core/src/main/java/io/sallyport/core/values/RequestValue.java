package io.sallyport.core.values;

import io.sallyport.core.language.PercentCoding;
import io.sallyport.core.pipeline.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value a request brings along, found by a compiled look-up. */
@FunctionalInterface
public interface RequestValue {

  /** The value, or null when the request has none. */
  @Nullable String of(Exchange exchange);

  /** The value as it may stand in a path, or null. */
  default @Nullable String inPath(Exchange exchange) {
    String value = of(exchange);
    return value == null ? null : PercentCoding.encode(value);
  }

  /** The values one by one where the source has several. */
  default List<String> each(Exchange exchange) {
    String value = of(exchange);
    return value == null ? List.of() : List.of(value);
  }
}
