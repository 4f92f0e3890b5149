package io.sallyport.core.compile;

import static io.sallyport.core.compile.Definitions.mappedFunction;
import static io.sallyport.core.compile.Definitions.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.IntegrationDefinition.Payload;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.executionlog.ExecutionLogSettings;
import io.sallyport.core.executionlog.ExecutionLogSettings.DataTrace;
import io.sallyport.core.executionlog.ExecutionLogSettings.Level;
import io.sallyport.core.executionlog.Masking;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.FakeFunctions;
import io.sallyport.core.pipeline.FakeUpstream;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.LambdaFunction;
import io.sallyport.core.pipeline.WebSocket;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.core.token.Issuers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the execution log tells of functions behind REST APIs, in the words of recorded logs. */
class FunctionLogTest {

  private static final ExecutionLogSettings DATA =
      new ExecutionLogSettings(Level.INFO, DataTrace.ON, Masking.WHOLE);
  private static final String ADDRESS =
      "https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/"
          + Definitions.FUNCTION
          + "/invocations";

  private final Logged logged = new Logged(DATA);
  private final FakeFunctions functions = new FakeFunctions();

  @Test
  void tellsWhatAFunctionIsAskedAndSays() {
    functions.does(receiver -> {
      logged.times.passMillis(45);
      returns("{\"statusCode\": 201, \"body\": \"made\"}").accept(receiver);
    });
    Logged.Sent sent = logged.post(proxy(), "/prod/pets?q=koa", "hello", "Accept", "*/*");

    assertThat(sent.events())
        .containsSubsequence(
            "HTTP Method: POST, Resource Path: /pets",
            "Method request body before transformations: hello",
            "Endpoint request URI: " + ADDRESS,
            "Endpoint request headers: {X-Amz-Invocation-Type=RequestResponse, X-Amzn-Trace-Id="
                + sent.exchange().trace()
                + "}",
            "Sending request to " + ADDRESS,
            "Received response. Status: 200, Integration latency: 45 ms",
            "Endpoint response headers: {x-amzn-RequestId=call-1}",
            "Endpoint response body before transformations: {\"statusCode\":201,\"body\":\"made\"}",
            "Method response body after transformations: made",
            "Successfully completed execution",
            "Method completed with status: 201");
    assertThat(sent.event("Endpoint request body after transformations: "))
        .startsWith("{\"resource\":\"/pets\",\"path\":\"/pets\",\"httpMethod\":\"POST\"")
        .contains("\"queryStringParameters\":{\"q\":\"koa\"}");
  }

  @Test
  void tellsWithoutDataTraceOnlyHowLongItTook() {
    logged.log.settings(new ExecutionLogSettings(Level.INFO, DataTrace.OFF, Masking.WHOLE));
    functions.returns("{\"body\":\"ok\"}");
    Logged.Sent sent = logged.post(proxy(), "/prod/pets", "hello");

    assertThat(sent.events())
        .containsExactly(
            "Extended Request Id: " + sent.exchange().extendedRequestId(),
            "Starting execution for request: " + sent.exchange().requestId(),
            "HTTP Method: POST, Resource Path: /pets",
            "Received response. Status: 200, Integration latency: 0 ms",
            "Successfully completed execution",
            "Method completed with status: 200");
  }

  @Test
  void saysThatAFunctionFailedAsAwsDoes() {
    functions.throwing("{\"errorMessage\":\"no\",\"errorType\":\"Error\"}");
    Logged.Sent sent = logged.get(proxy(), "/prod/pets");

    assertThat(sent.events())
        .containsSubsequence(
            "Received response. Status: 200, Integration latency: 0 ms",
            "Endpoint response headers: {x-amzn-RequestId=call-1, X-Amz-Function-Error=Unhandled}",
            "Endpoint response body before transformations: "
                + "{\"errorMessage\":\"no\",\"errorType\":\"Error\"}",
            "Lambda execution failed with status 200 due to customer function error: no."
                + " Lambda request id: call-1",
            "Method completed with status: 502")
        .noneMatch(event -> event.startsWith("Execution failed"));
  }

  @Test
  void saysThatAnAnswerIsMalformedAsAwsDoes() {
    functions.returns("{\"statusCode\":\"test\"}");
    Logged.Sent sent = logged.get(proxy(), "/prod/pets");

    assertThat(sent.events())
        .contains("Endpoint response body before transformations: {\"statusCode\":\"test\"}")
        .anyMatch(event ->
            event.startsWith(
                "Execution failed due to configuration error: Malformed Lambda proxy response"))
        .endsWith("Method completed with status: 502");
  }

  @Test
  void saysThatAFunctionDidNotAnswerInTime() {
    functions.does(_ -> {});
    Logged.Sent sent = logged.begin(proxy(), "GET", "/prod/pets", Body.EMPTY);
    sent.pipeline().expire(sent.exchange());

    assertThat(sent.events())
        .containsSubsequence(
            "Sending request to " + ADDRESS,
            "Execution failed due to a timeout error",
            "Gateway response type: INTEGRATION_TIMEOUT with status code: 504",
            "Method completed with status: 504")
        .noneMatch(event -> event.startsWith("Received response"));
  }

  @Test
  void saysWhyAFunctionWasNotCalled() {
    functions.fails(FunctionFailure.Kind.THROTTLED);
    Logged.Sent sent = logged.get(proxy(), "/prod/pets");

    assertThat(sent.events())
        .contains("Execution failed: as the test says", "Method completed with status: 500")
        .noneMatch(event -> event.startsWith("Received response"));
  }

