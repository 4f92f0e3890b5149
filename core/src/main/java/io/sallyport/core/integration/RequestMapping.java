package io.sallyport.core.integration;

import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.values.HeaderText;
import io.sallyport.core.values.RequestValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator maps onto the request to an endpoint. A mapping whose source is missing is
 * skipped.
 *
 * @param headers set in place of the caller's
 * @param queries added to the caller's; names are encoded already
 * @param host the Host field, or null for the endpoint's own
 * @param body whether a source is the whole body, which then is held
 */
public record RequestMapping(
    List<Entry> headers, List<Entry> queries, @Nullable RequestValue host, BodyUse body) {

  /** No mappings. */
  public static final RequestMapping NONE =
      new RequestMapping(List.of(), List.of(), null, BodyUse.UNREAD);

  public RequestMapping {
    headers = List.copyOf(headers);
    queries = List.copyOf(queries);
  }

  /** A target's name and the look-up of its value. */
  public record Entry(String name, RequestValue source) {}

  /** Whether mappings read the request body. */
  public enum BodyUse {
    UNREAD,
    READ
  }

  void headers(Exchange exchange, HeaderEdits edits) {
    for (int i = 0; i < headers.size(); i++) {
      Entry entry = headers.get(i);
      String value = entry.source().of(exchange);
      if (value != null) {
        edits.set(entry.name(), HeaderText.clean(value));
      }
    }
  }

  void queries(Exchange exchange, QueryWriter target) {
    for (int i = 0; i < queries.size(); i++) {
      Entry entry = queries.get(i);
      for (String value : entry.source().each(exchange)) {
        target.parameter(entry.name(), value);
      }
    }
  }

  String host(Exchange exchange, String own) {
    String mapped = host == null ? null : host.of(exchange);
    return mapped == null ? own : HeaderText.clean(mapped);
  }
}
