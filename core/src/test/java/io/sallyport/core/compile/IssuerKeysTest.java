package io.sallyport.core.compile;

import static io.sallyport.core.compile.Secured.get;
import static io.sallyport.core.compile.Secured.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Fault;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.token.Algorithm;
import io.sallyport.core.token.IssuerKeys;
import io.sallyport.core.token.KeyLocation;
import io.sallyport.core.token.Signer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the keys of tokens come from, when, and what becomes of requests meanwhile. */
final class IssuerKeysTest {

  private static final String FRAME =
      "Bearer scope=\"\" error=\"invalid_token\" error_description=";

  private static final String UNSIGNED =
      "401 UNAUTHORIZED invalid_token: the token is not signed with a valid key";

  private final Secured secured = new Secured();

  @Test
  void aNewKeyIsReadWhenATokenNamesIt() {
    Running running = secured.run(Secured.http(Secured.jwt()));
    Signer second = Signer.of("k2", Algorithm.ES256);
    secured.source.put(Secured.JWKS, Signer.set(secured.signer, second));
    secured.passMillis(10_000);
    Running.Sent sent = get(running, "/pets", second.token(secured.claims("\"sub\":\"bob\"")));
    assertThat(sent.caller.answer()).isNull();

    sent.caller.runOne();
    assertThat(sent.exchange.identity()).isNotNull();
    assertThat(secured.source.fetched()).hasSize(4);
  }

  @Test
  void unknownKeysHaveTheKeysReadAtACappedRate() {
    Running running = secured.run(Secured.http(Secured.jwt()));
    assertThat(secured.source.fetched()).containsExactly(Secured.DISCOVERY, Secured.JWKS);

    for (int i = 0; i < 100; i++) {
      Signer unknown = secured.signer;
      String token =
          unknown.sign("{\"alg\":\"RS256\",\"kid\":\"x" + i + "\"}", secured.claims("\"a\":1"));
      Running.Sent sent = get(running, "/pets", token);
      assertThat(sent.status()).isEqualTo(401);
    }
    assertThat(secured.source.fetched()).hasSize(2);
    secured.passMillis(10_000);
    for (int i = 0; i < 100; i++) {
      String token =
          secured.signer.sign(
              "{\"alg\":\"RS256\",\"kid\":\"y" + i + "\"}", secured.claims("\"a\":1"));
      Running.Sent sent = get(running, "/pets", token);
      if (sent.caller.waiting() > 0) {
        sent.caller.runOne();
      }
      assertThat(sent.status()).isEqualTo(401);
    }
    assertThat(secured.source.fetched()).hasSize(4);
  }

  /** A rotation without overlap, and what the log says of each request meanwhile. */
  @Test
  void everyRequestOfARotationIsRecordedWithItsReason() {
    Running running = secured.run(Secured.rest(Secured.jwt()));
    String old = secured.token("\"sub\":\"alice\"");
    Signer second = Signer.of("k2", Algorithm.RS256);
    String next = second.token(secured.claims("\"sub\":\"alice\""));
    secured.source.put(Secured.JWKS, Signer.set(second));

    assertThat(line(get(running, "/prod/pets", old))).isEqualTo("200 - -");
    assertThat(line(get(running, "/prod/pets", next))).as("read a moment ago").isEqualTo(UNSIGNED);
    secured.passMillis(10_000);
    Running.Sent waited = get(running, "/prod/pets", next);
    waited.caller.runOne();
    assertThat(line(waited)).isEqualTo("200 - -");
    Running.Sent late = get(running, "/prod/pets", old);
    assertThat(line(late)).isEqualTo(UNSIGNED);
    assertThat(refusal(late).fault()).isEqualTo(Fault.CALLER);
    assertThat(refusal(late).reason())
        .isEqualTo("the token's key `k1` is not among those of its issuer");
  }

  private static String line(Running.Sent sent) {
    String format =
        "$context.requestId $context.status $context.error.responseType $context.authorizer.error";
    String line = LogLines.line(format, sent.end()).strip();
    return line.substring(line.indexOf(' ') + 1);
  }

