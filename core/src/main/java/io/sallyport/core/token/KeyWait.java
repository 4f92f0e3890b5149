package io.sallyport.core.token;

import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Later;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.Exchange;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request that waits until the keys of its token's issuer have been read. Decides on the
 * request's own loop; ending this wait ends neither the reading nor the other waits for it.
 */
public final class KeyWait extends Later<Verdict> {

  private static final Logger LOG = LoggerFactory.getLogger(KeyWait.class);

  /** Two documents at most, and a moment. */
  private static final long LONGEST = 2 * KeyReading.TIMEOUT.toNanos() + 250_000_000L;

  private final Exchange exchange;
  private final Supplier<Verdict> decision;
  private final Supplier<Verdict> late;
  private boolean over;

  private KeyWait(Exchange exchange, Supplier<Verdict> decision, Supplier<Verdict> late) {
    super(LONGEST);
    this.exchange = exchange;
    this.decision = decision;
    this.late = late;
  }

  /**
   * Begins to wait.
   *
   * @param decision asked when the keys have been read, or could not be
   * @param late asked when neither has happened in time
   * @return null when reading them was tried a moment ago, so that there is nothing to wait for
   */
  public static @Nullable KeyWait begin(
      IssuerKeys issuer, Exchange exchange, Supplier<Verdict> decision, Supplier<Verdict> late) {
    KeyWait wait = new KeyWait(exchange, decision, late);
    return switch (issuer.await(wait::read, exchange.arrivalNanos())) {
      case WAITS -> wait;
      case NOT_NOW -> null;
    };
  }

  @Override
  protected Verdict expired() {
    return late.get();
  }

  @Override
  protected void cancelled() {
    over = true; // on the exchange's loop, like the other place that looks at it
  }

  private void read() {
    exchange
        .caller()
        .execute(() -> {
          if (!over) {
            complete(decide());
          }
        });
  }

  private Verdict decide() {
    try {
      return decision.get();
    } catch (RuntimeException | Error e) {
      LOG.error("request {}: its token was not decided, by a bug", exchange.requestId(), e);
      return Refusal.GatewayResponse.of(
          GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR, Fault.GATEWAY, "a bug: " + e);
    }
  }
}
