package io.sallyport.core.integration;

import io.sallyport.core.language.MediaType;
import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import io.sallyport.core.values.BoundTemplate;

/**
 * HTTP of a REST API: only what is mapped reaches the endpoint, and only what is mapped comes back.
 * Streams unless a mapping reads the body; waits for the endpoint; refuses a status no integration
 * response selects, path values with dot segments, timeouts and unreachable endpoints. See the API
 * Gateway guide, "Set up HTTP custom integrations".
 */
public final class HttpIntegration implements Integration {

  private final HttpEndpoint endpoint;
  private final RequestTemplates templates;
  private final ResponseSelection responses;
  private final String userAgent;

  public HttpIntegration(
      HttpEndpoint endpoint, RequestTemplates templates, ResponseSelection responses) {
    this.endpoint = endpoint;
    this.templates = templates;
    this.responses = responses;
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
    endpoint.mapping().queries(exchange, target);
    BoundTemplate template = templates.choose(exchange);
    Body body = exchange.body();
    if (template != null) {
      body.discard();
      body = template.bytes(exchange);
    }
    return endpoint.call(
        exchange,
        target.target(),
        HeaderRules.DROP_ALL,
        edits(exchange),
        body,
        Protocol.HTTP,
        this::read);
  }

  private HeaderEdits edits(Exchange exchange) {
    HeaderEdits edits = new HeaderEdits();
    edits.set(KnownHeader.ACCEPT, MediaType.JSON);
    edits.set(KnownHeader.USER_AGENT, userAgent);
    String contentType = exchange.request().headers().last(KnownHeader.CONTENT_TYPE);
    if (contentType != null && !HttpEndpoint.isBodiless(exchange)) {
      edits.set(KnownHeader.CONTENT_TYPE, contentType);
    }
    endpoint.mapping().headers(exchange, edits);
    endpoint.ownFields(exchange, edits);
    return edits;
  }

  private Answer read(Exchange exchange, int status, Headers headers, Body body) {
    MappedResponse selected = responses.select(status);
    if (selected == null) {
      return Failures.misconfigured(ResponseSelection.noMatch(status));
    }
    Answer answer = selected.answer(exchange, headers, body);
    if (answer instanceof Response response) {
      response.edits().set(KnownHeader.X_AMZN_TRACE_ID, exchange.trace());
    }
    return answer;
  }
}
