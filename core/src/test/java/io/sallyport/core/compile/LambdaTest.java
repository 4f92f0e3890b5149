package io.sallyport.core.compile;

import static io.sallyport.core.compile.Definitions.mappedFunction;
import static io.sallyport.core.compile.Definitions.reply;
import static io.sallyport.core.compile.Definitions.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.FunctionCall.InvocationType;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionResult;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** API Gateway guide: "Set up Lambda custom integrations", "Handle Lambda errors". */
class LambdaTest {

  private static final String TYPE = "integration.request.header.X-Amz-Invocation-Type";

  @Test
  void failsWhatNoResponseIsSelectedFor() {
    Running running = running(mappedFunction(Map.of(), Map.of(), reply("no.*", 404, Map.of())));
    running.functions.throwing("{\"errorMessage\":\"other\"}");

    Running.Sent sent = running.post("/prod/x", "{}");

    assertThat(sent.status()).isEqualTo(500);
    assertThat(sent.end().refusal()).extracting(Refusal::reason).asString().contains("no match");
    running.functions.returns("{}");
    assertThat(running.post("/prod/x", "{}").status()).isEqualTo(500);
  }

  @Test
  void failsWhatAPatternIsTooCostlyFor() {
    Running running =
        running(
            mappedFunction(
                Map.of(), Map.of(), reply("(.*x){12}y", 404, Map.of()), reply("", 200, Map.of())));
    running.functions.throwing("{\"errorMessage\":\"" + "x".repeat(60) + "\"}");

    Running.Sent sent = running.post("/prod/x", "{}");

    assertThat(sent.status()).isEqualTo(500);
    assertThat(sent.end().refusal()).extracting(Refusal::reason).asString().contains("too long");
  }

  @Test
  void failsWhereTheFunctionDoesNotAnswer() {
    Running running = running(mappedFunction(Map.of(), Map.of(), reply("", 200, Map.of())));
    running.functions.fails(FunctionFailure.Kind.THROTTLED);
    assertThat(running.post("/prod/x", "{}").status()).isEqualTo(500);

    running.functions.fails(FunctionFailure.Kind.UNREACHABLE);
    assertThat(running.post("/prod/x", "{}").status()).isEqualTo(504);

    running.functions.does(receiver -> {});
    Running.Sent waiting = running.post("/prod/x", "{}");
    running.pipeline.expire(waiting.exchange);
    assertThat(waiting.status()).isEqualTo(504);
  }

  @Test
  void refusesAMediaTypeItMayNotPass() {
    IntegrationDefinition.Lambda open =
        mappedFunction(Map.of(), texts("application/json", "{}"), reply("", 200, Map.of()));
    Running running =
        running(
            new IntegrationDefinition.Lambda(
                open.function(),
                open.method(),
                open.parameters(),
                open.templates(),
                open.passedTypes(),
                IntegrationDefinition.PassthroughBehavior.NEVER,
                open.responses(),
                open.timeout(),
                null,
                open.at()));

    assertThat(running.post("/prod/x", "a", "Content-Type", "text/xml").status()).isEqualTo(415);
    assertThat(running.functions.calls()).isEmpty();
  }

  @Test
  void mappingWhatOnlyTheGatewayMaySetFailsEveryCall() {
    Running running =
        running(
            mappedFunction(
                Map.of("integration.request.header.Authorization", "'x'"),
                Map.of(),
                reply("", 200, Map.of())));

    assertThat(running.post("/prod/x", "{}").status()).isEqualTo(500);
    assertThat(running.functions.calls()).isEmpty();
  }

