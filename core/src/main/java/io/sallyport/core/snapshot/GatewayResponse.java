package io.sallyport.core.snapshot;

import io.sallyport.core.values.BoundTemplate;
import io.sallyport.core.values.RequestValue;
import java.util.List;
import java.util.Map;

/**
 * A customised gateway response, compiled.
 *
 * @param status 0 when it keeps the type's own
 * @param headers what is added
 * @param templates by media type; empty for the default body
 */
public record GatewayResponse(
    int status, List<Header> headers, Map<String, BoundTemplate> templates) {

  public GatewayResponse {
    headers = List.copyOf(headers);
    templates = Map.copyOf(templates);
  }

  /** A header the response sets; it is left out where its value is missing. */
  public record Header(String name, RequestValue value) {}
}
