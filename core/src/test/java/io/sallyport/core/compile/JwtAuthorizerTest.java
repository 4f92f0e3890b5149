package io.sallyport.core.compile;

import static io.sallyport.core.compile.Secured.get;
import static io.sallyport.core.compile.Secured.identity;
import static io.sallyport.core.compile.Secured.refusal;
import static io.sallyport.core.compile.Secured.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Fault;
import io.sallyport.core.pipeline.AuthorizerReport;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.Identity;
import io.sallyport.core.token.Algorithm;
import io.sallyport.core.token.Revocation;
import io.sallyport.core.token.Signer;
import io.sallyport.core.token.TokenSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JWT authorizers, request by request; see the API Gateway guide on HTTP APIs. */
final class JwtAuthorizerTest {

  private static final String FRAME =
      "Bearer scope=\"\" error=\"invalid_token\" error_description=";

  private final Secured secured = new Secured();

  @Test
  void letsAGoodTokenThroughWithItsClaims() {
    Running running = secured.run(Secured.http(Secured.jwt()));
    Running.Sent sent =
        running.get(
            "/pets",
            "authorization",
            "bEaReR "
                + secured.token(
                    "\"sub\":\"alice\",\"n\":1700000000,\"ok\":true,\"none\":null,"
                        + "\"roles\":[\"a\",\"b\"],\"deep\":{\"x\":[1],\"a\":\"c\"}"));

    Identity.Token identity = identity(sent);
    assertThat(identity.scopes()).isNull();
    assertThat(identity.claims())
        .containsEntry("sub", "alice")
        .containsEntry("n", "1700000000")
        .containsEntry("ok", "true")
        .containsEntry("none", "<nil>")
        .containsEntry("roles", "[a b]")
        .containsEntry("deep", "map[a:c x:[1]]");
    assertThat(sent.exchange.authorizerReport())
        .isEqualTo(new AuthorizerReport(200, 0, -1, 0, null, null));
  }

  @Test
  void refusesWithoutAToken() {
    Running.Sent sent = secured.run(Secured.http(Secured.jwt())).get("/pets");

    assertThat(sent.status()).isEqualTo(401);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(sent.header("www-authenticate")).isEqualTo("Bearer");
    assertThat(refusal(sent).reason()).isEqualTo("there is no token");
  }

