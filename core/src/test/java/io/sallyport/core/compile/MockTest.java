package io.sallyport.core.compile;

import static io.sallyport.core.compile.Definitions.mock;
import static io.sallyport.core.compile.Definitions.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.IntegrationDefinition.Mock;
import io.sallyport.core.definition.IntegrationDefinition.PassthroughBehavior;
import io.sallyport.core.definition.Problems;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API Gateway guide: "Set up mock integrations"; leniency as recorded. */
class MockTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"statusCode\": 200}",
        "{ statusCode: 200 }",
        "{'statusCode': '200',}",
        "{null: null,, statusCode: 200}",
        "{statusCode: 200, foo}: [ba r]}",
        "{\"a\": {\"b\": [1, \"}\"]}, \"statusCode\": 200}}"
      })
  void readsTheStatusLeniently(String template) {
    assertThat(status(template)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "statusCode: 200",
        "{\"statusCode': 200}",
        "{{\"statusCode\": 200}",
        "{}",
        "",
        "{\"statusCode\": \"x\"}",
        "{\"code\": 200}"
      })
  void answers500WithoutAStatus(String template) {
    assertThat(status(template)).isEqualTo(500);
  }

  @Test
  void answers500WithoutATemplate() {
    Mock bare =
        new Mock(
            List.of(),
            Map.of(),
            Set.of(),
            PassthroughBehavior.WHEN_NO_MATCH,
            List.of(reply("", 200, Map.of())),
            Definitions.AT);

    assertThat(new Running(Definitions.rest().route("GET /x", bare)).get("/prod/x").status())
        .isEqualTo(500);
  }

  @Test
  void refusesAMediaTypeItMayNotPass() {
    Mock strict =
        new Mock(
            List.of(),
            Definitions.texts("application/json", "{\"statusCode\":200}"),
            Set.of(),
            PassthroughBehavior.NEVER,
            List.of(reply("", 200, Map.of())),
            Definitions.AT);
    Running running = new Running(Definitions.rest().route("POST /x", strict));

    assertThat(running.post("/prod/x", "a", "Content-Type", "text/xml").status()).isEqualTo(415);
    assertThat(running.post("/prod/x", "a", "Content-Type", "application/json").status())
        .isEqualTo(200);
  }

  @Test
  void selectsByTheStatusOfTheTemplate() {
    Running running =
        new Running(
            Definitions.rest()
                .variable("code", "404")
                .route(
                    "GET /x",
                    mock(
                        "{\"statusCode\": $stageVariables.code}",
                        reply("", 200, Map.of()),
                        reply("404", 404, Map.of("method.response.header.X-A", "'b'")))));

    Running.Sent sent = running.get("/prod/x");

    assertThat(sent.status()).isEqualTo(404);
    assertThat(sent.header("X-A")).isEqualTo("b");
    assertThat(sent.body()).isEmpty();
    assertThat(sent.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void printsNothingForWhatIsNotThere() {
    Running running =
        new Running(
            Definitions.rest()
                .variable("a", "default")
                .route(
                    "GET /{id}",
                    mock(
                        "{\"v\":\"$stageVariables.a\",\"n\":\"$stageVariables.none\","
                            + "\"c\":\"$context.isCanaryRequest\",\"id\":$input.params().path.id,"
                            + "\"q\":\"$!input.params('q')\",\"h\":\"$input.params().header.X-H\","
                            + "\"s\":\"${stageVariables.a}s\",\"d\":\"$5 #1 $\"}")));

    assertThat(running.get("/prod/42?q=%C3%A9", "x-h", "1").body())
        .isEqualTo(
            "{\"v\":\"default\",\"n\":\"\",\"c\":\"\",\"id\":42,\"q\":\"é\",\"h\":\"1\","
                + "\"s\":\"defaults\",\"d\":\"$5 #1 $\"}");
  }

  @Test
  void answers500WhereATemplateThatNeedsVelocityIsLetPass() {
    Problems problems = new Problems(Set.of("template-needs-vtl"));
    Running running =
        new Running(
            problems,
            Map.of(),
            Definitions.rest().route("GET /x", mock("#set($x = 1){\"statusCode\": 200}")));

    assertThat(running.get("/prod/x").status()).isEqualTo(500);
    assertThat(problems.passed()).hasSize(1);
  }

  private static int status(String template) {
    Running running =
        new Running(
            Definitions.rest().route("GET /x", mock(template, reply("2\\d{2}", 200, Map.of()))));
    return running.get("/prod/x").status();
  }
}
