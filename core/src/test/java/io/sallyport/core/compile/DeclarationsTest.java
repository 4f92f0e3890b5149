package io.sallyport.core.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.AuthorizationDefinition.Authorizer;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.DeclaredAuthorizer;
import io.sallyport.core.pipeline.DeclaredAuthorizer.Incoming;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.FakeUpstream;
import io.sallyport.core.pipeline.Step;
import io.sallyport.core.pipeline.WebSocket;
import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.DeployedAuthorizer;
import io.sallyport.core.snapshot.DeployedRoute;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.core.token.Issuers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What logs and tables tell of authorizers. */
class DeclarationsTest {

  private static final Step.Authorizer STEP = exchange -> new Now<>(Verdict.PASS);

  @ParameterizedTest
  @CsvSource({
    "TOKEN, TOKEN",
    "REQUEST, REQUEST",
    "REQUEST_1_0, REQUEST 1.0",
    "REQUEST_2_0, REQUEST 2.0",
    "REQUEST_2_0_SIMPLE, REQUEST 2.0 simple"
  })
  void tellsALambdaAuthorizerOfARoute(AuthorizerDefinition.Lambda.Kind kind, String type) {
    assertThat(deployed(lambda(kind, 12)))
        .isEqualTo(new DeployedAuthorizer("a", type, Duration.ofMinutes(5), "api.yaml:12"));
  }

  @Test
  void tellsAuthorizersOfTokens() {
    assertThat(deployed(new AuthorizerDefinition.Jwt("a", text("s"), text("i"), List.of(), at(3))))
        .isEqualTo(new DeployedAuthorizer("a", "JWT", null, "api.yaml:3"));
    assertThat(
            deployed(
                new AuthorizerDefinition.Cognito(
                    "a", List.of(), text("s"), null, Duration.ZERO, at(3))))
        .isEqualTo(new DeployedAuthorizer("a", "COGNITO_USER_POOLS", Duration.ZERO, "api.yaml:3"));
  }

  @Test
  void tellsNothingOfARouteThatIsOpen() {
    ApiDefinition api =
        Definitions.rest()
            .authorizer(lambda(AuthorizerDefinition.Lambda.Kind.TOKEN, 1))
            .route("GET /x", Definitions.mock("x"))
            .build();

    assertThat(Declarations.deployed(api, api.routes().getFirst())).isNull();
  }

  @Test
  void tellsWhereAnAuthorizerStandsNowThatNothingElseChanged() {
    DeployedApi deployed = compile(guarded(12)).apis().getFirst();
    DeployedRoute route = deployed.routes().getFirst();
    DeployedAuthorizer told = route.authorizer();

    assertThat(told).extracting(DeployedAuthorizer::declaredAt).isEqualTo("api.yaml:12");
    assertThat(Declarations.stand(guarded(12), deployed)).isTrue();
    assertThat(Declarations.stand(guarded(13), deployed)).isFalse();
    assertThat(route.authorizer(told)).isSameAs(route);
    assertThat(route.authorizer(null).route()).isSameAs(route.route());
  }

  @Test
  void showsTheIdentityOfATokenAuthorizer() {
    Step told = told(ApiType.REST, lambda(AuthorizerDefinition.Lambda.Kind.TOKEN, 1), STEP);

    assertThat(told)
        .isInstanceOfSatisfying(
            DeclaredAuthorizer.class,
            declared -> {
              assertThat(declared.name()).isEqualTo("a");
              assertThat(declared.incoming()).isEqualTo(Incoming.TOKEN);
              assertThat(declared.step()).isSameAs(STEP);
              assertThat(declared.reads("token")).isTrue();
              assertThat(declared.reads("other")).isFalse();
              assertThat(declared.sources())
                  .extracting(DeclaredAuthorizer.Source::name)
                  .containsExactly("method.request.header.Token");
            });
  }

