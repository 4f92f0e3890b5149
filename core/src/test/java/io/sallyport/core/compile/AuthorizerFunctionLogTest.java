package io.sallyport.core.compile;

import static io.sallyport.core.compile.Authorizing.allow;
import static io.sallyport.core.compile.Authorizing.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.executionlog.ExecutionLogSettings;
import io.sallyport.core.executionlog.ExecutionLogSettings.DataTrace;
import io.sallyport.core.executionlog.ExecutionLogSettings.Level;
import io.sallyport.core.executionlog.Masking;
import io.sallyport.core.message.Body;
import org.junit.jupiter.api.Test;

/** What the execution log tells of the functions of authorizers, in the words of recorded logs. */
class AuthorizerFunctionLogTest {

  private static final ExecutionLogSettings DATA =
      new ExecutionLogSettings(Level.INFO, DataTrace.ON, Masking.LAST_SIX);
  private static final String ADDRESS =
      "https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/"
          + Authorizing.FUNCTION
          + "/invocations";
  private static final String RESULT = "Authorizer result body before parsing: ";
  private static final String EVENT = "Endpoint request body after transformations: ";

  private final Logged logged = new Logged(DATA);

  @Test
  void tellsWhatAnAuthorizersFunctionIsAskedAndSays() {
    Authorizing api = with(Kind.TOKEN);
    api.function.returns(allow("*"));
    Logged.Sent sent = logged.get(api.snapshot(), "/prod/a", "Auth", "secret-token-xyz");
    String id = sent.exchange().requestId();

    assertThat(sent.events())
        .containsSubsequence(
            "Starting authorizer: auth for request: " + id,
            "Incoming identity: **********en-xyz",
            "Endpoint request URI: " + ADDRESS,
            "Endpoint request headers: {X-Amz-Invocation-Type=RequestResponse, X-Amzn-Trace-Id="
                + sent.exchange().trace()
                + "}",
            EVENT
                + "{\"type\":\"TOKEN\",\"authorizationToken\":\"**********en-xyz\",\"methodArn\":\""
                + Authorizing.REST_ARN
                + "GET/a\"}",
            "Sending request to " + ADDRESS,
            RESULT
                + "{\"principalId\":\"***\",\"policyDocument\":{\"Version\":\"2012-10-17\","
                + "\"Statement\":[{\"Sid\":\"One\",\"Effect\":\"Allow\","
                + "\"Action\":\"execute-api:Invoke\",\"Resource\":[\"*\"]}]},\"context\":"
                + "{\"text\":\"t\",\"number\":12.50,\"yes\":true},\"usageIdentifierKey\":\"*****\"}",
            "Using valid authorizer policy for principal: ***",
            "Successfully completed authorizer execution",
            "Starting execution for request: " + id,
            "Method completed with status: 200")
        .noneMatch(event -> event.startsWith("Received response"))
        .noneMatch(event -> event.startsWith("Endpoint response"));
  }

  @Test
  void tellsWhatWasSaidOfACallerThatIsRefused() {
    Authorizing api = with(Kind.TOKEN);
    api.function.returns(policy("Deny", "*"));
    Logged.Sent sent = logged.get(api.snapshot(), "/prod/a", "Auth", "t");

    assertThat(sent.event(RESULT)).contains("\"Effect\":\"Deny\"");
    assertThat(sent.events())
        .containsSubsequence(
            "Successfully completed authorizer execution",
            "The client is not authorized to perform this operation.",
            "Method completed with status: 403");
  }

  @Test
  void tellsOfNoCallWhereTheResultIsRemembered() {
    Authorizing api = with(Kind.TOKEN);
    api.function.returns(allow("*"));
    Running running = api.run();
    logged.get(running.snapshot, "/prod/a", "Auth", "t");
    Logged.Sent again = logged.get(running.snapshot, "/prod/a", "Auth", "t");

    assertThat(api.function.calls()).hasSize(1);
    assertThat(again.events())
        .containsSubsequence(
            "Starting authorizer: auth for request: " + again.exchange().requestId(),
            "Using valid authorizer policy for principal: ***",
            "Successfully completed authorizer execution")
        .noneMatch(event -> event.startsWith("Endpoint request"))
        .noneMatch(event -> event.startsWith(RESULT));
  }

