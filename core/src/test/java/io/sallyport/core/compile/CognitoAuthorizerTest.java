package io.sallyport.core.compile;

import static io.sallyport.core.compile.Secured.get;
import static io.sallyport.core.compile.Secured.identity;
import static io.sallyport.core.compile.Secured.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.Identity;
import io.sallyport.core.token.Algorithm;
import io.sallyport.core.token.KeyLocation;
import io.sallyport.core.token.Signer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cognito user pool authorizers, request by request; see the API Gateway guide on REST APIs. */
final class CognitoAuthorizerTest {

  private static final String UNAUTHORIZED = "{\"message\":\"Unauthorized\"}";

  private final Secured secured = new Secured();

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "bearer "})
  void letsAnIdTokenThroughWithItsClaims(String scheme) {
    Running running = secured.run(Secured.rest(Secured.cognito()));
    Running.Sent sent =
        get(
            running,
            "/prod/pets",
            scheme
                + id(
                    "\"cognito:groups\":[\"a\",\"b\"],\"custom:role\":\"x\","
                        + "\"email_verified\":true,\"auth_time\":1700000000"));

    assertThat(sent.status()).isEqualTo(200);
    assertThat(identity(sent).issuer()).isEqualTo(Identity.Token.Kind.COGNITO);
    assertThat(identity(sent).claims())
        .containsEntry("cognito:groups", "a,b")
        .containsEntry("email_verified", "true")
        .containsEntry("auth_time", "1700000000");
    assertThat(identity(sent).property("claims['custom:role']")).isEqualTo("x");
    assertThat(secured.source.fetched()).containsExactly(Secured.POOL_JWKS);
  }

  @Test
  void refusesWithoutAToken() {
    Running running = secured.run(Secured.rest(Secured.cognito()));
    for (Running.Sent sent : List.of(running.get("/prod/pets"), get(running, "/prod/pets", ""))) {
      assertThat(sent.status()).isEqualTo(401);
      assertThat(sent.body()).isEqualTo(UNAUTHORIZED);
      assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("UnauthorizedException");
      assertThat(sent.header("www-authenticate")).isNull();
      assertThat(refusal(sent))
          .isInstanceOfSatisfying(
              Refusal.GatewayResponse.class,
              refused -> assertThat(refused.type()).isEqualTo(GatewayResponseType.UNAUTHORIZED));
    }
  }

  @Test
  void saysOfAnExpiredTokenThatItHasExpired() {
    Running running = secured.run(Secured.rest(Secured.cognito()));
    String token = token("\"exp\":NOW+1,\"token_use\":\"id\"");
    assertThat(get(running, "/prod/pets", token).status()).isEqualTo(200);
    secured.passMillis(1000);
    Running.Sent sent = get(running, "/prod/pets", token);

    assertThat(sent.status()).isEqualTo(401);
    assertThat(sent.body()).isEqualTo("{\"message\":\"The incoming token has expired\"}");
    assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("UnauthorizedException");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "exp":NOW+60                                 | `token_use` is ``; expected `id`
          "exp":NOW+60,"token_use":"access"            | `token_use` is `access`; expected `id`
          "exp":NOW+60,"token_use":7                   | `token_use` is ``; expected `id`
          "token_use":"id"                             | the token has no `exp`
          "exp":"NOW+60","token_use":"id"              | has a `exp` that is not a number
          "exp":NOW+60,"nbf":NOW+5,"token_use":"id"    | `nbf` is still to come
          "exp":NOW+60,"exp":NOW+60,"token_use":"id"   | Duplicate
          "exp":NOW+60,"token_use":"id","aud":7        | has a `aud` that is not a list
          """)
  void refusesClaimsThatAreNotWhatTheyShouldBe(String claims, String reason) {
    Running running = secured.run(Secured.rest(Secured.cognito()));
    Running.Sent sent = get(running, "/prod/pets", token(claims));

    assertThat(sent.status()).isEqualTo(401);
    assertThat(sent.body()).isEqualTo(UNAUTHORIZED);
    assertThat(refusal(sent).reason()).contains(reason);
    assertThat(refusal(sent).fault()).isEqualTo(Fault.CALLER);
  }

  @Test
  void refusesAnotherPoolsTokenWithoutReadingAnything() {
    Running running = secured.run(Secured.rest(Secured.cognito()));
    secured.passMillis(60_000);
    Signer other = Signer.of("other", Algorithm.RS256);
    String token =
        other.token(
            secured.at(
                "{\"iss\":\"https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Xyz\","
                    + "\"exp\":NOW+60,\"token_use\":\"id\"}"));
    Running.Sent sent = get(running, "/prod/pets", token);

    assertThat(sent.status()).isEqualTo(401);
    assertThat(refusal(sent).reason()).contains("eu-west-1_Xyz").contains(Secured.POOL_ISSUER);
    assertThat(secured.source.fetched()).hasSize(1);
  }

  @Test
  void verifiesEachTokenWithTheKeysOfItsOwnPool() {
    Signer second = Signer.of("k1", Algorithm.RS256);
    String arn = "arn:aws:cognito-idp:eu-west-1:210987654321:userpool/eu-west-1_Two";
    String issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Two";
    secured.source.put(issuer + "/.well-known/jwks.json", Signer.set(second));
    Running running = secured.run(Secured.rest(Secured.cognito(Secured.POOL, arn)));
    String claims = secured.at("{\"iss\":\"" + issuer + "\",\"exp\":NOW+60,\"token_use\":\"id\"}");

    assertThat(get(running, "/prod/pets", second.token(claims)).status()).isEqualTo(200);
    assertThat(get(running, "/prod/pets", secured.signer.token(claims)).status()).isEqualTo(401);
    assertThat(get(running, "/prod/pets", id("\"a\":1")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "PS256", "RS512"})
  void refusesWhatCognitoDoesNotSignWith(String alg) {
    Signer signer = Signer.of("x1", Algorithm.valueOf(alg));
    secured.source.put(Secured.POOL_JWKS, Signer.set(signer));
    Running running = secured.run(Secured.rest(Secured.cognito()));
    String claims =
        secured.at("{\"iss\":\"" + Secured.POOL_ISSUER + "\",\"exp\":NOW+60,\"token_use\":\"id\"}");
    Running.Sent sent = get(running, "/prod/pets", signer.token(claims));

    assertThat(sent.status()).isEqualTo(401);
    assertThat(refusal(sent).reason()).contains("which is not allowed");
  }

  @Test
  void asksForAnAccessTokenWithAScopeWhereTheMethodNamesSome() {
    Running running = secured.run(Secured.rest(Secured.cognito()));
    Running.Sent id = get(running, "/prod/zoo", id("\"scope\":\"zoo\""));
    Running.Sent none = get(running, "/prod/zoo", access("\"username\":\"a\""));
    Running.Sent part = get(running, "/prod/zoo", access("\"scope\":\"zoo/read zo* ZOO\""));
    Running.Sent one = get(running, "/prod/zoo", access("\"scope\":\"cats zoo\""));

    for (Running.Sent refused : List.of(id, none, part)) {
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.body()).isEqualTo(UNAUTHORIZED);
    }
    assertThat(one.status()).isEqualTo(200);
    assertThat(identity(one).scopes()).containsExactly("cats", "zoo");
  }

  @Test
  void aTokenOfOneKindIsNotRememberedForTheOther() {
    Running running = secured.run(Secured.rest(Secured.cognito()));
    String access = access("\"scope\":\"zoo\"");

    assertThat(get(running, "/prod/zoo", access).status()).isEqualTo(200);
    assertThat(get(running, "/prod/pets", access).status()).isEqualTo(401);
  }

  @Test
  void holdsTheAudienceAgainstTheValidationExpression() {
    Running running =
        secured.run(
            Secured.rest(Secured.cognito("app-[0-9]+", Duration.ofMinutes(5), Secured.POOL)));

    assertThat(get(running, "/prod/pets", id("\"aud\":\"app-1\"")).status()).isEqualTo(200);
    assertThat(get(running, "/prod/pets", id("\"aud\":\"app-1x\"")).status()).isEqualTo(401);
    assertThat(get(running, "/prod/pets", id("\"sub\":\"none\"")).status()).isEqualTo(401);
    assertThat(get(running, "/prod/zoo", access("\"scope\":\"zoo\"")).status()).isEqualTo(401);
  }

  @Test
  void remembersATokenForItsTtlAtMost() {
    Running running = secured.run(Secured.rest(Secured.cognito()));
    String token = token("\"exp\":NOW+86400,\"token_use\":\"id\"");
    Identity first = identity(get(running, "/prod/pets", token));
    secured.passMillis(299_000);
    assertThat(identity(get(running, "/prod/pets", token))).isSameAs(first);
    secured.passMillis(1_000);
    assertThat(identity(get(running, "/prod/pets", token))).isNotSameAs(first);

    Running never = secured.run(Secured.rest(Secured.cognito(null, Duration.ZERO, Secured.POOL)));
    Identity second = identity(get(never, "/prod/pets", token));
    assertThat(identity(get(never, "/prod/pets", token))).isNotSameAs(second);
  }

  @Test
  void refusesInCognitosWordsWhileTheKeysAreAway() {
    secured.source.fail(Secured.POOL_JWKS, "connection refused");
    Running running = secured.run(Secured.rest(Secured.cognito()));
    Running.Sent sent = get(running, "/prod/pets", id("\"a\":1"));

    assertThat(sent.status()).isEqualTo(401);
    assertThat(sent.body()).isEqualTo(UNAUTHORIZED);
    assertThat(refusal(sent).fault()).isEqualTo(Fault.AUTHORIZER);
    assertThat(refusal(sent).reason()).contains("connection refused");
  }

  @Test
  void takesKeysFromWhereTheOperatorSays() {
    String key = Secured.POOL_ISSUER;
    secured.overrides.put(key, new KeyLocation.Published(URI.create("http://127.0.0.1:9/k")));
    secured.source.put("http://127.0.0.1:9/k", Signer.set(secured.signer));
    Running running = secured.run(Secured.rest(Secured.cognito()));

    assertThat(get(running, "/prod/pets", id("\"a\":1")).status()).isEqualTo(200);
    assertThat(secured.source.fetched()).containsExactly("http://127.0.0.1:9/k");
  }

  @Test
  void refusesDefinitionsItCouldNotEnforce() {
    assertThat(secured.problems(Secured.rest(Secured.cognito("arn:aws:s3:::bucket"))))
        .anyMatch(problem -> problem.id().equals("invalid-user-pool"));
    for (String expression : new String[] {"(", "(a)\\1", "(?=a)b"}) {
      assertThat(
              secured.problems(
                  Secured.rest(Secured.cognito(expression, Duration.ZERO, Secured.POOL))))
          .anyMatch(problem -> problem.id().equals("invalid-expression"));
    }
    assertThat(secured.problems(Secured.rest(Secured.cognito(null, Duration.ZERO))))
        .anyMatch(problem -> problem.id().equals("no-user-pool"));
  }

  private String id(String more) {
    return token("\"exp\":NOW+60,\"token_use\":\"id\"," + more);
  }

  private String access(String more) {
    return token("\"exp\":NOW+60,\"token_use\":\"access\"," + more);
  }

  private String token(String claims) {
    return secured.signer.token(
        secured.at("{\"iss\":\"" + Secured.POOL_ISSUER + "\"," + claims + "}"));
  }
}
