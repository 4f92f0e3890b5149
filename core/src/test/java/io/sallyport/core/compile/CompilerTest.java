package io.sallyport.core.compile;

import static io.sallyport.core.compile.Definitions.custom;
import static io.sallyport.core.compile.Definitions.mock;
import static io.sallyport.core.compile.Definitions.proxy;
import static io.sallyport.core.compile.Definitions.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.IntegrationDefinition.PassthroughBehavior;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.Phase;
import io.sallyport.core.pipeline.Step;
import io.sallyport.core.snapshot.DeployedRoute;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompilerTest {

  @Test
  void findsAllProblemsAtOnce() {
    List<Problem> problems =
        Running.problems(
            Definitions.rest()
                .route("GET /a", proxy("ftp://b.test/"))
                .route("GET /b/{x+}/c", mock("1"))
                .route(
                    "GET /c", proxy("http://b.test/", "GET", map("header.X", "context.reqestId")))
                .route("GET /d", proxy("http://b.test/", "GET", map("cookie.X", "'a'")))
                .route("GET /e", proxy("http://b.test/", "GET", map("header.X", "request.x")))
                .route(
                    "GET /f",
                    proxy("http://b.test/", "GET", map("header.X", "method.request.body.a.b")))
                .route("GET /g", mock("{}", reply("4[", 400, Map.of())))
                .route("GET /h", mock("#if($x)a#end"))
                .route("GET /h", mock("1"))
                .route("GET /i/{id}", mock("1"))
                .route("GET /i/{name}/x", mock("1")));

    assertThat(problems)
        .extracting(Problem::id)
        .containsExactlyInAnyOrder(
            "conflicting-path-variables",
            "invalid-uri",
            "invalid-path",
            "unknown-context-variable",
            "invalid-mapping-target",
            "invalid-mapping-source",
            "body-mapping-not-available",
            "invalid-selection-pattern",
            "template-needs-vtl",
            "duplicate-route");
    assertThat(problems)
        .filteredOn(problem -> problem.id().equals("unknown-context-variable"))
        .extracting(Problem::suggestion)
        .containsExactly("requestId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://{host}/x",
        "b.test/x",
        "http://",
        "http://user@b.test/",
        "http://b.test:0/",
        "http://b.test:70000/",
        "http://b.test:80:80/"
      })
  void refusesAddressesThatAreNone(String uri) {
    assertThat(Running.problems(Definitions.rest().route("GET /x", proxy(uri))))
        .extracting(Problem::id)
        .containsExactly("invalid-uri");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#set($a = 1)",
        "## comment",
        "#* comment *#",
        "#[[ raw ]]#",
        "#{if}(1)#end",
        "$input.body",
        "$input.json('$.a')",
        "$util.urlEncode('a')",
        "$foo",
        "$context.identity.get('x')",
        "$stageVariables['a']",
        "$input.params('x').length()",
        "$input.params().keySet()",
        "\\$context.requestId",
        "$input.params($x)",
        "${foo}"
      })
  void refusesATemplateThatNeedsVelocity(String template) {
    List<Problem> problems = Running.problems(Definitions.rest().route("GET /x", mock(template)));

    assertThat(problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.id()).isEqualTo("template-needs-vtl");
          assertThat(problem.allowance()).isEqualTo(Problem.Allowance.BY_ID);
        });
  }

  @Test
  void warnsOfWhatWillNeverWork() {
    Problems problems = new Problems(Set.of());
    new Running(
        problems,
        Map.of(),
        Definitions.rest()
            .route("GET /a", proxy("http://b.test/{x}"))
            .route("GET /b", proxy("http://${stageVariables.h}/"))
            .route("GET /c", proxy("http://b.test/", "GET", map("header.Content-Length", "'1'")))
            .route(
                "GET /d",
                custom(
                    "http://b.test/",
                    Map.of(),
                    PassthroughBehavior.NEVER,
                    Map.of(),
                    reply("", 299, Map.of()))));

    assertThat(problems.found())
        .extracting(Problem::id)
        .containsExactly(
            "unmapped-placeholder",
            "unset-stage-variable",
            "ineffective-mapping",
            "undeclared-response");
  }

  @Test
  void refusesAnIdThatIsGivenTwice() {
    assertThat(Running.problems(Definitions.rest(), Definitions.rest().stage("v2")))
        .extracting(Problem::id)
        .containsExactly("duplicate-api-id");
  }

  @Test
  void tellsWhatItServes() {
    Running running =
        new Running(
            Definitions.rest()
                .route("GET /a", mock("1"))
                .route("GET /b", proxy("http://b.test/"))
                .route("GET /c", new IntegrationDefinition.Missing("AWS_PROXY", Definitions.AT)));

    assertThat(running.snapshot.routes()).isEqualTo(3);
    assertThat(running.snapshot.apis().getFirst().routes())
        .extracting(DeployedRoute::key, DeployedRoute::integration, DeployedRoute::enforced)
        .containsExactly(
            tuple("GET /a", "MOCK", List.of("media type")),
            tuple("GET /b", "HTTP_PROXY", List.of()),
            tuple("GET /c", "AWS_PROXY (missing)", List.of()));
    assertThat(running.get("/prod/c").status()).isEqualTo(500);
  }

  @Test
  void ordersStepsByPhaseWhateverTheOrderTheyAreAddedIn() {
    Life life = new Life();
    life.add(Phase.SHAPE, step(), "shape");
    life.add(Phase.PROTECT, step(), "protect");
    life.add(Phase.IDENTIFY, step(), "identify");
    life.add(Phase.PROTECT, step(), "protect again");

    assertThat(life.names()).containsExactly("protect", "protect again", "identify", "shape");
  }

  @Test
  void refusesAGatewayResponseWithAnUnknownVariable() {
    assertThat(
            Running.problems(
                Definitions.rest()
                    .response(
                        GatewayResponseType.DEFAULT_4XX,
                        0,
                        Map.of("gatewayresponse.header.A B", "'x'"),
                        "application/json",
                        "$context.eror.message")))
        .extracting(Problem::id)
        .containsExactly("invalid-mapping-target", "unknown-context-variable");
  }

  private static Step step() {
    return (Step.Check) exchange -> Verdict.PASS;
  }

  private static Map<String, String> map(String target, String source) {
    return Map.of("integration.request." + target, source);
  }
}
