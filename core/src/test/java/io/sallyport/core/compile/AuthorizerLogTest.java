package io.sallyport.core.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.executionlog.ExecutionLog;
import io.sallyport.core.executionlog.ExecutionLogSettings;
import io.sallyport.core.executionlog.ExecutionLogSettings.DataTrace;
import io.sallyport.core.executionlog.ExecutionLogSettings.Level;
import io.sallyport.core.executionlog.Masking;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.DeclaredAuthorizer.Incoming;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.Identity;
import io.sallyport.core.pipeline.Recorder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The execution log of REST APIs with authorizers, in the words of recorded logs. */
class AuthorizerLogTest {

  private static final Identity LAMBDA =
      new Identity.Lambda("principal-abcdef", Map.of(), "{}", null);

  private final List<String> lines = new ArrayList<>();
  private final Guarded api =
      new Guarded(Definitions.rest().route("GET /x", Definitions.mock("hello")));

  @Test
  void tellsOfAnAuthorizerInAwsWordsAndOrder() {
    Exchange exchange = get(Level.INFO, Masking.LAST_SIX, "Token", "secret-token-xyz");
    String id = exchange.requestId();

    assertThat(events(exchange))
        .containsExactly(
            "Extended Request Id: " + exchange.extendedRequestId(),
            "Starting authorizer: custom for request: " + id,
            "Incoming identity: **********en-xyz",
            "Using valid authorizer policy for principal: **********abcdef",
            "Successfully completed authorizer execution",
            "Starting execution for request: " + id,
            "HTTP Method: GET, Resource Path: /x",
            "Successfully completed execution",
            "Method completed with status: 200");
  }

  @Test
  void tellsOfAnAuthorizerOnceThatHadToWait() {
    api.waits();
    Exchange exchange = get(Level.INFO, Masking.WHOLE, "Token", "x");

    assertThat(events(exchange))
        .containsOnlyOnce(
            "Successfully completed authorizer execution",
            "Starting execution for request: " + exchange.requestId())
        .endsWith("Method completed with status: 200");
  }

  @Test
  void masksIdentityAndPrincipalWholeUnlessTold() {
    get(Level.INFO, Masking.WHOLE, "Token", "secret-token-xyz");

    assertThat(lines).noneMatch(line -> line.contains("xyz") || line.contains("abcdef"));
    assertThat(lines).anyMatch(line -> line.endsWith("Incoming identity: ********"));
  }

  @Test
  void masksTheHeaderOfAnIdentityUnderWhateverName() {
    api.recorder(
            new Logging(
                new ExecutionLog(
                    new ExecutionLogSettings(Level.INFO, DataTrace.ON, Masking.WHOLE),
                    this::append,
                    api.times,
                    1)))
        .incoming(Incoming.UNTOLD, Guarded.header("method.request.header.X-Who", "X-Who"));
    api.get("/prod/x", "x-who", "secret-token-xyz", "X-Plain", "seen");

    assertThat(lines).noneMatch(line -> line.contains("xyz"));
    assertThat(lines).anyMatch(line -> line.contains("{x-who=********, X-Plain=seen}"));
  }

  @Test
  void showsTheSourcesOfARequestAuthorizer() {
    api.incoming(
        Incoming.SOURCES,
        Guarded.header("method.request.header.A", "A"),
        Guarded.header("method.request.header.B", "B"));
    Exchange exchange = get(Level.INFO, Masking.LAST_SIX, "A", "aaaaaaaaaaaa");

    assertThat(events(exchange))
        .contains(
            "Incoming identity: {method.request.header.A=******aaaaaa, method.request.header.B=}");
  }

  @Test
  void tellsNoIdentityWhereATokenIsVerified() {
    api.incoming(Incoming.UNTOLD)
        .finds(new Identity.Token(Identity.Token.Kind.COGNITO, Map.of("sub", "x"), null));
    log(Level.INFO, Masking.LAST_SIX);
    Exchange exchange = api.get("/prod/x").exchange();

    assertThat(events(exchange))
        .containsSubsequence(
            "Starting authorizer: custom for request: " + exchange.requestId(),
            "Successfully completed authorizer execution",
            "Starting execution for request: " + exchange.requestId())
        .noneMatch(event -> event.startsWith("Incoming") || event.startsWith("Using valid"));
  }