  @Test
  void leavesTheStepsOfHttpApisAsTheyAre() {
    assertThat(told(ApiType.HTTP, lambda(AuthorizerDefinition.Lambda.Kind.REQUEST_2_0, 1), STEP))
        .isSameAs(STEP);
  }

  @Test
  void leavesAStepAsItIsThatIsNoAuthorizer() {
    Step.Check check = exchange -> Verdict.PASS;

    assertThat(told(ApiType.REST, lambda(AuthorizerDefinition.Lambda.Kind.TOKEN, 1), check))
        .isSameAs(check);
  }

  @Test
  void keepsTheBodyThatAStepHolds() {
    Step.Authorizer holding =
        new Step.Authorizer() {
          @Override
          public int holds() {
            return 7;
          }

          @Override
          public Now<Verdict> identify(Exchange exchange) {
            return new Now<>(Verdict.PASS);
          }
        };

    assertThat(
            told(ApiType.REST, lambda(AuthorizerDefinition.Lambda.Kind.TOKEN, 1), holding).holds())
        .isEqualTo(7);
  }

  @Test
  void refusesAnIdentitySourceThatNobodyKnows() {
    Problems problems = new Problems(Set.of());
    AuthorizerDefinition.Lambda lambda =
        new AuthorizerDefinition.Lambda(
            "a",
            AuthorizerDefinition.Lambda.Kind.REQUEST,
            text(
                "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations"),
            null,
            Duration.ZERO,
            List.of(text("context.pth")),
            null,
            at(1));
    told(ApiType.REST, lambda, STEP, problems);

    assertThat(problems.found())
        .extracting(Problem::id)
        .containsExactly("unknown-context-variable");
  }

  private static DeployedAuthorizer deployed(AuthorizerDefinition authorizer) {
    ApiDefinition api = asking(ApiType.REST, authorizer).build();
    DeployedAuthorizer deployed = Declarations.deployed(api, api.routes().getFirst());
    assertThat(deployed).isNotNull();
    return deployed == null ? new DeployedAuthorizer("", "", null, "") : deployed;
  }

  private static Step told(ApiType type, AuthorizerDefinition authorizer, Step step) {
    return told(type, authorizer, step, new Problems(Set.of()));
  }

  private static Step told(
      ApiType type, AuthorizerDefinition authorizer, Step step, Problems problems) {
    Context context =
        new Context(
            asking(type, authorizer).build(),
            Services.of(new FakeUpstream()),
            Map.of(),
            1,
            WebSocket.REFUSED,
            problems);
    return new Declarations(context).told(new Authorizer("a", List.of(), at(1)), step);
  }

  private static GatewaySnapshot compile(ApiDefinition api) {
    Problems problems = new Problems(Set.of());
    return new Compiler(
            new Services(
                new FakeUpstream(), name -> Optional.of(new FakeFunction()), new Issuers()),
            Map.of(),
            Running.LIMIT,
            WebSocket.REFUSED)
        .compile(List.of(api), null, problems)
        .orElseThrow(() -> new AssertionError(problems.found().toString()));
  }

  private static ApiDefinition guarded(int line) {
    return asking(ApiType.REST, lambda(AuthorizerDefinition.Lambda.Kind.TOKEN, line)).build();
  }

  private static Definitions asking(ApiType type, AuthorizerDefinition authorizer) {
    Definitions api = type == ApiType.REST ? Definitions.rest() : Definitions.http();
    return api.authorizer(authorizer)
        .asking(new Authorizer("a", List.of(), at(1)))
        .route("GET /x", Definitions.mock("x"));
  }

  private static AuthorizerDefinition.Lambda lambda(
      AuthorizerDefinition.Lambda.Kind kind, int line) {
    return new AuthorizerDefinition.Lambda(
        "a",
        kind,
        text(
            "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations"),
        null,
        Duration.ofMinutes(5),
        List.of(text("method.request.header.Token")),
        null,
        at(line));
  }

  private static Text text(String value) {
    return new Text(value, at(1));
  }

  private static Location at(int line) {
    return new Location("api.yaml", line, 1, "");
  }
}
