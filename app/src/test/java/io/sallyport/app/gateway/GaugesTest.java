package io.sallyport.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.adapters.metrics.Gauge;
import io.sallyport.core.compile.AuthorizerSettings;
import io.sallyport.core.compile.Services;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.Functions;
import io.sallyport.core.pipeline.KeySource;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.token.Cryptography;
import io.sallyport.core.token.IssuerKeys;
import io.sallyport.core.token.Issuers;
import io.sallyport.core.token.KeyLocation;
import io.sallyport.core.token.TokenSettings;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GaugesTest {

  private static final String GOOD = "https://good.test";
  private static final String DOWN = "https://down.test";

  @Test
  void tellsHowTheKeysOfEachIssuerAre() {
    Issuers issuers = issuers();
    IssuerKeys good = issuers.openId(GOOD);
    IssuerKeys down = issuers.openId(DOWN);
    Map<String, Gauge> gauges = gauges(issuers);

    assertThat(values(gauges, "sallyport_issuer_key_refreshes"))
        .isEqualTo(Map.of(good.issuer(), 1.0, down.issuer(), 0.0));
    assertThat(values(gauges, "sallyport_issuer_key_failures"))
        .isEqualTo(Map.of(GOOD, 0.0, DOWN, 1.0));
    assertThat(values(gauges, "sallyport_issuer_key_age_seconds")).containsOnlyKeys(GOOD);
    assertThat(values(gauges, "sallyport_authorizer_results")).isEqualTo(Map.of("", 0.0));
  }

  private static Map<String, Gauge> gauges(Issuers issuers) {
    Services services =
        new Services(
            (_, _, _) -> () -> {},
            Functions.NONE,
            issuers,
            AuthorizerSettings.DEFAULTS,
            Times.SYSTEM);
    Map<String, Gauge> gauges = new TreeMap<>();
    Gauges.identities(services).forEach(gauge -> gauges.put(gauge.name(), gauge));
    return gauges;
  }

  private static Map<String, Double> values(Map<String, Gauge> gauges, String name) {
    return Objects.requireNonNull(gauges.get(name), name).values().get();
  }

  /** Issuers that are asked once, at once. */
  private static Issuers issuers() {
    return new Issuers(
        (uri, _, _, receiver) ->
            receiver.accept(new KeySource.Unavailable("nothing answers at `" + uri + "`")),
        Times.SYSTEM,
        (nanos, task) -> {
          if (nanos == 0) {
            task.run();
          }
        },
        issuer ->
            issuer.equals(GOOD)
                ? new KeyLocation.Held(() -> Bytes.utf8("{\"keys\":[]}"))
                : new KeyLocation.Published(URI.create(DOWN + "/keys")),
        TokenSettings.DEFAULT,
        () -> Cryptography.JDK);
  }
}
