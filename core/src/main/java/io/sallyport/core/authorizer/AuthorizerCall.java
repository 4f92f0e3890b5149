package io.sallyport.core.authorizer;

import io.sallyport.core.message.Later;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.Exchange;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request that waits for an authorizer's function. The exchange is touched on its own loop alone,
 * wherever the function's result comes from.
 */
final class AuthorizerCall extends Later<Verdict> {

  private static final Logger LOG = LoggerFactory.getLogger(AuthorizerCall.class);

  /** Makes a verdict of a result. */
  interface Reading {
    Verdict read(CallResult result);
  }

  private final Exchange exchange;
  private final Reading reading;
  private final CallResult timeout;
  private @Nullable Runnable stop;
  private boolean over;

  /**
   * @param timeout what the result is when there is none in time
   */
  AuthorizerCall(Exchange exchange, long timeoutNanos, CallResult timeout, Reading reading) {
    super(timeoutNanos);
    this.exchange = exchange;
    this.reading = reading;
    this.timeout = timeout;
  }

  /** For a call that nobody else waits for: what ends it. */
  void stop(Runnable action) {
    this.stop = action;
  }

  /** The result is there; on any thread. */
  void arrived(CallResult result) {
    if (exchange.caller().inLoop()) {
      settle(result);
      return;
    }
    try {
      exchange.caller().execute(() -> settle(result));
    } catch (RejectedExecutionException e) {
      LOG.debug("request {} ended with its loop", exchange.requestId(), e);
    }
  }

  @Override
  protected Verdict expired() {
    return verdict(timeout);
  }

  @Override
  protected void cancelled() {
    over = true;
    Runnable known = stop;
    if (known != null) {
      known.run();
    }
  }

  private void settle(CallResult result) {
    if (!over) {
      over = true;
      complete(verdict(result));
    }
  }

  /** Whatever happens, the request is answered, and the others that wait hear of the result. */
  private Verdict verdict(CallResult result) {
    try {
      return reading.read(result);
    } catch (RuntimeException | Error e) {
      LOG.error("request {} was not decided, by a bug of the gateway", exchange.requestId(), e);
      return AuthorizerRefusals.unusable("a bug: " + e);
    }
  }
}
