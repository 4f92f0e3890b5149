package io.sallyport.core.compile;

import static io.sallyport.core.compile.Definitions.function;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.core.definition.IntegrationDefinition.Payload;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problem.Severity;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.FunctionFailure.Kind;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.LambdaFunction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a Lambda proxy integration refuses, as recorded, and what no answer of a function can do.
 */
class LambdaProxyRefusalTest {

  private final Running rest =
      new Running(
          Definitions.rest()
              .route("ANY /pets", function(Payload.REST))
              .route("ANY /images", function(Payload.REST, "image/*")));
  private final Running http1 =
      new Running(Definitions.http().route("ANY /pets", function(Payload.VERSION_1_0)));
  private final Running http2 =
      new Running(Definitions.http().route("ANY /pets", function(Payload.VERSION_2_0)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "\"text\"",
        "[]",
        "7",
        "true",
        "{",
        "{}x",
        "{} {}",
        "nonsense",
        "{\"statusCode\":200,\"extra\":1}",
        "{\"statusCode\":200,\"cookies\":[]}",
        "{\"statusCode\":\"abc\"}",
        "{\"statusCode\":\"test\"}",
        "{\"statusCode\":99}",
        "{\"statusCode\":101}",
        "{\"statusCode\":600}",
        "{\"statusCode\":1000}",
        "{\"statusCode\":1.5}",
        "{\"statusCode\":-200}",
        "{\"statusCode\":true}",
        "{\"statusCode\":[200]}",
        "{\"statusCode\":{}}",
        "{\"statusCode\":99999999999999999999}",
        "{\"body\":{\"a\":1}}",
        "{\"body\":[1]}",
        "{\"body\":1}",
        "{\"headers\":[]}",
        "{\"headers\":\"a\"}",
        "{\"headers\":{\"a\":[\"b\"]}}",
        "{\"headers\":{\"a\":{\"b\":1}}}",
        "{\"headers\":{\"\":\"b\"}}",
        "{\"headers\":{\"a b\":\"c\"}}",
        "{\"headers\":{\"a\\r\\nSet-Cookie: x\":\"c\"}}",
        "{\"headers\":{\"a:\":\"c\"}}",
        "{\"headers\":{\"é\":\"c\"}}",
        "{\"multiValueHeaders\":{\"a\":\"b\"}}",
        "{\"multiValueHeaders\":{\"a\":[[1]]}}",
        "{\"multiValueHeaders\":{\"a\\n\":[\"b\"]}}",
        "{\"multiValueHeaders\":[]}",
        "{\"isBase64Encoded\":\"yes\"}",
        "{\"isBase64Encoded\":1}",
        "{\"statusCode\":200}}"
      })
  void refusesWhatIsNoAnswerOfARestApi(String payload) {
    rest.functions.returns(payload);

    Running.Sent sent = rest.get("/prod/pets");

    assertThat(sent.status()).isEqualTo(502);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Internal server error\"}");
    assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("InternalServerErrorException");
    assertThat(sent.end().refusal())
        .isInstanceOfSatisfying(
            Refusal.GatewayResponse.class,
            refusal -> {
              assertThat(refusal.fault()).isEqualTo(Fault.INTEGRATION);
              assertThat(refusal.reason()).startsWith("Malformed Lambda proxy response: ");
            });
  }

  @Test
  void refusesWhatIsNoUtf8() {
    byte[] payload = "{\"body\":\"a?\"}".getBytes(StandardCharsets.US_ASCII);
    payload[10] = (byte) 0xC3;
    rest.functions.returns(new Bytes(payload));
    http2.functions.returns(new Bytes(payload));

    assertThat(rest.get("/prod/pets").status()).isEqualTo(502);
    assertThat(http2.get("/pets").status()).isEqualTo(500);
  }

  @Test
  void refusesDeepNesting() {
    String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    rest.functions.returns(deep);
    http2.functions.returns(deep);

    assertThat(rest.get("/prod/pets").status()).isEqualTo(502);
    assertThat(http2.get("/pets").status()).isEqualTo(500);
  }

  @Test
  void refusesAnAnswerOfSevenMegabytes() {
    String long7 = "{\"body\":\"" + "a".repeat(7 * 1024 * 1024) + "\"}";
    rest.functions.returns(long7);
    http2.functions.returns(long7);

    Running.Sent sent = rest.get("/prod/pets");
    assertThat(sent.status()).isEqualTo(502);
    assertThat(sent.end().refusal()).extracting(Refusal::reason).asString().contains("6 MB");
    assertThat(http2.get("/pets").status()).isEqualTo(500);
  }

  @Test
  void refusesAnEventOfMoreThanSixMegabytesAndCallsNobody() {
    byte[] body = new byte[5 * 1024 * 1024];
    Running.Sent sent =
        rest.send("POST", "/prod/images", new Bytes(body), "Content-Type", "image/png");
    sent.caller.runOne();

    assertThat(sent.status()).isEqualTo(413);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Request Too Long\"}");
    assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("BadRequestException");
    assertThat(sent.end().refusal()).extracting(Refusal::fault).isEqualTo(Fault.CALLER);
    assertThat(rest.functions.calls()).isEmpty();

    Running.Sent overHttp =
        http2.send("POST", "/pets", new Bytes(body), "Content-Type", "image/png");
    overHttp.caller.runOne();
    assertThat(overHttp.status()).isEqualTo(413);
    assertThat(overHttp.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, 500, 500, API_CONFIGURATION_ERROR, GATEWAY",
    "NOT_PERMITTED, 500, 500, API_CONFIGURATION_ERROR, GATEWAY",
    "THROTTLED, 500, 503, INTEGRATION_FAILURE, INTEGRATION",
    "TOO_LARGE, 413, 413, REQUEST_TOO_LARGE, CALLER",
    "RESPONSE_TOO_LARGE, 502, 500, API_CONFIGURATION_ERROR, INTEGRATION",
    "TIMEOUT, 504, 503, INTEGRATION_TIMEOUT, INTEGRATION",
    "UNREACHABLE, 504, 503, INTEGRATION_FAILURE, INTEGRATION"
  })
  void answersEachFailureInTheWordsOfItsApi(
      Kind kind, int restStatus, int httpStatus, GatewayResponseType type, Fault fault) {
    rest.functions.fails(kind);
    http1.functions.fails(kind);
    http2.functions.fails(kind);

    Running.Sent sent = rest.get("/prod/pets");
    assertThat(sent.status()).isEqualTo(restStatus);
    assertThat(sent.end().refusal())
        .isInstanceOfSatisfying(
            Refusal.GatewayResponse.class,
            refusal -> {
              assertThat(refusal.type()).isEqualTo(type);
              assertThat(refusal.fault()).isEqualTo(fault);
              assertThat(refusal.reason()).contains("as the test says");
            });
    assertThat(http1.get("/pets").status()).isEqualTo(httpStatus);
    assertThat(http2.get("/pets").status()).isEqualTo(httpStatus);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void noFailureIsEverAnAnswer(Kind kind) {
    rest.functions.fails(kind);

    Running.Sent sent = rest.get("/prod/pets");

    assertThat(sent.status()).isGreaterThanOrEqualTo(400);
    assertThat(sent.body()).doesNotContain("as the test says");
  }

  @Test
  void functionThatThrowsIsABadGateway() {
    String error = "{\"errorMessage\":\"no \\u001b[31mpets\",\"errorType\":\"Error\"}";
    rest.functions.throwing(error);
    http2.functions.throwing(error);

    Running.Sent sent = rest.get("/prod/pets");
    assertThat(sent.status()).isEqualTo(502);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Internal server error\"}");
    assertThat(sent.end().refusal())
        .isInstanceOfSatisfying(
            Refusal.GatewayResponse.class,
            refusal -> {
              assertThat(refusal.type()).isEqualTo(GatewayResponseType.INTEGRATION_FAILURE);
              assertThat(refusal.fault()).isEqualTo(Fault.INTEGRATION);
              assertThat(refusal.reason())
                  .isEqualTo(
                      "Lambda execution failed with status 200 due to customer function error: no"
                          + " \u001b[31mpets. Lambda request id: call-1");
            });
    Running.Sent overHttp = http2.get("/pets");
    assertThat(overHttp.status()).isEqualTo(500);
    assertThat(overHttp.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  @Test
  void functionThatFailsIsNeverReadAsAnAnswer() {
    rest.functions.throwing("{\"statusCode\":200,\"body\":\"open\"}");

    assertThat(rest.get("/prod/pets").status()).isEqualTo(502);
  }

  @Test
  void functionThatDoesNotAnswerIsGivenUp() {
    Running.Sent sent = rest.get("/prod/pets");
    assertThat(sent.caller.armedNanos()).isEqualTo(29_000_000_000L);

    rest.pipeline.expire(sent.exchange);

    assertThat(sent.status()).isEqualTo(504);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Endpoint request timed out\"}");
    assertThat(rest.functions.stopped()).isEqualTo(1);
    rest.functions.answerLater(
        receiver -> receiver.returned(new FunctionResult(200, Bytes.utf8("{}"), null, "r")));
    assertThat(sent.caller.answers()).hasSize(1);

    Running.Sent overHttp = http2.get("/pets");
    http2.pipeline.expire(overHttp.exchange);
    assertThat(overHttp.status()).isEqualTo(503);
    assertThat(overHttp.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
  }

  @Test
  void statusOfAResultThatCameTooLateIsNotRecorded() {
    Running.Sent after = rest.get("/prod/pets");
    rest.pipeline.expire(after.exchange);
    rest.functions.answerLater(LambdaProxyRefusalTest::returnsNothing);
    assertThat(after.end().integrationStatus()).isZero();

    // On a thread of its own, and overtaken by the timeout on its way to the loop.
    Running.Sent meanwhile = rest.get("/prod/pets");
    CompletableFuture.runAsync(
            () -> rest.functions.answerLater(LambdaProxyRefusalTest::returnsNothing))
        .join();
    rest.pipeline.expire(meanwhile.exchange);
    meanwhile.caller.runOne();
    assertThat(meanwhile.status()).isEqualTo(504);
    assertThat(meanwhile.end().integrationStatus()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "nonsense",
        "{\"statusCode\":\"abc\"}",
        "{\"statusCode\":99}",
        "{\"statusCode\":1000}",
        "{\"statusCode\":1.5}",
        "{\"statusCode\":200,\"body\":{}}",
        "{\"statusCode\":200,\"headers\":[]}",
        "{\"statusCode\":200,\"headers\":{\"a\":[\"b\"]}}",
        "{\"statusCode\":200,\"headers\":{\"a\\r\\nb\":\"c\"}}",
        "{\"statusCode\":200,\"cookies\":\"a=b\"}",
        "{\"statusCode\":200,\"cookies\":[1]}",
        "{\"statusCode\":200,\"isBase64Encoded\":\"x\"}",
        "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"not base64!\"}"
      })
  void refusesWhatIsNoAnswerOfVersion2(String payload) {
    http2.functions.returns(payload);

    Running.Sent sent = http2.get("/pets");

    assertThat(sent.status()).isEqualTo(500);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    assertThat(sent.end().refusal()).extracting(Refusal::fault).isEqualTo(Fault.INTEGRATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "\"text\"",
        "[]",
        "{\"statusCode\":\"abc\"}",
        "{\"body\":1}",
        "{\"multiValueHeaders\":{\"a\":\"b\"}}",
        "{\"multiValueHeaders\":{\"a\\n\":[\"b\"]}}",
        "{\"isBase64Encoded\":true,\"body\":\"not base64!\"}"
      })
  void refusesWhatIsNoAnswerOfVersion1(String payload) {
    http1.functions.returns(payload);

    assertThat(http1.get("/pets").status()).isEqualTo(500);
  }

  @Test
  void lineEndsOfAFunctionNeverStartAHeader() {
    String value = "a\\r\\nSet-Cookie: x=1\\u0000\\u0085b";
    rest.functions.returns(
        "{\"headers\":{\"X-A\":\""
            + value
            + "\"},\"multiValueHeaders\":{\"X-B\":[\""
            + value
            + "\"]}}");
    http2.functions.returns(
        "{\"statusCode\":200,\"headers\":{\"X-A\":\""
            + value
            + "\"},\"cookies\":[\""
            + value
            + "\"]}");

    String clean = "a  Set-Cookie: x=1  b";
    Running.Sent sent = rest.get("/prod/pets");
    assertThat(sent.header("X-A")).isEqualTo(clean);
    assertThat(sent.header("X-B")).isEqualTo(clean);
    assertThat(sent.header("Set-Cookie")).isNull();
    Running.Sent overHttp = http2.get("/pets");
    assertThat(overHttp.header("X-A")).isEqualTo(clean);
    assertThat(overHttp.header("Set-Cookie")).isEqualTo(clean);
  }

  @Test
  void refusesAFunctionThatNothingRuns() {
    String nobody = "arn:aws:lambda:us-east-1:123456789012:function:nobody";
    Definitions definition =
        Definitions.rest().route("GET /pets", function(nobody, "POST", Payload.REST, Map.of()));

    assertThat(Running.problems(definition))
        .extracting(Problem::id, Problem::severity, Problem::message)
        .containsExactly(
            tuple(
                "function-not-configured",
                Severity.ERROR,
                "nothing runs the function `"
                    + nobody
                    + "`: give it an entry under `functions`, or one named `default`; let pass,"
                    + " every call is answered with 500"));
    Running let =
        new Running(new Problems(Set.of("function-not-configured")), Map.of(), definition);
    Running.Sent sent = let.get("/prod/pets");
    assertThat(sent.status()).isEqualTo(500);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Internal server error\"}");
  }

  @Test
  void functionsTakePostAlone() {
    Problems problems = new Problems(Set.of());
    Running running =
        new Running(
            problems,
            Map.of(),
            Definitions.rest()
                .route("GET /pets", function(Definitions.FUNCTION, "GET", Payload.REST, Map.of())));

    assertThat(problems.found())
        .extracting(Problem::id, Problem::severity)
        .containsExactly(tuple("function-needs-post", Severity.WARNING));
    assertThat(running.get("/prod/pets").status()).isEqualTo(500);
    assertThat(running.functions.calls()).isEmpty();
  }

  @Test
  void stageVariableThatIsNotSetFailsEveryCall() {
    Problems problems = new Problems(Set.of());
    Running running =
        new Running(
            problems,
            Map.of(),
            Definitions.rest()
                .route(
                    "GET /pets",
                    function(
                        Definitions.FUNCTION + ":${stageVariables.alias}",
                        "POST",
                        Payload.REST,
                        Map.of())));

    assertThat(problems.found()).extracting(Problem::id).containsExactly("unset-stage-variable");
    assertThat(running.get("/prod/pets").status()).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "connection",
        "Expect",
        "Proxy-Authenticate",
        "TE",
        "Content-Length",
        "Transfer-Encoding",
        "X-Amzn-Trace-Id",
        "X-Amzn-Apigateway-Api-Id"
      })
  void mappingWhatOnlyTheGatewayMaySetFailsEveryCall(String header) {
    Running running =
        new Running(
            Definitions.rest()
                .route(
                    "GET /pets",
                    function(
                        Definitions.FUNCTION,
                        "POST",
                        Payload.REST,
                        Map.of("integration.request.header." + header, "'x'"))));
    running.functions.returns("{}");

    assertThat(running.get("/prod/pets").status()).isEqualTo(500);
    assertThat(running.functions.calls()).isEmpty();
  }

  private static void returnsNothing(LambdaFunction.Receiver receiver) {
    receiver.returned(new FunctionResult(200, Bytes.utf8("{}"), null, "r"));
  }
}
