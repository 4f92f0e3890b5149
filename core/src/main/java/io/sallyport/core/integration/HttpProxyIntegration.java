package io.sallyport.core.integration;

import io.sallyport.core.language.MediaType;
import io.sallyport.core.language.PercentCoding;
import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;

/**
 * HTTP_PROXY of a REST API: the request goes through, with mappings on top, and so does the
 * response. Streams unless a mapping reads the body; waits for the endpoint; refuses path values
 * with dot segments, timeouts and unreachable endpoints. See the API Gateway guide, "Set up HTTP
 * proxy integrations".
 */
public final class HttpProxyIntegration implements Integration {

  private final HttpEndpoint endpoint;
  private final String userAgent;

  public HttpProxyIntegration(HttpEndpoint endpoint) {
    this.endpoint = endpoint;
    this.userAgent = endpoint.userAgent();
  }

  @Override
  public int holds() {
    return endpoint.holds();
  }

  @Override
  public Outcome<Answer> integrate(Exchange exchange) {
    String path = endpoint.uri().path(exchange);
    if (path == null) {
      return new Now<>(Failures.dotSegment());
    }
    QueryWriter target = new QueryWriter(path);
    endpoint.uri().query(exchange, target);
    String query = exchange.request().query();
    target.raw(query == null ? null : PercentCoding.repairQuery(query));
    endpoint.mapping().queries(exchange, target);
    return endpoint.call(
        exchange,
        target.target(),
        HeaderTables.REST_REQUEST,
        edits(exchange),
        exchange.body(),
        Protocol.HTTP_WITH_TRAILERS,
        HttpProxyIntegration::read);
  }

  private HeaderEdits edits(Exchange exchange) {
    Headers headers = exchange.request().headers();
    HeaderEdits edits = new HeaderEdits();
    if (HttpEndpoint.isBodiless(exchange)) {
      edits.remove(KnownHeader.CONTENT_TYPE);
    }
    endpoint.mapping().headers(exchange, edits);
    if (headers.first(KnownHeader.ACCEPT) == null && !edits.adds(KnownHeader.ACCEPT)) {
      edits.set(KnownHeader.ACCEPT, MediaType.JSON);
    }
    if (headers.first(KnownHeader.USER_AGENT) == null && !edits.adds(KnownHeader.USER_AGENT)) {
      edits.set(KnownHeader.USER_AGENT, userAgent);
    }
    endpoint.ownFields(exchange, edits);
    return edits;
  }

  private static Answer read(Exchange exchange, int status, Headers headers, Body body) {
    return new Response(status, headers, HeaderTables.REST_RESPONSE, body);
  }
}