  @Test
  void saysWhyACallerIsNotKnown() {
    api.says(refusal(GatewayResponseType.UNAUTHORIZED, "the header `Token` is absent"));
    Exchange exchange = get(Level.INFO, Masking.WHOLE);

    assertThat(events(exchange))
        .endsWith(
            "Unauthorized request: " + exchange.requestId(),
            "Execution failed: the header `Token` is absent",
            "Gateway response type: UNAUTHORIZED with status code: 401",
            "Method completed with status: 401")
        .noneMatch(event -> event.startsWith("Starting execution"));
  }

  @Test
  void saysThatAnAuthorizerCannotBeUsed() {
    api.says(
        refusal(GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR, "Could not parse policy: {}"));
    Exchange exchange = get(Level.ERROR, Masking.WHOLE);

    assertThat(events(exchange))
        .containsExactly(
            "Execution failed due to configuration error: Could not parse policy: {}",
            "AuthorizerConfigurationException",
            "Gateway response type: AUTHORIZER_CONFIGURATION_ERROR with status code: 500",
            "Method completed with status: 500");
  }

  @Test
  void tellsThePolicyOfACallerThatItRefuses() {
    api.finds(LAMBDA).says(refusal(GatewayResponseType.ACCESS_DENIED, "an explicit deny"));
    log(Level.INFO, Masking.LAST_SIX);
    Exchange exchange = api.get("/prod/x").exchange();

    assertThat(events(exchange))
        .containsSubsequence(
            "Using valid authorizer policy for principal: **********abcdef",
            "Successfully completed authorizer execution",
            "The client is not authorized to perform this operation.",
            "Execution failed: an explicit deny",
            "Gateway response type: ACCESS_DENIED with status code: 403")
        .noneMatch(event -> event.startsWith("Starting execution"));
  }

  @Test
  void logsAtLevelErrorOnlyTheRefusal() {
    get(Level.ERROR, Masking.WHOLE, "Token", "x");
    assertThat(lines).isEmpty();

    api.says(refusal(GatewayResponseType.ACCESS_DENIED, "an explicit deny"));
    assertThat(events(get(Level.ERROR, Masking.WHOLE)))
        .containsExactly(
            "The client is not authorized to perform this operation.",
            "Execution failed: an explicit deny",
            "Gateway response type: ACCESS_DENIED with status code: 403",
            "Method completed with status: 403");
  }

  @Test
  void hasNoLogOfHttpApis() {
    Guarded http =
        new Guarded(Definitions.http().route("GET /x", Definitions.proxy("http://b.test/")));
    http.recorder(new Logging(executionLog(Level.INFO, Masking.WHOLE)))
        .says(refusal(GatewayResponseType.UNAUTHORIZED, "no token"))
        .get("/x");

    assertThat(lines).isEmpty();
  }

  private Exchange get(Level level, Masking masking, String... headers) {
    log(level, masking);
    return api.finds(LAMBDA).get("/prod/x", headers).exchange();
  }

  private void log(Level level, Masking masking) {
    api.recorder(new Logging(executionLog(level, masking)));
  }

  private ExecutionLog executionLog(Level level, Masking masking) {
    return new ExecutionLog(
        new ExecutionLogSettings(level, DataTrace.OFF, masking), this::append, api.times, 1);
  }

  private static Refusal refusal(GatewayResponseType type, String reason) {
    return Refusal.GatewayResponse.of(type, Fault.CALLER, reason);
  }

  private List<String> events(Exchange exchange) {
    String id = "(" + exchange.requestId() + ") ";
    return lines.stream()
        .filter(line -> line.substring(25).startsWith(id))
        .map(line -> line.substring(25 + id.length()))
        .toList();
  }

  private void append(int loop, byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    lines.addAll(List.of(text.substring(0, text.length() - 1).split("\n", -1)));
  }

  /** Hands everything to the log, as a gateway does. */
  private record Logging(ExecutionLog log) implements Recorder {
    @Override
    public void selected(Exchange exchange) {
      log.selected(exchange);
    }

    @Override
    public void identified(Exchange exchange) {
      log.identified(exchange);
    }

    @Override
    public void answered(Exchange exchange, Response response) {
      log.answered(exchange, response);
    }

    @Override
    public void record(ExchangeRecord record) {
      log.ended(record);
    }
  }
}