  @Test
  void aTokenOfAnotherIssuerHasNothingRead() {
    Running running = secured.run(Secured.http(Secured.jwt()));
    secured.passMillis(10_000);
    Signer other = Signer.of("o1", Algorithm.RS256);
    Running.Sent sent =
        get(
            running,
            "/pets",
            other.token(
                secured.at("{\"iss\":\"https://other.example\",\"aud\":\"pets\",\"exp\":NOW+60}")));

    assertThat(sent.status()).isEqualTo(401);
    assertThat(secured.source.fetched()).hasSize(2);
  }

  @Test
  void thousandRequestsWaitForOneReading() {
    secured.source.hang(true);
    Running running = secured.run(Secured.http(Secured.jwt()));
    List<Running.Sent> waiting = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      waiting.add(get(running, "/pets", secured.token("\"sub\":\"alice\"")));
    }
    running.pipeline.end(waiting.get(0).exchange, Ending.ANSWERED, 0);
    secured.source.release();

    assertThat(secured.source.fetched()).containsExactly(Secured.DISCOVERY, Secured.JWKS);
    for (Running.Sent sent : waiting) {
      assertThat(sent.caller.waiting()).isEqualTo(1);
      sent.caller.runOne();
    }
    assertThat(waiting.get(0).exchange.identity()).isNull();
    assertThat(waiting.subList(1, 1000)).allMatch(sent -> sent.exchange.identity() != null);
  }

  @Test
  void anIdentityProviderThatHangsIsWaitedForThreeSecondsAtMost() {
    secured.source.hang(true);
    Running running = secured.run(Secured.http(Secured.jwt()));
    Running.Sent sent = get(running, "/pets", secured.token("\"sub\":\"alice\""));

    assertThat(sent.caller.armedNanos()).isEqualTo(3_250_000_000L);
    running.pipeline.expire(sent.exchange);
    assertThat(sent.status()).isEqualTo(401);
    assertThat(sent.header("www-authenticate")).isEqualTo(FRAME + "\"JWKS communication error\"");
    assertThat(refusal(sent).fault()).isEqualTo(Fault.AUTHORIZER);
  }

  @Test
  void anIdentityProviderThatIsDownAtTheStartIsTriedAgain() {
    secured.source.fail(Secured.DISCOVERY, "connection refused");
    Running running = secured.run(Secured.http(Secured.jwt()));
    Running.Sent down = get(running, "/pets", secured.token("\"sub\":\"alice\""));
    assertThat(down.status()).isEqualTo(401);
    assertThat(down.header("www-authenticate"))
        .isEqualTo(FRAME + "\"OIDC discovery endpoint communication error\"");
    assertThat(refusal(down).fault()).isEqualTo(Fault.AUTHORIZER);
    assertThat(refusal(down).reason()).contains(Secured.ISSUER).contains("connection refused");

    secured.source.put(
        Secured.DISCOVERY,
        "{\"issuer\":\"" + Secured.ISSUER + "\",\"jwks_uri\":\"" + Secured.JWKS + "\"}");
    secured.passMillis(1000);
    assertThat(get(running, "/pets", secured.token("\"sub\":\"alice\"")).exchange.identity())
        .isNotNull();
  }

  @Test
  void keysStayInForceForTwoHoursWhileTheIdentityProviderIsAway() {
    Running running = secured.run(Secured.http(Secured.jwt()));
    secured.source.fail(Secured.JWKS, "connection refused");
    String token = secured.signer.token(Secured.claims(secured.now() + 86_400, "\"a\":1"));
    for (int minute = 0; minute < 120; minute++) {
      assertThat(get(running, "/pets", token).exchange.identity()).isNotNull();
      secured.passMillis(60_000);
    }
    secured.passMillis(1_000);
    Running.Sent sent = get(running, "/pets", token);

    assertThat(sent.status()).isEqualTo(401);
    assertThat(sent.header("www-authenticate")).isEqualTo(FRAME + "\"JWKS communication error\"");
    assertThat(refusal(sent).fault()).isEqualTo(Fault.AUTHORIZER);
  }

  @Test
  void countsHowOftenKeysAreReadAndTellsTheirAge() {
    secured.source.fail(Secured.DISCOVERY, "connection refused");
    secured.run(Secured.http(Secured.jwt()));
    assertThat(secured.services().issuerKeys())
        .containsExactly(new IssuerKeys.State(Secured.ISSUER, 0, 1, null));

    secured.source.put(
        Secured.DISCOVERY,
        "{\"issuer\":\"" + Secured.ISSUER + "\",\"jwks_uri\":\"" + Secured.JWKS + "\"}");
    secured.passMillis(1000);
    secured.passMillis(7000);
    assertThat(secured.services().issuerKeys())
        .containsExactly(new IssuerKeys.State(Secured.ISSUER, 1, 1, Duration.ofSeconds(7)));

    secured.source.fail(Secured.JWKS, "connection refused");
    secured.passMillis(60 * 60_000);
    assertThat(secured.services().issuerKeys())
        .singleElement()
        .satisfies(state -> {
          assertThat(state.failures()).isGreaterThan(1);
          assertThat(state.age()).isGreaterThan(Duration.ofHours(1));
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <html>                                                           | is not the JSON expected
          {"issuer":"https://other.example","jwks_uri":"https://k.example"} | is of the issuer `https://other.example`
          {"issuer":"https://idp.example/realm"}                           | has no `jwks_uri`
          {"issuer":"https://idp.example/realm","jwks_uri":"http://k.example/"} | which is not HTTPS
          {"issuer":"https://idp.example/realm","jwks_uri":"file:///etc/passwd"} | which is no plain URL
          {"issuer":"https://idp.example/realm","jwks_uri":["https://k.example"]} | that is not a text
          """)
  void takesNoKeysFromADiscoveryDocumentThatIsNotRight(String document, String reason) {
    secured.source.put(Secured.DISCOVERY, document);
    Running running = secured.run(Secured.http(Secured.jwt()));
    Running.Sent sent = get(running, "/pets", secured.token("\"sub\":\"alice\""));

    assertThat(sent.status()).isEqualTo(401);
    assertThat(refusal(sent).reason()).contains(reason);
    assertThat(secured.source.fetched()).doesNotContain(Secured.JWKS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "[]", "{\"keys\":{}}", "{\"keys\":[]} x", ""})
  void keepsWhatItHasWhenTheKeySetIsGarbage(String garbage) {
    Running running = secured.run(Secured.http(Secured.jwt()));
    secured.source.put(Secured.JWKS, garbage);
    secured.passMillis(60 * 60_000);

    assertThat(secured.source.fetched()).hasSize(4);
    assertThat(get(running, "/pets", secured.token("\"sub\":\"alice\"")).exchange.identity())
        .isNotNull();
  }

  @Test
  void takesKeysFromWhereTheOperatorSays() {
    secured.overrides.put(
        Secured.ISSUER, new KeyLocation.Discovery(URI.create("http://127.0.0.1:9/d")));
    secured.source.put(
        "http://127.0.0.1:9/d", "{\"issuer\":\"else\",\"jwks_uri\":\"http://127.0.0.1:9/k\"}");
    secured.source.put("http://127.0.0.1:9/k", Signer.set(secured.signer));
    Running running = secured.run(Secured.http(Secured.jwt()));
    assertThat(get(running, "/pets", secured.token("\"sub\":\"alice\"")).exchange.identity())
        .isNotNull();

    Secured held = new Secured();
    held.overrides.put(Secured.ISSUER, new KeyLocation.Held(() -> Signer.set(secured.signer)));
    Running second = held.run(Secured.http(Secured.jwt()));
    assertThat(get(second, "/pets", secured.token("\"sub\":\"alice\"")).exchange.identity())
        .isNotNull();
    assertThat(held.source.fetched()).isEmpty();
  }
}