  @Test
  void masksWhatTheEventHoldsOfSecrets() {
    functions.returns(
        "{\"headers\":{\"set-cookie\":\"s=hunter2\"},"
            + "\"multiValueHeaders\":{\"Set-Cookie\":[\"s=hunter2\",\"t=hunter2\"]},\"body\":\"\"}");
    logged.get(
        proxy(),
        "/prod/pets?access_token=hunter2",
        "Authorization",
        "Bearer hunter2",
        "x-api-key",
        "hunter2",
        "cookie",
        "s=hunter2");

    assertThat(logged.lines()).isNotEmpty().noneMatch(line -> line.contains("hunter2"));
    assertThat(logged.lines())
        .anyMatch(line -> line.contains("\"headers\":{\"Authorization\":\"********\","))
        .anyMatch(line -> line.contains("\"Set-Cookie\":[\"********\",\"********\"]"));
  }

  @Test
  void leavesTheLastSixOfSecretsWhereAskedTo() {
    logged.log.settings(new ExecutionLogSettings(Level.INFO, DataTrace.ON, Masking.LAST_SIX));
    functions.returns("{\"headers\":{\"Set-Cookie\":\"abcdefghij\"}}");

    assertThat(logged.get(proxy(), "/prod/pets").event("Endpoint response body before "))
        .endsWith("{\"headers\":{\"Set-Cookie\":\"****efghij\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hello                          | hello
          {"token":"hunter2              | {"token": (no JSON from here on)
          {"a":1,"token":"hunter2"} oops | {"a":1,"token":"********"} (no JSON from here on)
          {"token":{"a":["hunter2",null,7]},"b":1.50} | {"token":{"a":["********",null,"********"]},"b":1.50}
          [{"a":[]},{},"x"]              | [{"a":[]},{},"x"]
          """)
  void showsWhatAFunctionReturnsWhateverItIs(String returned, String shown) {
    functions.returns(returned);
    Logged.Sent sent = logged.get(proxy(), "/prod/pets");

    assertThat(sent.event("Endpoint response body before transformations: ")).isEqualTo(shown);
  }

  @Test
  void cutsALongEventOfAFunction() {
    functions.returns("{\"statusCode\":200,\"body\":\"" + "é".repeat(100_000) + "\"}");
    Logged.Sent sent = logged.get(proxy(), "/prod/pets");

    assertThat(sent.event("Endpoint response body before transformations: "))
        .hasSizeLessThan(1024)
        .endsWith("ééé [TRUNCATED]");
  }

  @Test
  void tellsOfAFunctionBehindTemplatesToo() {
    functions.returns("{\"a\":1}");
    GatewaySnapshot api = api(mappedFunction(Map.of(), Map.of(), reply("", 200, Map.of())));
    Logged.Sent sent = logged.post(api, "/prod/pets", "{\"name\": \"koa\"}");

    assertThat(sent.events())
        .containsSubsequence(
            "Method request body before transformations: {\"name\": \"koa\"}",
            "Endpoint request body after transformations: {\"name\":\"koa\"}",
            "Received response. Status: 200, Integration latency: 0 ms",
            "Endpoint response body before transformations: {\"a\":1}");
  }

  /** A function answers on a thread of its own; its events stand before what they lead to. */
  @Test
  void tellsOfAnswersFromOtherThreadsOnTheLoop() throws Exception {
    functions.does(_ -> {});
    Logged.Sent sent = logged.begin(proxy(), "GET", "/prod/pets", Body.EMPTY);
    Thread other =
        Thread.ofPlatform()
            .start(() -> functions.answerLater(returns("{\"statusCode\":200,\"body\":\"ok\"}")));
    other.join();
    assertThat(sent.events()).noneMatch(event -> event.startsWith("Received response"));

    sent.caller().runOne();
    sent.caller().runOne();
    assertThat(sent.events())
        .containsSubsequence(
            "Received response. Status: 200, Integration latency: 0 ms",
            "Method response body after transformations: ok",
            "Method completed with status: 200");
  }

  /** Nobody stands between a function and who asks it where nothing is told. */
  @Test
  void leavesCallsAloneThatAreNotLogged() {
    List<LambdaFunction.Receiver> receivers = new ArrayList<>();
    functions.does(receivers::add);
    logged.log.settings(new ExecutionLogSettings(Level.ERROR, DataTrace.ON, Masking.WHOLE));
    logged.begin(proxy(), "GET", "/prod/pets", Body.EMPTY);
    logged.log.settings(DATA);
    logged.begin(http(), "GET", "/pets", Body.EMPTY);
    logged.begin(proxy(), "GET", "/prod/pets", Body.EMPTY);

    assertThat(receivers)
        .extracting(receiver -> receiver.getClass().getSimpleName())
        .containsExactly("LambdaCall", "LambdaCall", "WatchedInvocation");
  }

  private static Consumer<LambdaFunction.Receiver> returns(String json) {
    return receiver -> receiver.returned(new FunctionResult(200, Bytes.utf8(json), null, "call-1"));
  }

  private GatewaySnapshot proxy() {
    return api(Definitions.function(Payload.REST));
  }

  private GatewaySnapshot api(IntegrationDefinition integration) {
    return compile(Definitions.rest().route("ANY /pets", integration));
  }

  private GatewaySnapshot http() {
    return compile(
        Definitions.http().route("GET /pets", Definitions.function(Payload.VERSION_2_0)));
  }

  private GatewaySnapshot compile(Definitions api) {
    Problems problems = new Problems(Set.of());
    Services services =
        new Services(new FakeUpstream(), logged.log.watching(functions), new Issuers());
    return new Compiler(services, Map.of(), 1 << 20, WebSocket.REFUSED)
        .compile(List.of(api.build()), null, problems)
        .orElseThrow(() -> new AssertionError(problems.found().toString()));
  }
}
