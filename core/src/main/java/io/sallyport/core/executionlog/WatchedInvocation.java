package io.sallyport.core.executionlog;

import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.FunctionCall;
import io.sallyport.core.pipeline.FunctionCall.InvocationType;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.LambdaFunction;
import io.sallyport.core.pipeline.LambdaFunction.Role;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a function that is logged: of an integration's function what AWS logs of an endpoint,
 * of an authorizer's what it was asked and what it said, each under the request that made the call.
 * A function answers on any thread; events are written on the request's loop, and ahead of what the
 * answer leads to there.
 */
final class WatchedInvocation implements LambdaFunction.Receiver {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedInvocation.class);

  private final ExecutionLog log;
  private final ExecutionLogSettings settings;
  private final String address;
  private final FunctionCall call;
  private final Role role;
  private final Exchange exchange;
  private final LambdaFunction.Receiver receiver;
  private final long beginNanos;

  WatchedInvocation(
      ExecutionLog log,
      ExecutionLogSettings settings,
      String address,
      FunctionCall call,
      Role role,
      Exchange exchange,
      LambdaFunction.Receiver receiver) {
    this.log = log;
    this.settings = settings;
    this.address = address;
    this.call = call;
    this.role = role;
    this.exchange = exchange;
    this.receiver = receiver;
    this.beginNanos = log.nanos();
  }

  /** The function is about to be called. */
  void begins() {
    if (settings.logsData()) {
      tell(this::asked);
    }
  }

  @Override
  public void returned(FunctionResult result) {
    long millis = (log.nanos() - beginNanos) / 1_000_000;
    tell(out -> {
      switch (role) {
        case INTEGRATION -> answered(result, millis, out);
        case AUTHORIZER -> out.json("Authorizer result body before parsing: ", result.payload());
      }
    });
    receiver.returned(result);
  }

  @Override
  public void failed(FunctionFailure failure) {
    receiver.failed(failure);
  }

  private void asked(Events out) {
    if (role == Role.INTEGRATION) {
      out.body(
          "Method request body before transformations: ",
          exchange.body(),
          exchange.request().headers().last(KnownHeader.CONTENT_ENCODING));
    }
    boolean waits = call.type() == InvocationType.REQUEST_RESPONSE;
    out.event("Endpoint request URI: ", address);
    out.map(
        "Endpoint request headers: ",
        "X-Amz-Invocation-Type",
        waits ? "RequestResponse" : "Event",
        KnownHeader.X_AMZN_TRACE_ID.canonical(),
        call.trace());
    out.json("Endpoint request body after transformations: ", call.payload());
    out.event("Sending request to ", address);
  }

  private void answered(FunctionResult result, long millis, Events out) {
    out.received(result.status(), millis);
    if (settings.logsData()) {
      out.map(
          "Endpoint response headers: ",
          KnownHeader.X_AMZN_REQUEST_ID.canonical(),
          result.requestId(),
          "X-Amz-Function-Error",
          result.error());
      out.json("Endpoint response body before transformations: ", result.payload());
    }
  }

  private void tell(Consumer<Events> words) {
    try {
      if (exchange.caller().inLoop()) {
        write(words);
      } else {
        exchange.caller().execute(() -> write(words));
      }
    } catch (RuntimeException e) {
      // Whoever waits for the function is told all the same.
      LOG.warn("request {} has events that were not logged", exchange.requestId(), e);
    }
  }

  private void write(Consumer<Events> words) {
    Events out = log.start(exchange, settings);
    words.accept(out);
    log.append(exchange, out);
  }
}
