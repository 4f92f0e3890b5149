package io.sallyport.core.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problem.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps a Lambda authorizer from being compiled, and what is warned of. */
class LambdaAuthorizersTest {

  private static final String SHARED = "authorizer-cache-shared";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TOKEN | method.request.querystring.q
          TOKEN | context.path
          TOKEN | $request.header.Auth
          TOKEN | method.request.header.
          REQUEST | method.request.path.id
          REQUEST | method.request.body
          REQUEST | request.header.Auth
          REQUEST | $request.header.Auth
          REQUEST_1_0 | method.request.header.Auth
          REQUEST_2_0 | $request.path.id
          REQUEST_2_0_SIMPLE | context.routeKey
          """)
  void refusesWhatIsNoIdentitySource(Kind kind, String source) {
    Problem problem = only(Authorizing.with(kind).sources(source).found());
    assertThat(problem.id()).isEqualTo("invalid-identity-source");
    assertThat(problem.severity()).isEqualTo(Severity.ERROR);
    assertThat(problem.message()).contains("`" + source + "`").contains("expected");
  }

  @Test
  void refusesAnUnknownVariableAsIdentitySource() {
    Problem problem = only(Authorizing.with(Kind.REQUEST).sources("context.nope").found());
    assertThat(problem.id()).isEqualTo("unknown-context-variable");
  }

  @Test
  void aTokenHasOneHeader() {
    for (String[] sources :
        new String[][] {{}, {"method.request.header.A", "method.request.header.B"}}) {
      Problem problem = only(Authorizing.with(Kind.TOKEN).sources(sources).found());
      assertThat(problem.message()).contains("expected the one header of its token");
    }
  }

  @Test
  void whatIsRememberedNeedsAnIdentity() {
    for (Kind kind : List.of(Kind.REQUEST, Kind.REQUEST_1_0, Kind.REQUEST_2_0_SIMPLE)) {
      Problem problem = only(Authorizing.with(kind).sources().found());
      assertThat(problem.message()).contains("has no identity source to remember it by");
      assertThat(Authorizing.with(kind).sources().ttl(0).found()).isEmpty();
    }
  }

  @Test
  void refusesExpressionsThatHaveNoLinearTime() {
    for (String expression : new String[] {"(a)\\1", "(?=a)b", "(", "a{2000}"}) {
      Problem problem = only(Authorizing.with(Kind.TOKEN).validation(expression).found());
      assertThat(problem.id()).isEqualTo("invalid-expression");
      assertThat(problem.message())
          .startsWith("`" + expression + "` is no regular expression that runs in a time");
    }
    assertThat(errors(Authorizing.with(Kind.TOKEN).validation("^Bearer [-0-9a-zA-Z._]+$").found()))
        .isEmpty();
  }

  @Test
  void refusesAFunctionThatNothingServes() {
    String other = "arn:aws:lambda:us-east-1:123456789012:function:other";
    Problem problem =
        only(
            Authorizing.with(Kind.TOKEN)
                .uri(
                    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                        + other
                        + "/invocations")
                .found());
    assertThat(problem.id()).isEqualTo("function-not-configured");
    assertThat(problem.message()).contains("`" + other + "`");
    for (String wrong : new String[] {other, "https://a.test", ""}) {
      assertThat(only(Authorizing.with(Kind.TOKEN).uri(wrong).found()).id())
          .isEqualTo("invalid-uri");
    }
  }

  @Test
  void fillsStageVariablesIntoTheFunction() {
    String uri =
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            + "arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.fn}/invocations";
    Definitions set =
        Definitions.rest().variable("fn", "auth").route("GET /a", Definitions.mock("through"));
    assertThat(Authorizing.with(Kind.TOKEN).uri(uri).define(set).found()).isEmpty();
    Definitions unset = Definitions.rest().route("GET /a", Definitions.mock("through"));
    Authorizing api = Authorizing.with(Kind.TOKEN).uri(uri).define(unset);
    assertThat(only(api.found()).id()).isEqualTo("unset-stage-variable");
    assertThat(api.run().get("/prod/a", "Auth", "t").status()).isEqualTo(500);
  }

  @Test
  void warnsOnceOfADecisionThatSeveralMethodsShare() {
    Problem rest = warning(Authorizing.with(Kind.TOKEN).found());
    assertThat(rest.id()).isEqualTo(SHARED);
    assertThat(rest.message())
        .isEqualTo(
            "what the authorizer `auth` says of one method decides about all its methods for 300"
                + " s: its policy must cover every method the caller may use, or"
                + " `context.httpMethod` and `context.path` be among its identity sources");
    Problem http = warning(Authorizing.with(Kind.REQUEST_2_0_SIMPLE).found());
    assertThat(http.message())
        .contains("its `isAuthorized` must not depend on the route")
        .contains("`$context.routeKey`");
  }

  @Test
  void warnsOfOneMethodThatStandsForMany() {
    for (String route : new String[] {"ANY /a", "GET /a/{id}"}) {
      Definitions one = Definitions.rest().route(route, Definitions.mock("through"));
      assertThat(warning(Authorizing.with(Kind.TOKEN).define(one).found()).id()).isEqualTo(SHARED);
    }
  }

  @Test
  void warnsOfNothingWhereNothingIsShared() {
    Definitions one = Definitions.rest().route("GET /a", Definitions.mock("through"));
    assertThat(Authorizing.with(Kind.TOKEN).define(one).found()).isEmpty();
    assertThat(Authorizing.with(Kind.TOKEN).ttl(0).found()).isEmpty();
    assertThat(
            Authorizing.with(Kind.REQUEST)
                .sources("method.request.header.Auth", "context.path", "context.httpMethod")
                .found())
        .isEmpty();
    assertThat(
            Authorizing.with(Kind.REQUEST_2_0)
                .sources("$request.header.Auth", "$context.routeKey")
                .found())
        .isEmpty();
  }

  private static Problem only(List<Problem> problems) {
    List<Problem> others =
        problems.stream().filter(problem -> !problem.id().equals(SHARED)).toList();
    assertThat(others).hasSize(1);
    return others.getFirst();
  }

  private static Problem warning(List<Problem> problems) {
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().severity()).isEqualTo(Severity.WARNING);
    return problems.getFirst();
  }

  private static List<Problem> errors(List<Problem> problems) {
    return problems.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
  }
}
