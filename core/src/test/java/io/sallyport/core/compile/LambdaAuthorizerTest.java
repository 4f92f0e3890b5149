package io.sallyport.core.compile;

import static io.sallyport.core.compile.Authorizing.REST_ARN;
import static io.sallyport.core.compile.Authorizing.allow;
import static io.sallyport.core.compile.Authorizing.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.AuthorizerReport;
import io.sallyport.core.pipeline.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * TOKEN and REQUEST authorizers of REST APIs; the letters are those of the specification's matrix.
 */
class LambdaAuthorizerTest {

  private static final String UNAUTHORIZED = "{\"message\":\"Unauthorized\"}";

  @Test
  void b1RefusesARequestWithoutTokenUnasked() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    Running running = api.run();
    for (String[] headers : new String[][] {{}, {"Auth", ""}, {"Other", "x"}}) {
      Running.Sent sent = running.get("/prod/a", headers);
      assertThat(sent.status()).isEqualTo(401);
      assertThat(sent.body()).isEqualTo(UNAUTHORIZED);
      assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("UnauthorizedException");
      refused(sent, Fault.CALLER, "the request lacks an identity source");
      report(sent, 401, -1, 0, null);
    }
    assertThat(api.function.calls()).isEmpty();
  }

  @Test
  void b2RefusesATokenThatDoesNotMatchAsAWholeUnasked() {
    Authorizing api = Authorizing.with(Kind.TOKEN).validation("Bearer [a-z]+");
    api.function.returns(allow("*"));
    Running running = api.run();
    for (String token : new String[] {"Bearer 1", "x Bearer a", "Bearer a x", "bearer a"}) {
      Running.Sent sent = running.get("/prod/a", "Auth", token);
      assertThat(sent.status()).as(token).isEqualTo(401);
      refused(sent, Fault.CALLER, "does not match the identity validation expression");
    }
    assertThat(api.function.calls()).isEmpty();
    assertThat(running.get("/prod/a", "Auth", "Bearer a").status()).isEqualTo(200);
    // Two tokens are not one that matches.
    assertThat(running.get("/prod/a", "Auth", "Bearer 1", "Auth", "Bearer a").status())
        .isEqualTo(401);
  }

  @Test
  void noTokenMakesTheValidationSlow() {
    Authorizing api = Authorizing.with(Kind.TOKEN).validation("(a+)+(a|a)*(a*)*b");
    Running running = api.run();
    long start = System.nanoTime();
    assertThat(running.get("/prod/a", "Auth", "a".repeat(8000)).status()).isEqualTo(401);
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  @Test
  void b3AsksEvenWithoutIdentityWhereNothingIsRemembered() {
    Authorizing api = Authorizing.with(Kind.REQUEST).ttl(0);
    api.function.returns(allow("*"));
    Running running = api.run();
    assertThat(running.get("/prod/a").status()).isEqualTo(200);
    assertThat(running.get("/prod/a").status()).isEqualTo(200);
    assertThat(api.function.calls()).hasSize(2);
  }

  @Test
  void b4RefusesAnyIdentityThatLacksWhereSomethingIsRemembered() {
    Authorizing api =
        Authorizing.with(Kind.REQUEST)
            .sources(
                "method.request.header.Auth", "method.request.querystring.q", "context.httpMethod");
    api.function.returns(allow("*"));
    Running running = api.run();
    assertThat(running.get("/prod/a?q=1").status()).isEqualTo(401);
    assertThat(running.get("/prod/a?q=1", "Auth", "").status()).isEqualTo(401);
    assertThat(running.get("/prod/a?Q=1", "Auth", "x").status()).isEqualTo(401);
    assertThat(running.get("/prod/a?q=", "Auth", "x").status()).isEqualTo(401);
    assertThat(api.function.calls()).isEmpty();
    assertThat(running.get("/prod/a?q=1", "AUTH", "x").status()).isEqualTo(200);
  }

  @Test
  void b5TellsIdentitiesApartByTheirOrderAndTheirBoundaries() {
    Authorizing api =
        Authorizing.with(Kind.REQUEST)
            .sources("method.request.header.A", "method.request.header.B");
    api.function.returns(allow("*"));
    Running running = api.run();
    running.get("/prod/a", "A", "x", "B", "y");
    running.get("/prod/a", "A", "y", "B", "x");
    running.get("/prod/a", "A", "x1:1:y", "B", "z");
    running.get("/prod/a", "A", "x", "B", "1:1:yz");
    running.get("/prod/a", "A", "xy", "B", "z");
    running.get("/prod/a", "A", "x", "B", "yz");
    assertThat(api.function.calls()).hasSize(6);
    running.get("/prod/a", "A", "x", "B", "y");
    assertThat(api.function.calls()).hasSize(6);
  }

  @Test
  void b6RemembersThePolicyAndNotWhatCameOfIt() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.returns(allow(REST_ARN + "GET/a"));
    Running running = api.run();
    assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(200);
    for (String path : new String[] {"/prod/b", "/prod/x/1", "/prod/"}) {
      Running.Sent sent = running.get(path, "Auth", "t");
      assertThat(sent.status()).isEqualTo(403);
      assertThat(sent.body())
          .isEqualTo("{\"Message\":\"User is not authorized to access this resource\"}");
      assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("AccessDeniedException");
      refused(sent, Fault.CALLER, "no statement of the authorizer's policy allows");
      report(sent, 403, -1, 0, null);
    }
    assertThat(running.post("/prod/a", "", "Auth", "t").status()).isEqualTo(403);
    assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(200);
    assertThat(api.function.calls()).hasSize(1);
  }

  @Test
  void b7AWildcardCoversEveryMethod() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.returns(allow(REST_ARN + "*/*"));
    Running running = api.run();
    assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(200);
    assertThat(running.get("/prod/x/1", "Auth", "t").status()).isEqualTo(200);
    assertThat(running.get("/prod", "Auth", "t").status()).isEqualTo(200);
    assertThat(api.function.calls()).hasSize(1);
  }

  @Test
  void b8AsksAgainOnceTheTimeIsOver() {
    Authorizing api = Authorizing.with(Kind.TOKEN).ttl(1);
    api.function.returns(allow("*"));
    Running running = api.run();
    running.get("/prod/a", "Auth", "t");
    api.times.passMillis(999);
    running.get("/prod/a", "Auth", "t");
    assertThat(api.function.calls()).hasSize(1);
    api.times.passMillis(1);
    api.function.returns(policy("Deny", "*"));
    assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(403);
    assertThat(api.function.calls()).hasSize(2);
  }

  @Test
  void b9RemembersADenyAndNamesItsStatement() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.returns(policy("Deny", REST_ARN + "GET/a"));
    Running running = api.run();
    for (int i = 0; i < 2; i++) {
      Running.Sent sent = running.get("/prod/a", "Auth", "t");
      assertThat(sent.status()).isEqualTo(403);
      assertThat(sent.body())
          .isEqualTo(
              "{\"Message\":\"User is not authorized to access this resource with an explicit"
                  + " deny\"}");
      refused(
          sent,
          Fault.CALLER,
          "statement 0 (`One`) of the authorizer's policy denies `" + REST_ARN + "GET/a`");
    }
    assertThat(api.function.calls()).hasSize(1);
  }

  @Test
  void b10RefusesWhomTheFunctionDoesNotKnowAndAsksAgain() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    Running running = api.run();
    for (String[] how : new String[][] {{"raised"}, {"returned"}}) {
      api.function.raises("Unauthorized");
      if (how[0].equals("returned")) {
        api.function.returns("{\"errorMessage\":\"Unauthorized\"}");
      }
      for (int i = 0; i < 2; i++) {
        Running.Sent sent = running.get("/prod/a", "Auth", "t");
        assertThat(sent.status()).isEqualTo(401);
        assertThat(sent.body()).isEqualTo(UNAUTHORIZED);
        refused(sent, Fault.CALLER, "says `Unauthorized`");
        report(sent, 401, 0, 200, "function-call-1");
      }
    }
    assertThat(api.function.calls()).hasSize(4);
  }

  @Test
  void remembersNothingWithoutATime() {
    Authorizing api = Authorizing.with(Kind.TOKEN).ttl(0);
    api.function.returns(allow("*"));
    Running running = api.run();
    running.get("/prod/a", "Auth", "t");
    running.get("/prod/a", "Auth", "t");
    assertThat(api.function.calls()).hasSize(2);
  }

  @Test
  void b13PublishesTheContextAsTextsAndTheKey() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.returns(allow("*"));
    Running running = api.run();
    for (int i = 0; i < 2; i++) {
      Running.Sent sent = running.get("/prod/a", "Auth", "t");
      assertThat(identity(sent).principalId()).isEqualTo("ann");
      assertThat(identity(sent).context())
          .containsOnly(entry("text", "t"), entry("number", "12.50"), entry("yes", "true"));
      assertThat(identity(sent).usageIdentifierKey()).isEqualTo("key-1");
      assertThat(identity(sent).contextJson())
          .isEqualTo("{\"text\":\"t\",\"number\":12.50,\"yes\":true}");
      AuthorizerReport report = sent.exchange.authorizerReport();
      assertThat(report)
          .isEqualTo(
              new AuthorizerReport(
                  200,
                  0,
                  i == 0 ? 0 : -1,
                  i == 0 ? 200 : 0,
                  i == 0 ? "function-call-1" : null,
                  null));
    }
  }

  @Test
  void publishesTheContextOfRefusedCallersToo() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.returns(policy("Deny", "*"));
    assertThat(identity(api.run().get("/prod/a", "Auth", "t")).property("text")).isEqualTo("t");
  }

  @Test
  void asksAboutTheMethodAndThePathAsItWasSent() {
    Authorizing api = Authorizing.with(Kind.TOKEN).ttl(0);
    api.function.returns(allow("*"));
    Running running = api.run();
    running.get("/prod/x/%61%2Fb?q=1", "Auth", "t\"1");
    assertThat(api.function.lastEvent())
        .isEqualTo(
            "{\"type\":\"TOKEN\",\"authorizationToken\":\"t\\\"1\",\"methodArn\":\""
                + REST_ARN
                + "GET/x/%61%2Fb\"}");
    running.get("/prod", "Auth", "t");
    assertThat(api.function.lastEvent()).contains(REST_ARN + "GET/\"");
    running.get("/prod/", "Auth", "t");
    assertThat(api.function.lastEvent()).contains(REST_ARN + "GET/\"");
    assertThat(api.function.calls().getLast().patience()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void slashesThatTheRouterIgnoresDodgeNoDeny() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.returns(
        """
        {"principalId":"ann","policyDocument":{"Statement":[
          {"Effect":"Allow","Action":"*","Resource":"*"},
          {"Effect":"Deny","Action":"*","Resource":"%sGET/a"}]}}\
        """
            .formatted(REST_ARN));
    Running running = api.run();
    for (String path : List.of("/prod/a", "/prod//a", "//prod/a", "/prod/a/", "/prod///a//")) {
      assertThat(running.get(path, "Auth", "t").status()).as(path).isEqualTo(403);
    }
    assertThat(running.get("/prod/b", "Auth", "t").status()).isEqualTo(200);
  }

  @Test
  void charactersThatNeedNoEncodingDodgeNoDenyEncoded() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.returns(
        """
        {"principalId":"ann","policyDocument":{"Statement":[
          {"Effect":"Allow","Action":"*","Resource":"*"},
          {"Effect":"Deny","Action":"*","Resource":["%1$sGET/x/7","%1$sGET/x/a%%2Fb"]}]}}\
        """
            .formatted(REST_ARN));
    Running running = api.run();
    for (String path : List.of("7", "%37", "a%2Fb", "%61%2Fb", "a%2fb")) {
      Running.Sent sent = running.get("/prod/x/" + path, "Auth", "t");
      assertThat(sent.status()).as(path).isEqualTo(403);
    }
    assertThat(running.get("/prod/x/%38", "Auth", "t").status()).isEqualTo(200);
    // What allows a method as it was sent allows it.
    api.function.returns(allow(REST_ARN + "GET/x/%37"));
    assertThat(running.get("/prod/x/%37", "Auth", "u").status()).isEqualTo(200);
    assertThat(running.get("/prod/x/7", "Auth", "u").status()).isEqualTo(403);
  }

  @Test
  void refusesAMethodArnOfMoreThan1600Bytes() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.returns(allow("*"));
    Running running = api.run();
    String longest = "x".repeat(1600 - (REST_ARN + "GET/x/").length());
    assertThat(running.get("/prod/x/" + longest, "Auth", "t").status()).isEqualTo(200);
    Running.Sent sent = running.get("/prod/x/" + longest + "x", "Auth", "t");
    assertThat(sent.status()).isEqualTo(414);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Request URI too long\"}");
    refused(sent, Fault.CALLER, "1601 bytes, expected at most 1600");
    assertThat(api.function.calls()).hasSize(1);
  }

  @Test
  void honoursConditions() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.returns(
        """
        {"principalId":"ann","policyDocument":{"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"*","Resource":"*","Condition":{
            "IpAddress":{"aws:SourceIp":"198.51.100.0/24"},
            "Bool":{"aws:SecureTransport":"true"},
            "DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z","aws:EpochTime":"1700000000"},
            "StringLike":{"aws:UserAgent":"curl/*"},
            "StringEquals":{"aws:Referer":"there"},
            "Null":{"aws:PrincipalArn":"true"}}}]}}\
        """);
    Running running = api.run();
    String[] headers = {"Auth", "t", "User-Agent", "curl/8", "Referer", "there"};
    assertThat(running.get("/prod/a", headers).status()).isEqualTo(200);
    assertThat(running.get("/prod/a", "Auth", "t", "User-Agent", "curl/8").status()).isEqualTo(403);
    assertThat(running.get("/prod/a", "Auth", "t", "Referer", "there").status()).isEqualTo(403);
    assertThat(api.function.calls()).hasSize(1);
  }

  private static Map.Entry<String, String> entry(String key, String value) {
    return Map.entry(key, value);
  }

  private static Identity.Lambda identity(Running.Sent sent) {
    return (Identity.Lambda) Objects.requireNonNull(sent.exchange.identity());
  }

  private static void refused(Running.Sent sent, Fault fault, String reason) {
    Refusal refusal = Objects.requireNonNull(sent.exchange.refusal());
    assertThat(refusal.fault()).isEqualTo(fault);
    assertThat(refusal.reason()).contains(reason);
    AuthorizerReport report = Objects.requireNonNull(sent.exchange.authorizerReport());
    assertThat(report.error()).isEqualTo(refusal.reason());
  }

  private static void report(
      Running.Sent sent, int status, long nanos, int integrationStatus, @Nullable String id) {
    AuthorizerReport report = Objects.requireNonNull(sent.exchange.authorizerReport());
    assertThat(report.status()).isEqualTo(status);
    assertThat(report.integrationNanos()).isEqualTo(nanos);
    assertThat(report.integrationStatus()).isEqualTo(integrationStatus);
    assertThat(report.requestId()).isEqualTo(id);
  }
}
