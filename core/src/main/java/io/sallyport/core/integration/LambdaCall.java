package io.sallyport.core.integration;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Later;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.FunctionCall;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.LambdaFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of a function: what the driver waits for and what the function answers to, in one. */
final class LambdaCall extends Later<Answer> implements LambdaFunction.Receiver {

  private static final Logger LOG = LoggerFactory.getLogger(LambdaCall.class);

  /** Makes the caller's answer of what the function gave back. */
  interface Reading {
    Answer read(Exchange exchange, FunctionResult result);
  }

  private final Exchange exchange;
  private final Reading reading;

  // Written by whoever starts the call, read by whoever gives it up, which may be another thread.
  private volatile @Nullable Runnable stop;

  private LambdaCall(Exchange exchange, Reading reading, long timeoutNanos) {
    super(timeoutNanos);
    this.exchange = exchange;
    this.reading = reading;
  }

  static LambdaCall start(
      LambdaFunction function, FunctionCall call, Exchange exchange, Reading reading) {
    LambdaCall started = new LambdaCall(exchange, reading, call.patience().toNanos());
    started.stop = function.invoke(call, LambdaFunction.Role.INTEGRATION, exchange, started);
    return started;
  }

  /** The result is read where it arrives, which may take a while; the exchange is its loop's. */
  @Override
  public void returned(FunctionResult result) {
    Answer answer = answer(result);
    if (exchange.caller().inLoop()) {
      settle(result.status(), answer);
    } else {
      exchange.caller().execute(() -> settle(result.status(), answer));
    }
  }

  @Override
  public void failed(FunctionFailure failure) {
    complete(LambdaFailures.failed(type(), failure));
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

  private Answer answer(FunctionResult result) {
    try {
      return result.payload().length() > LambdaEndpoint.PAYLOAD_LIMIT
          ? LambdaFailures.malformed(
              type(), "it has " + result.payload().length() + " bytes, more than 6 MB")
          : reading.read(exchange, result);
    } catch (RuntimeException e) {
      LOG.error("request {} failed by a bug of the gateway", exchange.requestId(), e);
      return Failures.misconfigured("a bug: " + e);
    }
  }

  /** On the loop, where an exchange that is answered takes no status any more. */
  private void settle(int status, Answer answer) {
    exchange.integrationStatus(status);
    complete(answer);
  }

  private ApiType type() {
    return exchange.route().stage().type();
  }
}