  @Test
  void passesTheBodyAndAnswersWithTheResult() {
    Running running = running(mappedFunction(Map.of(), Map.of(), reply("", 201, Map.of())));
    running.functions.returns("{\"errorMessage\":\"no error\",\"pets\":1}");

    Running.Sent sent = running.post("/prod/x", "{\"a\":1}");

    assertThat(running.functions.event()).isEqualTo("{\"a\":1}");
    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.body()).isEqualTo("{\"errorMessage\":\"no error\",\"pets\":1}");
    assertThat(sent.header("Content-Type")).isEqualTo("application/json");
    assertThat(sent.header("X-Amzn-Trace-Id")).isEqualTo(sent.exchange.trace());
  }

  @Test
  void fillsInTemplatesAndSaysNothingWithoutABody() {
    Running running =
        running(
            mappedFunction(
                Map.of(),
                texts("application/json", "{\"stage\":\"$context.stage\"}"),
                reply("", 200, Map.of())));
    running.functions.returns("1");
    running.post("/prod/x", "{}");
    assertThat(running.functions.event()).isEqualTo("{\"stage\":\"prod\"}");

    Running plain = running(mappedFunction(Map.of(), Map.of(), reply("", 200, Map.of())));
    plain.functions.returns("1");
    plain.get("/prod/x");
    assertThat(plain.functions.event()).isEqualTo("{}");
  }

  @Test
  void errorMessagesSelectResponses() {
    Running running =
        running(
            mappedFunction(
                Map.of(),
                Map.of(),
                reply("", 200, Map.of()),
                reply(
                    "\\[404].*",
                    404,
                    Map.of(
                        "method.response.header.X-Error",
                        "integration.response.header.X-Amz-Function-Error")),
                reply(".*", 400, Map.of(), "application/json", "{\"id\":\"$context.requestId\"}")));
    running.functions.throwing("{\"errorMessage\":\"[404] no such pet\"}");

    Running.Sent notFound = running.post("/prod/x", "{}");
    assertThat(notFound.status()).isEqualTo(404);
    assertThat(notFound.header("X-Error")).isEqualTo("Unhandled");
    assertThat(notFound.body()).isEqualTo("{\"errorMessage\":\"[404] no such pet\"}");

    running.functions.throwing("{\"errorMessage\":\"else\"}");
    Running.Sent other = running.post("/prod/x", "{}");
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.body()).contains(other.exchange.requestId());
    running.functions.returns("{}");
    assertThat(running.post("/prod/x", "{}").status()).isEqualTo(200);
  }

  @Test
  void doesNotWaitForWhatIsInvokedAsAnEvent() {
    Running running =
        running(mappedFunction(Map.of(TYPE, "'Event'"), Map.of(), reply("", 201, Map.of())));
    running.functions.does(receiver ->
        receiver.returned(new FunctionResult(202, new Bytes(new byte[0]), null, "call-1")));

    Running.Sent sent = running.post("/prod/x", "{}");

    assertThat(running.functions.calls().getLast().type()).isEqualTo(InvocationType.EVENT);
    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.body()).isEmpty();
    assertThat(sent.end().integrationStatus()).isEqualTo(202);
  }

  @Test
  void callersChooseWhereTheMappingLetsThem() {
    Running running =
        running(
            mappedFunction(
                Map.of(TYPE, "method.request.header.X-Type"), Map.of(), reply("", 200, Map.of())));
    running.functions.returns("{}");

    running.post("/prod/x", "{}", "X-Type", "Event");
    running.post("/prod/x", "{}", "X-Type", "anything");
    running.post("/prod/x", "{}");

    assertThat(running.functions.calls())
        .extracting(call -> call.type())
        .containsExactly(
            InvocationType.EVENT, InvocationType.REQUEST_RESPONSE, InvocationType.REQUEST_RESPONSE);
  }

  @Test
  void anEventOfMoreThan256KilobytesIsTooLong() {
    Running running =
        running(mappedFunction(Map.of(TYPE, "'Event'"), Map.of(), reply("", 200, Map.of())));

    Running.Sent sent = running.post("/prod/x", "\"" + "a".repeat(256 * 1024) + "\"");
    sent.caller.runOne();

    assertThat(sent.status()).isEqualTo(413);
    assertThat(running.functions.calls()).isEmpty();
  }

  @Test
  void saysWhatNeverReachesTheFunction() {
    Problems problems = new Problems(Set.of());
    new Running(
        problems,
        Map.of(),
        Definitions.rest()
            .route(
                "ANY /x",
                mappedFunction(
                    Map.of("integration.request.querystring.a", "'b'"),
                    Map.of(),
                    reply("", 200, Map.of()))));

    assertThat(problems.found())
        .extracting(Problem::id, Problem::message)
        .containsExactly(
            tuple(
                "ineffective-mapping",
                "the mapping `integration.request.querystring.a` never reaches the function"));
  }

  private static Running running(IntegrationDefinition integration) {
    return new Running(Definitions.rest().route("ANY /x", integration));
  }
}