  @Test
  void showsTheOutputThatCannotBeUnderstood() {
    Authorizing api = with(Kind.TOKEN);
    api.function.returns("{\"principalId\":\"a\"}");
    Logged.Sent sent = logged.get(api.snapshot(), "/prod/a", "Auth", "t");

    assertThat(sent.events())
        .containsSubsequence(
            RESULT + "{\"principalId\":\"*\"}",
            "Execution failed due to configuration error: Could not parse policy:"
                + " `policyDocument` is missing",
            "AuthorizerConfigurationException",
            "Gateway response type: AUTHORIZER_CONFIGURATION_ERROR with status code: 500");

    api.function.returns("no JSON");
    assertThat(logged.get(api.snapshot(), "/prod/a", "Auth", "t").events())
        .contains(RESULT + "no JSON")
        .anyMatch(event ->
            event.startsWith(
                "Execution failed due to configuration error: Invalid JSON in response: "));
  }

  @Test
  void showsWhatAFunctionThrows() {
    Authorizing api = with(Kind.TOKEN);
    api.function.raises("Unauthorized");
    Logged.Sent sent = logged.get(api.snapshot(), "/prod/a", "Auth", "t");

    assertThat(sent.events())
        .containsSubsequence(
            RESULT + "{\"errorMessage\":\"Unauthorized\",\"errorType\":\"Error\"}",
            "Unauthorized request: " + sent.exchange().requestId(),
            "Method completed with status: 401");
  }

  @Test
  void saysThatAnAuthorizersFunctionHangs() {
    Authorizing api = with(Kind.TOKEN);
    api.function.hangs();
    Logged.Sent sent = logged.begin(api.snapshot(), "GET", "/prod/a", Body.EMPTY, "Auth", "t");
    sent.pipeline().expire(sent.exchange());

    assertThat(sent.events())
        .containsSubsequence(
            "Sending request to " + ADDRESS,
            "Execution failed due to configuration error: The authorizer's function did not answer"
                + " in 60000 ms",
            "Method completed with status: 500")
        .noneMatch(event -> event.startsWith(RESULT));
  }

  @Test
  void masksInTheEventWhatTheAuthorizerReadsAndOtherSecrets() {
    Authorizing api =
        with(Kind.REQUEST).sources("method.request.header.X-Who", "method.request.querystring.who");
    api.function.returns("{\"principalId\":\"hunter2\",\"context\":{\"token\":\"hunter2\"}}");
    Logged.Sent sent =
        logged.get(
            api.snapshot(),
            "/prod/a?who=hunter2&x=1",
            "x-who",
            "hunter2",
            "Cookie",
            "s=hunter2",
            "X-Plain",
            "seen");

    assertThat(sent.event(EVENT))
        .contains("\"x-who\":\"*unter2\"")
        .contains("\"X-Plain\":\"seen\"", "\"x\":\"1\"");
    assertThat(logged.lines()).noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void tellsNothingOfTheCallWithoutDataTrace() {
    logged.log.settings(new ExecutionLogSettings(Level.INFO, DataTrace.OFF, Masking.WHOLE));
    Authorizing api = with(Kind.TOKEN);
    api.function.returns(allow("*"));
    Logged.Sent sent = logged.get(api.snapshot(), "/prod/a", "Auth", "t");

    assertThat(sent.events())
        .containsSubsequence(
            "Incoming identity: ********", "Using valid authorizer policy for principal: ********")
        .noneMatch(event -> event.startsWith("Endpoint") || event.startsWith(RESULT));
  }

  @Test
  void tellsOfACallUnderTheRequestThatMadeIt() {
    Authorizing api = with(Kind.TOKEN);
    api.function.hangs();
    Running running = api.run();
    Logged.Sent first = logged.begin(running.snapshot, "GET", "/prod/a", Body.EMPTY, "Auth", "t");
    Logged.Sent second = logged.begin(running.snapshot, "GET", "/prod/a", Body.EMPTY, "Auth", "t");
    api.function.release(FakeFunction.result(allow("*"), null));

    assertThat(api.function.calls()).hasSize(1);
    assertThat(first.events()).anyMatch(event -> event.startsWith(RESULT));
    assertThat(second.events())
        .contains("Successfully completed authorizer execution")
        .noneMatch(event -> event.startsWith(RESULT));
  }

  private Authorizing with(Kind kind) {
    return Authorizing.with(kind).watch(logged.log::watching);
  }
}