  @ParameterizedTest
  @CsvSource({"''", "Bearer", "Bearer ", "'Bearer a.b'", "'Bearer a.b.c.d'", "Basic YTpi"})
  void refusesWhatIsNoToken(String value) {
    Running.Sent sent = get(secured.run(Secured.http(Secured.jwt())), "/pets", value);

    assertThat(sent.status()).isEqualTo(401);
    assertThat(sent.header("www-authenticate"))
        .isEqualTo(
            value.isEmpty()
                ? "Bearer"
                : FRAME + "\"token contains an invalid number of segments\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "aud":"pets","exp":NOW+0     | the token has expired                    | the token expired 0 s ago
          "aud":"pets","exp":NOW-60    | the token has expired                    | the token expired 60 s ago
          "aud":"pets"                 | the token has expired                    | the token has no `exp`
          "aud":"pets","exp":"NOW+60"  | token is malformed                       | the token's payload has a `exp` that is not a number
          "aud":"pets","exp":1e400     | token is malformed                       | the token's payload has a number that is out of all bounds
          "aud":"pets","exp":-5        | token is malformed                       | the token's payload has an `exp` that is no time
          "aud":"pets","exp":NOW+60,"nbf":NOW+5 | the token is not valid yet      | the token's `nbf` is still to come
          "aud":"pets","exp":NOW+60,"iat":NOW+5 | the token is not valid yet      | the token's `iat` is still to come
          "aud":"cats","exp":NOW+60    | the token does not have a valid audience | the token's audience is [cats]; expected one of
          "aud":["cats"],"exp":NOW+60,"client_id":"pets" | the token does not have a valid audience | the token's audience is [cats]; expected one of
          "aud":[],"exp":NOW+60,"client_id":"pets" | the token does not have a valid audience | the token's audience is []
          "exp":NOW+60                 | the token does not have a valid audience | the token's audience is missing, and its `client_id` is missing
          "client_id":"cats","exp":NOW+60 | the token does not have a valid audience | `client_id` is `cats`
          "aud":7,"exp":NOW+60         | token is malformed                       | the token's payload has a `aud` that is not a list
          "aud":["pets",7],"exp":NOW+60 | token is malformed                      | the token's payload has a `aud` that is not a list of texts
          "aud":"pets","aud":"pets","exp":NOW+60 | token is malformed             | Duplicate
          "aud":"pets","exp":NOW-60,"exp":NOW+60 | token is malformed             | Duplicate
          """)
  void refusesClaimsThatAreNotWhatTheyShouldBe(String claims, String words, String reason) {
    Running running = secured.run(Secured.http(Secured.jwt()));
    Running.Sent sent =
        get(running, "/pets", signed("\"iss\":\"" + Secured.ISSUER + "\"," + secured.at(claims)));

    assertThat(sent.status()).isEqualTo(401);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(sent.header("www-authenticate")).isEqualTo(FRAME + "\"" + words + "\"");
    assertThat(refusal(sent).reason()).contains(reason);
    assertThat(refusal(sent).fault()).isEqualTo(Fault.CALLER);
    assertThat(report(sent).error()).isEqualTo("invalid_token: " + words);
    assertThat(sent.exchange.identity()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://idp.example/realm/", "https://idp.example/other", "", "none"})
  void refusesAnotherIssuer(String issuer) {
    Running running = secured.run(Secured.http(Secured.jwt()));
    String iss = issuer.equals("none") ? "" : "\"iss\":\"" + issuer + "\",";
    Running.Sent sent =
        get(running, "/pets", signed(iss + secured.at("\"aud\":\"pets\",\"exp\":NOW+60")));

    assertThat(sent.status()).isEqualTo(401);
    assertThat(refusal(sent).reason()).contains("`iss`").contains("expected `" + Secured.ISSUER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"aud\":[\"cats\",\"zoo\"],\"exp\":NOW+1",
        "\"client_id\":\"pets\",\"exp\":NOW+1",
        "\"aud\":\"pets\",\"client_id\":\"cats\",\"exp\":NOW+1,\"nbf\":NOW-1,\"iat\":NOW-1",
        "\"aud\":\"pets\",\"exp\":NOW+1,\"token_use\":\"id\""
      })
  void acceptsAnyOfItsAudiences(String claims) {
    Running running = secured.run(Secured.http(Secured.jwt()));
    Running.Sent sent =
        get(running, "/pets", signed("\"iss\":\"" + Secured.ISSUER + "\"," + secured.at(claims)));

    assertThat(sent.exchange.identity()).isNotNull();
  }

  @Test
  void asksForOneOfTheScopesOfTheRoute() {
    Running running = secured.run(Secured.http(Secured.jwt()));
    Running.Sent none = get(running, "/zoo", secured.token("\"sub\":\"a\""));
    Running.Sent other = get(running, "/zoo", secured.token("\"scope\":\"zoo.read cats zo\""));
    Running.Sent one = get(running, "/zoo", secured.token("\"scope\":\"cats all\""));
    Running.Sent list = get(running, "/zoo", secured.token("\"scp\":[\"zoo\"]"));

    for (Running.Sent refused : List.of(none, other)) {
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).isEqualTo("{\"message\":\"Forbidden\"}");
      assertThat(refused.header("www-authenticate"))
          .isEqualTo("Bearer scope=\"zoo all\" error=\"insufficient_scope\"");
      assertThat(report(refused).status()).isEqualTo(403);
    }
    assertThat(identity(one).scopes()).containsExactly("cats", "all");
    assertThat(identity(list).scopes()).containsExactly("zoo");
  }

  @Test
  void theSameTokenIsAskedForScopesOnEachRoute() {
    Running running = secured.run(Secured.http(Secured.jwt()));
    String token = secured.token("\"scope\":\"cats\"");

    assertThat(get(running, "/pets", token).exchange.identity()).isNotNull();
    assertThat(get(running, "/zoo", token).status()).isEqualTo(403);
    assertThat(get(running, "/pets", token).exchange.identity()).isNotNull();
  }

  @Test
  void namesTheRoutesScopesInEveryChallenge() {
    Running running = secured.run(Secured.http(Secured.jwt()));

    assertThat(get(running, "/zoo", "Bearer x").header("www-authenticate"))
        .startsWith("Bearer scope=\"zoo all\" error=\"invalid_token\" error_description=");
  }

  @Test
  void refusesAForgedSignature() {
    Running running = secured.run(Secured.http(Secured.jwt()));
    Signer forger = Signer.of("k1", Algorithm.RS256);
    Running.Sent sent = get(running, "/pets", forger.token(secured.claims("\"sub\":\"mallory\"")));

    assertThat(sent.status()).isEqualTo(401);
    assertThat(refusal(sent).reason()).isEqualTo("the token's signature is not its key's");
  }

  @Test
  void refusesAnUnsignedTokenAndOneThatNamesNoKey() {
    Running running = secured.run(Secured.http(Secured.jwt()));
    String unsigned =
        secured.signer.sign("{\"alg\":\"none\",\"kid\":\"k1\"}", secured.claims("\"a\":1"));
    String nameless = secured.signer.sign("{\"alg\":\"RS256\"}", secured.claims("\"a\":1"));

    Running.Sent none = get(running, "/pets", unsigned.substring(0, unsigned.lastIndexOf('.') + 1));
    assertThat(none.header("www-authenticate")).isEqualTo(FRAME + "\"signing method is invalid\"");
    assertThat(refusal(get(running, "/pets", unsigned)).reason())
        .isEqualTo("the token's algorithm is `none`");
    assertThat(refusal(get(running, "/pets", nameless)).reason())
        .isEqualTo("the token's header has no `kid`");
  }

  @Test
  void refusesAMacEvenWhereTheIssuerPublishesASecret() {
    secured.source.put(
        Secured.JWKS,
        Signer.set("{\"kid\":\"s\",\"kty\":\"oct\",\"k\":\"" + "A".repeat(64) + "\"}"));
    Running running = secured.run(Secured.http(Secured.jwt()));
    String token =
        secured.signer.sign("{\"alg\":\"HS256\",\"kid\":\"s\"}", secured.claims("\"a\":1"));
    Running.Sent sent = get(running, "/pets", token);

    assertThat(sent.header("www-authenticate"))
        .isEqualTo(FRAME + "\"signing method HS256 is invalid\"");
  }

  @Test
  void refusesWhatAwsWouldWhereTheOperatorSaysSo() {
    Signer ec = Signer.of("e1", Algorithm.ES256);
    secured.source.put(Secured.JWKS, Signer.set(secured.signer, ec));
    String token = ec.token(secured.claims("\"sub\":\"a\""));
    Secured strict = new Secured();
    strict.algorithms = TokenSettings.AWS;
    strict.source.put(Secured.JWKS, Signer.set(ec));

    assertThat(get(secured.run(Secured.http(Secured.jwt())), "/pets", token).exchange.identity())
        .isNotNull();
    Running.Sent refused = get(strict.run(Secured.http(Secured.jwt())), "/pets", token);
    assertThat(refused.header("www-authenticate"))
        .isEqualTo(FRAME + "\"signing method ES256 is invalid\"");
  }

  @Test
  void refusesATokenThatIsThereTwice() {
    Running running = secured.run(Secured.http(Secured.jwt()));
    String token = secured.token("\"sub\":\"alice\"");
    Running.Sent sent =
        running.get("/pets", "Authorization", token, "authorization", "Bearer " + token);

    assertThat(sent.status()).isEqualTo(401);
    assertThat(sent.exchange.identity()).isNull();
  }

  @Test
  void readsTheTokenFromTheQueryStringWhereItIsSaidToBe() {
    Running running =
        secured.run(
            Secured.http(Secured.jwt(Secured.ISSUER, "$request.querystring.token", "pets")));
    String token = secured.token("\"sub\":\"alice\"");

    assertThat(running.get("/pets?token=" + token).exchange.identity()).isNotNull();
    assertThat(running.get("/pets?token=" + token + "&token=" + token).status()).isEqualTo(401);
    assertThat(get(running, "/pets", token).status()).isEqualTo(401);
  }

  @Test
  void refusesATokenOfAMegabyteUnread() {
    Running running = secured.run(Secured.http(Secured.jwt()));
    Running.Sent sent = get(running, "/pets", "a".repeat(1 << 20));

    assertThat(sent.status()).isEqualTo(401);
    assertThat(refusal(sent).reason()).isEqualTo("the token is 1048576 characters long");
  }

  @Test
  void recordsARefusalOnceWithItsReason() {
    Running running = secured.run(Secured.http(Secured.jwt()));
    ExchangeRecord record = get(running, "/pets", secured.token("\"exp\":1")).end();

    assertThat(running.records).hasSize(1);
    assertThat(record.status()).isEqualTo(401);
    assertThat(String.valueOf(record.refusal())).contains("Duplicate");
  }

  @Test
  void aRestApiRefusesInItsOwnWords() {
    Running running = secured.run(Secured.rest(Secured.jwt()));
    Running.Sent missing = running.get("/prod/pets");
    Running.Sent scope = get(running, "/prod/zoo", secured.token("\"sub\":\"a\""));
    Running.Sent good = get(running, "/prod/zoo", secured.token("\"scope\":\"zoo\""));

    assertThat(missing.status()).isEqualTo(401);
    assertThat(missing.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(missing.header("x-amzn-ErrorType")).isEqualTo("UnauthorizedException");
    assertThat(missing.header("www-authenticate")).isNull();
    assertThat(scope.status()).isEqualTo(403);
    assertThat(scope.body())
        .isEqualTo("{\"Message\":\"User is not authorized to access this resource\"}");
    assertThat(good.status()).isEqualTo(200);
  }

  @Test
  void refusesDefinitionsItCouldNotEnforce() {
    assertThat(
            secured.problems(
                Secured.http(
                    Secured.jwt("http://idp.example", "$request.header.Authorization", "a"))))
        .anyMatch(problem -> problem.id().equals("invalid-issuer"));
    assertThat(secured.problems(Secured.http(Secured.jwt(Secured.ISSUER, "$context.x", "a"))))
        .anyMatch(problem -> problem.id().equals("invalid-identity-source"));
    assertThat(
            secured.problems(
                Secured.http(Secured.jwt(Secured.ISSUER, "$request.header.Authorization"))))
        .anyMatch(problem -> problem.id().equals("no-audience"));
    assertThat(
            secured.problems(
                Secured.http(
                    Secured.jwt("${stageVariables.idp}", "$request.header.Authorization", "a"))))
        .anyMatch(problem -> problem.id().equals("unset-stage-variable"));
    assertThat(secured.source.fetched()).isEmpty();
  }

  // What is remembered.

  @Test
  void verifiesASignatureOnceAndTheTimeEachTime() {
    Running running = secured.run(Secured.http(Secured.jwt()));
    String token = secured.token("\"sub\":\"alice\"");
    Identity first = get(running, "/pets", token).exchange.identity();
    secured.passMillis(59_000);
    Identity second = get(running, "/pets", token).exchange.identity();
    secured.passMillis(1_000);
    Running.Sent third = get(running, "/pets", token);

    assertThat(second).isSameAs(first);
    assertThat(third.status()).isEqualTo(401);
    assertThat(third.header("www-authenticate")).isEqualTo(FRAME + "\"the token has expired\"");
  }

  @Test
  void remembersNothingWhereTheOperatorSaysSo() {
    secured.cacheBytes = 0;
    Running running = secured.run(Secured.http(Secured.jwt()));
    String token = secured.token("\"sub\":\"alice\"");
    Identity first = get(running, "/pets", token).exchange.identity();

    assertThat(get(running, "/pets", token).exchange.identity()).isNotNull().isNotSameAs(first);
  }

  @Test
  void aChangedDefinitionNeverMeetsAnOldVerdict() {
    String token = secured.token("\"sub\":\"alice\"");
    Running before = secured.run(Secured.http(Secured.jwt()));
    assertThat(get(before, "/pets", token).exchange.identity()).isNotNull();

    Running after =
        secured.run(
            Secured.http(Secured.jwt(Secured.ISSUER, "$request.header.Authorization", "cats")));
    assertThat(get(after, "/pets", token).status()).isEqualTo(401);
    Running other =
        secured.run(
            Secured.http(
                Secured.jwt("https://other.example", "$request.header.Authorization", "pets")));
    assertThat(get(other, "/pets", token).status()).isEqualTo(401);
  }

  @Test
  void aTokenDoesNotOutliveItsKey() {
    Running running = secured.run(Secured.http(Secured.jwt()));
    String token = secured.signer.token(Secured.claims(secured.now() + 86_400, "\"a\":1"));
    assertThat(get(running, "/pets", token).exchange.identity()).isNotNull();

    // Long before it would be verified again by itself.
    Signer next = Signer.of("k2", Algorithm.RS256);
    secured.source.put(Secured.JWKS, Signer.set(next));
    secured.passMillis(10_000);
    assertThat(get(running, "/pets", token).exchange.identity()).isNotNull();
    get(running, "/pets", next.token(secured.claims("\"a\":1"))).caller.runOne();
    Running.Sent sent = get(running, "/pets", token);

    assertThat(sent.status()).isEqualTo(401);
    assertThat(refusal(sent).reason())
        .isEqualTo("the token's key `k1` is not among those of its issuer");
  }

  @Test
  void asksForRevocationEveryTime() {
    List<String> revoked = new ArrayList<>();
    secured.revocation =
        claims ->
            revoked.contains(claims.getOrDefault("sub", ""))
                ? Revocation.Standing.REVOKED
                : Revocation.Standing.GOOD;
    Running running = secured.run(Secured.http(Secured.jwt()));
    String token = secured.token("\"sub\":\"alice\"");
    assertThat(get(running, "/pets", token).exchange.identity()).isNotNull();

    revoked.add("alice");
    Running.Sent known = get(running, "/pets", token);
    Running.Sent other = get(running, "/pets", secured.token("\"sub\":\"alice\",\"x\":1"));
    assertThat(known.status()).isEqualTo(401);
    assertThat(known.exchange.identity()).isNull();
    assertThat(other.status()).isEqualTo(401);
  }

  private String signed(String claims) {
    return secured.signer.token("{" + claims + "}");
  }
}
