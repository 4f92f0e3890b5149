package io.sallyport.core.integration;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Upstream;
import io.sallyport.core.pipeline.UpstreamRequest;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import java.time.Duration;

/**
 * How an HTTP or HTTP_PROXY integration reaches its endpoint.
 *
 * @param method the method to use; {@code ANY} for the caller's
 * @param limit the longest request body that is sent, in bytes
 */
public record HttpEndpoint(
    Upstream upstream,
    UriTemplate uri,
    String method,
    RequestMapping mapping,
    Duration timeout,
    String apiId,
    long limit) {

  String methodFor(Exchange exchange) {
    return method.equals("ANY") ? exchange.request().method() : method;
  }

  /** The largest body held in memory, in bytes; 0 when no mapping reads it. */
  int holds() {
    boolean reads = mapping.body() == RequestMapping.BodyUse.READ;
    return reads ? (int) Math.min(limit, Integer.MAX_VALUE - 8) : 0;
  }

  UpstreamCall call(
      Exchange exchange,
      String target,
      HeaderRules rules,
      HeaderEdits edits,
      Body body,
      Protocol protocol,
      UpstreamCall.Reading reading) {
    UpstreamRequest request =
        new UpstreamRequest(
            uri.endpoint(),
            methodFor(exchange),
            target,
            mapping.host(exchange, uri.endpoint().authority()),
            exchange.request().headers(),
            rules,
            edits,
            body,
            limit,
            protocol);
    return UpstreamCall.start(upstream, request, exchange, reading, timeout.toNanos());
  }

  /** The fields a REST API puts on every request to an endpoint. */
  void ownFields(Exchange exchange, HeaderEdits edits) {
    edits.set(KnownHeader.X_AMZN_APIGATEWAY_API_ID, apiId);
    edits.set(KnownHeader.X_AMZN_TRACE_ID, exchange.trace());
  }

  /** What a REST API calls itself to endpoints. */
  String userAgent() {
    return "AmazonAPIGateway_" + apiId;
  }

  /** Whether the request is of a kind whose Content-Type stays behind when there is no body. */
  static boolean isBodiless(Exchange exchange) {
    return exchange.request().body().length() == 0
        && switch (exchange.request().method()) {
          case "GET", "HEAD", "OPTIONS" -> true;
          default -> false;
        };
  }
}
