package io.sallyport.core.compile;

import static io.sallyport.core.compile.Authorizing.HTTP_ARN;
import static io.sallyport.core.compile.Authorizing.allow;
import static io.sallyport.core.compile.Authorizing.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.Identity;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Lambda authorizers of HTTP APIs. Let through is what reaches the upstream. */
class HttpLambdaAuthorizerTest {

  private static final String FORBIDDEN = "{\"message\":\"Forbidden\"}";

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"REQUEST_1_0", "REQUEST_2_0", "REQUEST_2_0_SIMPLE"})
  void c4RefusesARequestWithoutIdentityUnaskedWhateverTheTime(Kind kind) {
    for (int ttl : new int[] {0, 300}) {
      Authorizing api =
          Authorizing.with(kind)
              .ttl(ttl)
              .sources("$request.header.Auth", "$request.querystring.q", "$context.routeKey");
      Running running = api.run();
      for (String target : new String[] {"/a", "/a?q="}) {
        Running.Sent sent = running.get(target, "Auth", "x");
        assertThat(sent.status()).isEqualTo(401);
        assertThat(sent.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(sent.header("www-authenticate")).isNull();
        refused(sent, Fault.CALLER, "lacks an identity source");
      }
      assertThat(api.function.calls()).isEmpty();
    }
  }

  @Test
  void asksWithoutIdentityWhereNoneIsNamed() {
    Authorizing api = Authorizing.with(Kind.REQUEST_2_0).ttl(0).sources();
    api.function.returns(policy("Deny", "*"));
    assertThat(api.run().get("/a").status()).isEqualTo(403);
    assertThat(api.function.calls()).hasSize(1);
    assertThat(api.function.calls().getFirst().patience()).isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"REQUEST_1_0", "REQUEST_2_0"})
  void decidesEachRouteByThePolicy(Kind kind) {
    Authorizing api = Authorizing.with(kind);
    Running running = api.run();
    api.function.returns(allow(HTTP_ARN + "GET/a"));
    letThrough(api, running.get("/a", "Auth", "t"));
    for (String target : new String[] {"/b", "/", "/any/thing", "/a/"}) {
      Running.Sent sent = running.get(target, "Auth", "t");
      assertThat(sent.status()).as(target).isEqualTo(403);
      assertThat(sent.body()).isEqualTo(FORBIDDEN);
      assertThat(sent.header("x-amzn-ErrorType")).isNull();
      refused(sent, Fault.CALLER, "no statement of the authorizer's policy allows");
    }
    assertThat(api.function.calls()).hasSize(1);
    api.function.returns(policy("Deny", "*"));
    Running.Sent denied = running.get("/a", "Auth", "u");
    assertThat(denied.body()).isEqualTo(FORBIDDEN);
    refused(denied, Fault.CALLER, "statement 0 (`One`)");
  }

  @Test
  void c1KeepsTheTypesOfASimpleResponsesContext() {
    Authorizing api = Authorizing.with(Kind.REQUEST_2_0_SIMPLE);
    api.function.returns(
        """
        {"isAuthorized":true,"context":{"s":"{\\"a\\":1}","n":1.50,"b":false,"z":null,
          "l":[1,{"k":"v"}],"m":{"x":[]}}}\
        """);
    Running running = api.run();
    for (int i = 0; i < 2; i++) {
      Running.Sent sent = running.get("/a", "Auth", "t");
      letThrough(api, sent);
      Identity.Lambda identity = (Identity.Lambda) Objects.requireNonNull(sent.exchange.identity());
      assertThat(identity.contextJson())
          .isEqualTo(
              "{\"s\":\"{\\\"a\\\":1}\",\"n\":1.50,\"b\":false,\"z\":null,"
                  + "\"l\":[1,{\"k\":\"v\"}],\"m\":{\"x\":[]}}");
      assertThat(identity.context())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "s",
                  "{\"a\":1}",
                  "n",
                  "1.50",
                  "b",
                  "false",
                  "l",
                  "[1,{\"k\":\"v\"}]",
                  "m",
                  "{\"x\":[]}"));
      assertThat(identity.principalId()).isEmpty();
      assertThat(identity.property("principalId")).isNull();
    }
    assertThat(api.function.calls()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"false, 403", "'\"false\"', 403", "true, 200", "'\"true\"', 200"})
  void c6ASimpleResponseIsTakenAtItsWord(String isAuthorized, int status) {
    Authorizing api = Authorizing.with(Kind.REQUEST_2_0_SIMPLE);
    api.function.returns("{\"isAuthorized\":" + isAuthorized + "}");
    Running running = api.run();
    for (int i = 0; i < 2; i++) {
      Running.Sent sent = running.get("/a", "Auth", "t");
      if (status == 200) {
        letThrough(api, sent);
      } else {
        assertThat(sent.status()).isEqualTo(status);
        assertThat(sent.body()).isEqualTo(FORBIDDEN);
        refused(sent, Fault.CALLER, "`isAuthorized` is false");
      }
    }
    assertThat(api.function.calls()).as("yes and no are remembered").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {} | "isAuthorized" is missing
          {"isAuthorized":null} | "isAuthorized" is null
          {"isAuthorized":1} | "isAuthorized" is a number
          {"isAuthorized":"TRUE"} | "isAuthorized" is a text
          {"isAuthorized":"yes"} | "isAuthorized" is a text
          {"isAuthorized":[true]} | "isAuthorized" is a list
          {"isAuthorized":true,"context":"x"} | "context" is a text
          {"isAuthorized":true,"isAuthorized":true} | Duplicate
          {"principalId":"a","policyDocument":{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}} | "isAuthorized" is missing
          true | returned a boolean
          """)
  void c2ASimpleResponseOfAnyOtherShapeRefusesEverybody(String output, String reason) {
    Authorizing api = Authorizing.with(Kind.REQUEST_2_0_SIMPLE);
    api.function.returns(output);
    Running.Sent sent = api.run().get("/a", "Auth", "t");
    assertThat(sent.status()).isEqualTo(500);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    refused(sent, Fault.AUTHORIZER, reason.replace('"', '`'));
    assertThat(api.services().authorizerCache().size()).isZero();
  }

  @Test
  void aSimpleResponseIsNoPolicy() {
    Authorizing api = Authorizing.with(Kind.REQUEST_2_0);
    api.function.returns("{\"isAuthorized\":true}");
    Running.Sent sent = api.run().get("/a", "Auth", "t");
    assertThat(sent.status()).isEqualTo(500);
    refused(sent, Fault.AUTHORIZER, "`principalId` is missing");
  }

  @Test
  void aFlatContextIsAskedOfVersion1Only() {
    String output = allow("*").replace("\"text\":\"t\"", "\"text\":{\"a\":1}");
    Authorizing first = Authorizing.with(Kind.REQUEST_1_0);
    first.function.returns(output);
    assertThat(first.run().get("/a", "Auth", "t").status()).isEqualTo(500);
    Authorizing second = Authorizing.with(Kind.REQUEST_2_0);
    second.function.returns(output);
    letThrough(second, second.run().get("/a", "Auth", "t"));
  }

  @Test
  void c3RefusesWhomTheFunctionDoesNotKnow() {
    Authorizing api = Authorizing.with(Kind.REQUEST_2_0_SIMPLE);
    Running running = api.run();
    api.function.returns("{\"errorMessage\":\"Unauthorized\"}");
    assertThat(running.get("/a", "Auth", "t").status()).isEqualTo(401);
    api.function.raises("Unauthorized");
    assertThat(running.get("/a", "Auth", "t").status()).isEqualTo(401);
    assertThat(api.function.calls()).hasSize(2);
  }

  @Test
  void c5RemembersForAllRoutesUnlessTheRouteIsPartOfTheIdentity() {
    Authorizing shared = Authorizing.with(Kind.REQUEST_2_0_SIMPLE);
    shared.function.returns("{\"isAuthorized\":true}");
    Running running = shared.run();
    running.get("/a", "Auth", "t");
    running.get("/b", "Auth", "t");
    assertThat(shared.function.calls()).hasSize(1);
    Authorizing apart =
        Authorizing.with(Kind.REQUEST_2_0_SIMPLE)
            .sources("$request.header.Auth", "$context.routeKey");
    apart.function.returns("{\"isAuthorized\":true}");
    Running two = apart.run();
    two.get("/a", "Auth", "t");
    two.get("/b", "Auth", "t");
    two.get("/a", "Auth", "t");
    assertThat(apart.function.calls()).hasSize(2);
  }

  @Test
  void waitsTenSecondsForTheFunction() {
    Authorizing api = Authorizing.with(Kind.REQUEST_2_0_SIMPLE);
    api.function.hangs();
    Running running = api.run();
    Running.Sent sent = running.get("/a", "Auth", "t");
    assertThat(sent.caller.armedNanos()).isEqualTo(10_000_000_000L);
    running.pipeline.expire(sent.exchange);
    assertThat(sent.status()).isEqualTo(500);
    refused(sent, Fault.AUTHORIZER, "did not answer in 10000 ms");
  }

  @ParameterizedTest
  @EnumSource(FunctionFailure.Kind.class)
  void refusesEverybodyWhenTheFunctionCannotBeCalled(FunctionFailure.Kind kind) {
    Authorizing api = Authorizing.with(Kind.REQUEST_1_0);
    api.function.fails(kind);
    Running.Sent sent = api.run().get("/a", "Auth", "t");
    assertThat(sent.status()).isEqualTo(500);
    refused(sent, Fault.AUTHORIZER, "it is " + kind);
  }

  @Test
  void hasNoLimitOfItsOwnForArns() {
    Authorizing api = Authorizing.with(Kind.REQUEST_2_0_SIMPLE);
    api.function.returns("{\"isAuthorized\":true}");
    letThrough(api, api.run().get("/" + "x".repeat(5000), "Auth", "t"));
  }

  private static void letThrough(Authorizing api, Running.Sent sent) {
    assertThat(sent.exchange.refusal()).isNull();
    assertThat(sent.status()).isEqualTo(200);
    assertThat(api.upstream.requests()).isNotEmpty();
  }

  private static void refused(Running.Sent sent, Fault fault, String reason) {
    Refusal refusal = Objects.requireNonNull(sent.exchange.refusal());
    assertThat(refusal.fault()).isEqualTo(fault);
    assertThat(refusal.reason()).contains(reason);
    assertThat(Objects.requireNonNull(sent.exchange.authorizerReport()).error())
        .isEqualTo(refusal.reason());
  }
}
