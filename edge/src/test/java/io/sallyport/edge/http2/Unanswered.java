package io.sallyport.edge.http2;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Later;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Integration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Never answers and never reads the request's body. */
final class Unanswered implements Integration {

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();

  /** How many requests have come this far. */
  int calls() {
    return calls.get();
  }

  /** How many of them were given up. */
  int cancelled() {
    return cancelled.get();
  }

  @Override
  public Outcome<Answer> integrate(Exchange exchange) {
    calls.incrementAndGet();
    return new Never();
  }

  private final class Never extends Later<Answer> {

    Never() {
      super(TimeUnit.MINUTES.toNanos(5));
    }

    @Override
    protected Answer expired() {
      return Refusal.GatewayResponse.of(
          GatewayResponseType.INTEGRATION_TIMEOUT, Fault.INTEGRATION, "too slow");
    }

    @Override
    protected void cancelled() {
      cancelled.incrementAndGet();
    }
  }
}
