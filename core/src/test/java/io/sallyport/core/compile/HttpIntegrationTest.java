package io.sallyport.core.compile;

import static io.sallyport.core.compile.Definitions.custom;
import static io.sallyport.core.compile.Definitions.reply;
import static io.sallyport.core.compile.Definitions.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.IntegrationDefinition.PassthroughBehavior;
import io.sallyport.core.definition.IntegrationDefinition.ResponseDefinition;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API Gateway guide: "Set up HTTP custom integrations", "Integration passthrough behaviors". */
class HttpIntegrationTest {

  private static final ResponseDefinition DEFAULT = reply("", 200, Map.of());

  @ParameterizedTest
  @CsvSource({
    "WHEN_NO_MATCH,     true,  text/xml,         200",
    "WHEN_NO_TEMPLATES, true,  text/xml,         415",
    "NEVER,             true,  text/xml,         415",
    "WHEN_NO_MATCH,     false, text/xml,         200",
    "WHEN_NO_TEMPLATES, false, text/xml,         200",
    "NEVER,             false, text/xml,         415",
    "NEVER,             true,  application/json, 200",
    "NEVER,             true,  Application/JSON; charset=utf-8, 200",
    "NEVER,             true,  '',               200"
  })
  void passesOrRefusesABodyNoTemplateFits(
      PassthroughBehavior passthrough, boolean templates, String type, int status) {
    Running running =
        running(
            custom(
                "http://b.test/",
                Map.of(),
                passthrough,
                templates ? texts("application/json", "{\"t\":1}") : Map.of(),
                DEFAULT));

    Running.Sent sent = running.post("/prod/x", "<a/>", "Content-Type", type);

    assertThat(sent.status()).isEqualTo(status);
    if (status == 415) {
      assertThat(sent.body()).isEqualTo("{\"message\":\"Unsupported Media Type\"}");
      assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("BadRequestException");
      assertThat(running.upstream.requests()).isEmpty();
    } else {
      String expected = type.equals("text/xml") ? "<a/>" : "{\"t\":1}";
      assertThat(((Bytes) running.upstream.request().body()).text()).isEqualTo(expected);
    }
  }

  @Test
  void dropsTrailers() {
    Running running =
        running(
            custom(
                "http://b.test/", Map.of(), PassthroughBehavior.WHEN_NO_MATCH, Map.of(), DEFAULT));
    running.get("/prod/x");
    assertThat(running.upstream.request().protocol()).isEqualTo(Protocol.HTTP);
  }

  @Test
  void sendsOnlyWhatIsMapped() {
    Running running =
        running(
            custom(
                "http://b.test/x",
                Map.of(
                    "integration.request.header.X-To", "method.request.header.X-From",
                    "integration.request.querystring.q", "method.request.querystring.p"),
                PassthroughBehavior.WHEN_NO_MATCH,
                Map.of(),
                DEFAULT));

    Running.Sent sent =
        running.post(
            "/prod/x?p=1&z=2", "b", "X-From", "v", "Authorization", "a", "Content-Type", "t/t");

    assertThat(running.upstream.request().target()).isEqualTo("/x?q=1");
    assertThat(running.upstream.headers())
        .containsExactly(
            "Accept: application/json",
            "User-Agent: AmazonAPIGateway_a1b2c3d4e5",
            "Content-Type: t/t",
            "X-To: v",
            "X-Amzn-Apigateway-Api-Id: a1b2c3d4e5",
            "X-Amzn-Trace-Id: " + sent.exchange.trace());
    assertThat(sent.header("X-Amzn-Trace-Id")).isEqualTo(sent.exchange.trace());
  }

  @ParameterizedTest
  @CsvSource({"404,400", "499,400", "201,200", "500,200", "302,200"})
  void selectsByTheWholeStatus(int endpoint, int expected) {
    Running running =
        running(
            custom(
                "http://b.test/",
                Map.of(),
                PassthroughBehavior.WHEN_NO_MATCH,
                Map.of(),
                DEFAULT,
                reply("4\\d{2}", 400, Map.of()),
                reply("5", 500, Map.of())));
    running.upstream.answers(endpoint, "e");

    assertThat(running.get("/prod/x").status()).isEqualTo(expected);
  }

  @Test
  void refusesAStatusThatSelectsNothing() {
    Running running = running(answering(reply("2..", 200, Map.of())));
    running.upstream.answers(404, "secret");

    Running.Sent sent = running.get("/prod/x");

    assertThat(sent.status()).isEqualTo(500);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Internal server error\"}");
    assertThat(sent.end().refusal()).isNotNull().extracting("reason").asString().contains("404");
  }

  @Test
  void refusesAResponseTheMethodDoesNotDeclare() {
    Running running = running(answering(reply("", 299, Map.of())));

    assertThat(running.get("/prod/x").status()).isEqualTo(500);
  }

  @Test
  void bringsBackOnlyWhatIsMapped() {
    Running running =
        running(
            answering(
                reply(
                    "",
                    200,
                    Map.of(
                        "method.response.header.X-Last", "integration.response.header.x-m",
                        "method.response.header.X-All", "integration.response.multivalueheader.X-M",
                        "method.response.header.X-Lit", "'fixed'",
                        "method.response.header.X-Id", "context.requestId",
                        "method.response.header.X-None", "integration.response.header.None",
                        "method.response.header.Server", "integration.response.header.Server",
                        "method.response.header.Transfer-Encoding", "'chunked'"))));
    running.upstream.answers(
        200, "raw", "X-M", "1", "X-M", "2", "Server", "s", "X-Secret", "s", "Content-Type", "t/t");

    Running.Sent sent = running.get("/prod/x");

    assertThat(sent.body()).isEqualTo("raw");
    assertThat(sent.headers())
        .containsExactlyInAnyOrder(
            "X-Last: 2",
            "X-All: 1,2",
            "X-Lit: fixed",
            "X-Id: " + sent.exchange.requestId(),
            "x-amzn-Remapped-Server: s",
            "Content-Type: application/json",
            "X-Amzn-Trace-Id: " + sent.exchange.trace(),
            "x-amzn-RequestId: " + sent.exchange.requestId(),
            "x-amz-apigw-id: " + sent.exchange.extendedRequestId());
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain,              text/plain,       plain 7",
    "'a/b, text/plain;q=0.5', text/plain,       plain 7",
    "*/*,                     application/json, '{\"id\":7}'",
    "image/png,               application/json, '{\"id\":7}'"
  })
  void choosesTheResponseTemplateByAccept(String accept, String type, String body) {
    Running running =
        new Running(
            Definitions.rest()
                .route(
                    "GET /{id}",
                    answering(
                        reply(
                            "",
                            200,
                            Map.of(),
                            "application/json",
                            "{\"id\":$input.params().path.id}",
                            "text/plain",
                            "plain $input.params('id')"))));

    Running.Sent sent = running.get("/prod/7", "Accept", accept);

    assertThat(sent.body()).isEqualTo(body);
    assertThat(sent.header("Content-Type")).isEqualTo(type);
  }

  private static Running running(IntegrationDefinition integration) {
    return new Running(Definitions.rest().route("ANY /x", integration));
  }

  /** An integration without mappings of the request, that answers with one of {@code replies}. */
  private static IntegrationDefinition answering(ResponseDefinition... replies) {
    return custom("http://b.test/", Map.of(), PassthroughBehavior.WHEN_NO_MATCH, Map.of(), replies);
  }
}
