package io.sallyport.core.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Body;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API Gateway guide: "Invoke REST APIs", "Disable the default endpoint", "Stages". */
class SelectionTest {

  private static final String HERE = "{\"message\":\"Forbidden\"}";

  @Test
  void refusesUnknownPathsAndMethodsAsMissingTokens() {
    Running running = new Running(Definitions.rest().route("GET /pets", Definitions.mock("1")));

    for (Running.Sent sent :
        new Running.Sent[] {
          running.get("/prod/dogs"), running.send("POST", "/prod/pets", Body.EMPTY)
        }) {
      assertThat(sent.status()).isEqualTo(403);
      assertThat(sent.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
      assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("MissingAuthenticationTokenException");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/test/pets", "/prodx/pets", "/", "/PROD/pets"})
  void refusesAnUnknownStage(String path) {
    Running running = new Running(Definitions.rest().route("GET /pets", Definitions.mock("1")));

    Running.Sent sent = running.get(path);

    assertThat(sent.status()).isEqualTo(403);
    assertThat(sent.body()).isEqualTo(HERE);
    assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("ForbiddenException");
  }

  @Test
  void tellsABearerTokenOnAnUnknownPathThatItIsNoSignature() {
    Running running = new Running(Definitions.rest().route("GET /pets", Definitions.mock("1")));

    Running.Sent sent = running.get("/prod/dogs", "Authorization", "Bearer x");

    assertThat(sent.status()).isEqualTo(403);
    assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("IncompleteSignatureException");
    assertThat(sent.body())
        .startsWith("{\"message\":\"Invalid key=value pair (missing equal-sign)")
        .doesNotContain("Bearer");
  }

  @Test
  void knowsNoAccessKeys() {
    Running running = new Running(Definitions.rest().route("GET /pets", Definitions.mock("1")));

    Running.Sent sent = running.get("/prod/dogs", "Authorization", "AWS4-HMAC-SHA256 Credential=x");

    assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("UnrecognizedClientException");
    assertThat(sent.body())
        .isEqualTo("{\"message\":\"The security token included in the request is invalid.\"}");
  }

  @Test
  void answersNotFoundForAnHttpApi() {
    Running running =
        new Running(Definitions.http().route("GET /pets", Definitions.proxy("http://p.test/")));

    Running.Sent sent = running.get("/pets/");

    assertThat(sent.status()).isEqualTo(404);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Not Found\"}");
    assertThat(sent.header("x-amzn-ErrorType")).isNull();
    assertThat(sent.header("apigw-requestid")).isEqualTo(sent.exchange.extendedRequestId());
  }

  @ParameterizedTest
  @CsvSource({
    "/stage/proxy-value/,               /stage/proxy-value/,               proxy-value",
    "/stage//proxy-value,               /stage//proxy-value,               proxy-value",
    "//stage/proxy-value,               /stage/proxy-value,                proxy-value",
    "/stage/proxy-value//double-slash,  /stage/proxy-value//double-slash, "
        + " proxy-value//double-slash"
  })
  void readsPathsWithDoubledSlashesAsRecorded(String path, String shown, String value) {
    Running running =
        new Running(
            Definitions.rest()
                .stage("stage")
                .route("GET /{proxy+}", Definitions.mock("$context.path $input.params('proxy')")));

    assertThat(running.get(path).body()).isEqualTo(shown + " " + value);
  }

  @Test
  void findsAStaticResourceBehindDoubledSlashes() {
    Running running =
        new Running(
            Definitions.rest().stage("stage").route("GET /hardcoded", Definitions.mock("yes")));

    assertThat(running.get("/stage//hardcoded").body()).isEqualTo("yes");
  }

  @Test
  void answersAtAnyHostWhileItIsTheOnlyApi() {
    Running running = new Running(Definitions.rest().route("GET /", Definitions.mock("1")));

    assertThat(running.sendTo("localhost", "GET", "/prod", Body.EMPTY).status()).isEqualTo(200);
    assertThat(running.sendTo("", "GET", "/prod/", Body.EMPTY).status()).isEqualTo(200);
    Running.Sent other = running.sendTo("zzzzzzzzzz.execute-api.local", "GET", "/prod", Body.EMPTY);
    assertThat(other.status()).isEqualTo(403);
    assertThat(other.body()).isEqualTo(HERE);
  }

  @Test
  void answersAsAnUnknownApiAtOtherHostsOnceThereAreTwo() {
    Running running =
        new Running(
            Definitions.rest()
                .id("aaaaaaaaaa")
                .host("pets.test")
                .route("GET /", Definitions.mock("1")),
            Definitions.rest().id("bbbbbbbbbb").route("GET /", Definitions.mock("2")));

    assertThat(running.sendTo("localhost", "GET", "/prod", Body.EMPTY).body()).isEqualTo(HERE);
    assertThat(running.sendTo("pets.test", "GET", "/prod", Body.EMPTY).body()).isEqualTo("1");
    assertThat(running.sendTo("bbbbbbbbbb.execute-api.x", "GET", "/prod", Body.EMPTY).body())
        .isEqualTo("2");
  }

  @Test
  void sharesAHostByStage() {
    Running running =
        new Running(
            Definitions.rest()
                .id("aaaaaaaaaa")
                .host("Api.Test")
                .stage("v1")
                .route("GET /", Definitions.mock("1")),
            Definitions.http()
                .id("bbbbbbbbbb")
                .host("api.test")
                .route("GET /v2", Definitions.proxy("http://p.test/here")));

    assertThat(running.sendTo("api.test", "GET", "/v1", Body.EMPTY).body()).isEqualTo("1");
    assertThat(running.sendTo("api.test", "GET", "/v2", Body.EMPTY).body()).isEqualTo("ok");
    assertThat(running.sendTo("api.test", "GET", "/v3", Body.EMPTY).status()).isEqualTo(404);
  }

  @Test
  void refusesTwoApisOfOneHostAndStage() {
    assertThat(
            Running.problems(
                Definitions.rest().id("aaaaaaaaaa").host("api.test"),
                Definitions.rest().id("bbbbbbbbbb").host("API.test")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.id()).isEqualTo("duplicate-host"));
  }

  @Test
  void closesTheDefaultEndpointWhereItIsDisabled() {
    Running rest =
        new Running(
            Definitions.rest().closed().host("api.test").route("GET /", Definitions.mock("1")));
    Running http =
        new Running(
            Definitions.http()
                .closed()
                .host("api.test")
                .route("GET /", Definitions.proxy("http://p.test/")));

    assertThat(rest.get("/prod").body()).isEqualTo(HERE);
    assertThat(rest.get("/prod").status()).isEqualTo(403);
    assertThat(rest.sendTo("api.test", "GET", "/prod", Body.EMPTY).status()).isEqualTo(200);
    assertThat(http.get("/").status()).isEqualTo(404);
    assertThat(http.sendTo("api.test", "GET", "/", Body.EMPTY).status()).isEqualTo(200);
  }

  @Test
  void closesOtherHostsWithTheDefaultEndpoint() {
    Running rest =
        new Running(
            Definitions.rest().closed().host("api.test").route("GET /", Definitions.mock("1")));
    Running http =
        new Running(
            Definitions.http()
                .closed()
                .host("api.test")
                .route("GET /", Definitions.proxy("http://p.test/")));

    for (String host : new String[] {"localhost", "127.0.0.1", "", "API.test."}) {
      Running.Sent sent = rest.sendTo(host, "GET", "/prod", Body.EMPTY);
      assertThat(sent.status()).isEqualTo(403);
      assertThat(sent.body()).isEqualTo(HERE);
      assertThat(http.sendTo(host, "GET", "/", Body.EMPTY).status()).isEqualTo(404);
    }
    assertThat(http.upstream.requests()).isEmpty();
    assertThat(rest.sendTo("api.test", "GET", "/prod", Body.EMPTY).status()).isEqualTo(200);
  }

  @Test
  void letsOtherHostsInWhereTheyAreTheOnlyWayAndSaysSo() {
    Definitions hostless = Definitions.rest().closed().route("GET /", Definitions.mock("1"));
    assertThat(new Running(hostless).sendTo("localhost", "GET", "/prod", Body.EMPTY).status())
        .isEqualTo(200);
    assertThat(Running.problems(hostless))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.id()).isEqualTo("no-host");
          assertThat(problem.message()).contains("disableExecuteApiEndpoint", "`hosts`");
        });
    assertThat(Running.problems(hostless.host("api.test"))).isEmpty();
  }

  @Test
  void takesANamedHttpStageFromThePath() {
    Running running =
        new Running(
            Definitions.http()
                .stage("v1")
                .route("GET /", Definitions.proxy("http://p.test/root"))
                .route("GET /pets", Definitions.proxy("http://p.test/pets")));

    assertThat(running.get("/v1").status()).isEqualTo(200);
    assertThat(running.get("/v1/").status()).isEqualTo(200);
    assertThat(running.get("/v1/pets").status()).isEqualTo(200);
    assertThat(running.get("/pets").status()).isEqualTo(404);
  }
}
