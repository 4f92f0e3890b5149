package io.sallyport.core.integration;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.Later;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Upstream;
import io.sallyport.core.pipeline.UpstreamFailure;
import io.sallyport.core.pipeline.UpstreamRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of an endpoint: what the driver waits for and what the endpoint answers to, in one. */
final class UpstreamCall extends Later<Answer> implements Upstream.Receiver {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamCall.class);

  /** Makes the caller's answer of the endpoint's. */
  interface Reading {
    Answer read(Exchange exchange, int status, Headers headers, Body body);
  }

  private final Exchange exchange;
  private final Reading reading;
  private @Nullable Runnable stop;

  private UpstreamCall(Exchange exchange, Reading reading, long timeoutNanos) {
    super(timeoutNanos);
    this.exchange = exchange;
    this.reading = reading;
  }

  static UpstreamCall start(
      Upstream upstream,
      UpstreamRequest request,
      Exchange exchange,
      Reading reading,
      long timeoutNanos) {
    UpstreamCall call = new UpstreamCall(exchange, reading, timeoutNanos);
    call.stop = upstream.send(request, exchange, call);
    return call;
  }

  @Override
  public void answered(int status, Headers headers, Body body) {
    exchange.integrationStatus(status);
    Answer answer;
    try {
      answer = reading.read(exchange, status, headers, body);
    } catch (RuntimeException e) {
      LOG.error("request {} failed by a bug of the gateway", exchange.requestId(), e);
      answer = Failures.misconfigured("a bug: " + e);
    }
    if (!complete(answer) || answer instanceof Refusal) {
      body.discard();
    }
  }

  @Override
  public void failed(UpstreamFailure failure) {
    complete(Failures.failed(type(), failure));
  }

  @Override
  public void refused(Refusal refusal) {
    complete(refusal);
  }

  @Override
  protected Answer expired() {
    return Failures.timeout(type(), timeoutNanos());
  }

  @Override
  protected void cancelled() {
    Runnable known = stop;
    if (known != null) {
      known.run();
    }
  }

  private ApiType type() {
    return exchange.route().stage().type();
  }
}
