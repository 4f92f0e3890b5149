package io.sallyport.edge;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.HeaderRules.Treatment;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Later;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.pipeline.Upstream;
import io.sallyport.core.pipeline.UpstreamFailure;
import io.sallyport.core.pipeline.UpstreamRequest;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import java.time.Duration;

/** Passes requests on, as an HTTP_PROXY integration does. */
final class ProxyIntegration implements Integration {

  static final HeaderRules TO_ENDPOINT =
      HeaderRules.builder(Treatment.PASS).set(Treatment.DROP, KnownHeader.EXPECT).build();
  static final HeaderRules TO_CALLER =
      HeaderRules.builder(Treatment.PASS)
          .set(Treatment.REMAP, KnownHeader.SERVER, KnownHeader.DATE)
          .build();

  private final Upstream upstream;
  private final Endpoint endpoint;
  private final Duration timeout;
  private final int holdsRequest;
  private final int holdsResponse;
  private final BodyBudget budget;
  private final long limit;
  private final Protocol protocol;
  private String method = "";
  private int status;

  ProxyIntegration(
      Upstream upstream,
      Endpoint endpoint,
      Duration timeout,
      int holdsRequest,
      int holdsResponse,
      BodyBudget budget,
      long limit,
      Protocol protocol) {
    this.upstream = upstream;
    this.endpoint = endpoint;
    this.timeout = timeout;
    this.holdsRequest = holdsRequest;
    this.holdsResponse = holdsResponse;
    this.budget = budget;
    this.limit = limit;
    this.protocol = protocol;
  }

  private Protocol protocol(Exchange exchange) {
    return protocol == Protocol.WEBSOCKET && !exchange.caller().asksToSwitch()
        ? Protocol.HTTP_WITH_TRAILERS
        : protocol;
  }

  /** Sends {@code method} whatever the caller sends, and answers with {@code status}. */
  ProxyIntegration mapped(String toMethod, int toStatus) {
    method = toMethod;
    status = toStatus;
    return this;
  }

  @Override
  public int holds() {
    return holdsRequest;
  }

  @Override
  public Outcome<Answer> integrate(Exchange exchange) {
    HeaderEdits edits = new HeaderEdits();
    edits.add("X-Forwarded-For", exchange.request().source().getAddress().getHostAddress());
    edits.set("X-Amzn-Trace-Id", exchange.trace());
    String query = exchange.request().query();
    String path = exchange.request().path();
    Call call = new Call(exchange, timeout.toNanos());
    call.cancel =
        upstream.send(
            new UpstreamRequest(
                endpoint,
                method.isEmpty() ? exchange.request().method() : method,
                query == null ? path : path + "?" + query,
                endpoint.authority(),
                exchange.request().headers(),
                TO_ENDPOINT,
                edits,
                exchange.body(),
                limit,
                protocol(exchange)),
            exchange,
            call);
    return call;
  }

  private final class Call extends Later<Answer> implements Upstream.Receiver {

    private final Exchange exchange;
    private Runnable cancel = () -> {};

    Call(Exchange exchange, long timeoutNanos) {
      super(timeoutNanos);
      this.exchange = exchange;
    }

    @Override
    public void answered(int answered, Headers headers, Body body) {
      exchange.integrationStatus(answered);
      int status = ProxyIntegration.this.status == 0 ? answered : ProxyIntegration.this.status;
      if (holdsResponse == 0) {
        deliver(new Response(status, headers, TO_CALLER, body));
        return;
      }
      body.hold(
          holdsResponse,
          budget,
          new Body.Holder() {
            @Override
            public void held(Bytes bytes) {
              deliver(new Response(status, headers, TO_CALLER, bytes));
            }

            @Override
            public void refused(Refusal refusal) {
              deliver(refusal);
            }
          });
    }

    private void deliver(Answer answer) {
      if (!complete(answer) && answer instanceof Response response) {
        response.body().discard();
      }
    }

    @Override
    public void failed(UpstreamFailure failure) {
      deliver(
          Refusal.GatewayResponse.of(
              GatewayResponseType.INTEGRATION_FAILURE,
              Fault.INTEGRATION,
              failure.kind() + " " + failure.reason()));
    }

    @Override
    public void refused(Refusal refusal) {
      deliver(refusal);
    }

    @Override
    protected Answer expired() {
      return Refusal.GatewayResponse.of(
          GatewayResponseType.INTEGRATION_TIMEOUT, Fault.INTEGRATION, "too slow");
    }

    @Override
    protected void cancelled() {
      cancel.run();
    }
  }
}
