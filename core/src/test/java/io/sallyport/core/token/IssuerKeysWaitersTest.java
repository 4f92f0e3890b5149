package io.sallyport.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.FakeTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Who waits for the keys of an issuer hears of them, whatever becomes of the others. */
class IssuerKeysWaitersTest {

  private static final String ISSUER = "https://idp.example";
  private static final String JWKS = "https://keys.example/jwks";

  private final FakeKeySource source = new FakeKeySource();
  private final FakeTimes times = new FakeTimes();
  private final FakeDelay delay = new FakeDelay();

  @Test
  void oneWhoseLoopHasEndedKeepsTheResultFromNobody() {
    source.put(
        ISSUER + "/.well-known/openid-configuration",
        "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"" + JWKS + "\"}");
    source.put(JWKS, Signer.set(Signer.of("k1", Algorithm.ES256)));
    source.hang(true);
    IssuerKeys keys =
        new Issuers(source, times, delay, _ -> null, TokenSettings.DEFAULT, () -> Cryptography.JDK)
            .openId(ISSUER);
    List<String> told = new ArrayList<>();
    keys.await(() -> told.add("first"), times.nanos());
    keys.await(
        () -> {
          throw new RejectedExecutionException("its loop has ended");
        },
        times.nanos());
    keys.await(
        () -> {
          throw new StackOverflowError();
        },
        times.nanos());
    keys.await(() -> told.add("last"), times.nanos());

    source.release();

    assertThat(told).containsExactly("first", "last");
    assertThat(keys.inForce(times.nanos())).isNotNull();
    assertThat(delay.soonestMillis()).as("and they are read again").isPositive();
  }
}
