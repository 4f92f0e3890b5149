package io.sallyport.core.compile;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.AuthorizerDefinition.Lambda;
import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.InvokePermissions;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.pipeline.FakeTimes;
import io.sallyport.core.pipeline.FakeUpstream;
import io.sallyport.core.pipeline.Functions;
import io.sallyport.core.pipeline.WebSocket;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.core.token.Issuers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One API whose every route asks one Lambda authorizer, and the function behind it. */
final class Authorizing {

  static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:auth";
  static final String REST_ARN = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/";
  static final String HTTP_ARN = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/$default/";

  final FakeFunction function = new FakeFunction();
  final FakeTimes times = new FakeTimes();
  final FakeUpstream upstream = new FakeUpstream();
  final Problems problems = new Problems(Set.of());
  private final Kind kind;
  private Definitions definitions;
  private Duration ttl = Duration.ofMinutes(5);
  private List<String> sources;
  private @Nullable String validation;
  private String uri =
      "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + FUNCTION + "/invocations";
  private AuthorizerSettings settings = AuthorizerSettings.DEFAULTS;
  private @Nullable Services services;
  private UnaryOperator<Functions> watch = UnaryOperator.identity();

  private Authorizing(Kind kind) {
    this.kind = kind;
    boolean isRest = isRest();
    this.sources = List.of(isRest ? "method.request.header.Auth" : "$request.header.Auth");
    this.definitions = isRest ? Definitions.rest() : Definitions.http();
    if (isRest) {
      for (String route : List.of("GET /", "GET /a", "POST /a", "GET /b", "GET /x/{id}")) {
        definitions.route(route, Definitions.mock("through"));
      }
    } else {
      for (String route : List.of("GET /a", "POST /a", "GET /b", "$default")) {
        definitions.route(route, Definitions.proxy("http://upstream.test"));
      }
    }
  }

  static Authorizing with(Kind kind) {
    return new Authorizing(kind);
  }

  Authorizing ttl(int seconds) {
    ttl = Duration.ofSeconds(seconds);
    return this;
  }

  Authorizing sources(String... each) {
    sources = List.of(each);
    return this;
  }

  Authorizing validation(String expression) {
    validation = expression;
    return this;
  }

  Authorizing uri(String value) {
    uri = value;
    return this;
  }

  Authorizing settings(AuthorizerSettings value) {
    settings = value;
    return this;
  }

  /** The functions that are called stand behind these. */
  Authorizing watch(UnaryOperator<Functions> value) {
    watch = value;
    return this;
  }

  Authorizing define(Definitions value) {
    definitions = value;
    return this;
  }

  boolean isRest() {
    return kind == Kind.TOKEN || kind == Kind.REQUEST;
  }

  Services services() {
    Services known = services;
    if (known == null) {
      known =
          new Services(
              upstream,
              watch.apply(name -> name.equals(FUNCTION) ? Optional.of(function) : Optional.empty()),
              new Issuers(),
              settings,
              times);
      services = known;
    }
    return known;
  }

  Running run() {
    return new Running(snapshot());
  }

  /** The snapshot, compiled with the same services each time. */
  GatewaySnapshot snapshot() {
    return compile().orElseThrow(() -> new AssertionError(problems.found().toString()));
  }

  Authorizing permitting(InvokePermissions known) {
    definitions.permitting(known);
    return this;
  }

  List<Problem> found() {
    compile();
    return problems.found();
  }

  private Optional<GatewaySnapshot> compile() {
    return new Compiler(services(), Map.of(), 1 << 20, WebSocket.REFUSED)
        .compile(List.of(api()), null, problems);
  }

  private ApiDefinition api() {
    ApiDefinition open = definitions.build();
    Lambda authorizer =
        new Lambda(
            "auth",
            kind,
            text(uri),
            null,
            ttl,
            sources.stream().map(Authorizing::text).toList(),
            validation == null ? null : text(validation),
            Definitions.AT);
    List<RouteDefinition> routes = new ArrayList<>();
    open.routes().forEach(route -> routes.add(guarded(route)));
    Map<String, AuthorizerDefinition> authorizers = Map.of("auth", authorizer);
    return new ApiDefinition(
        open.id(),
        open.name(),
        open.type(),
        open.stage(),
        open.stageVariables(),
        open.hosts(),
        open.defaultEndpoint(),
        open.account(),
        open.region(),
        routes,
        authorizers,
        open.gatewayResponses(),
        open.unaffected(),
        open.permissions(),
        open.at());
  }

  private static RouteDefinition guarded(RouteDefinition route) {
    return new RouteDefinition(
        route.method(),
        route.path(),
        route.operationName(),
        route.responses(),
        new AuthorizationDefinition.Authorizer("auth", List.of(), Definitions.AT),
        route.integration(),
        route.at());
  }

  private static Text text(String value) {
    return new Text(value, Definitions.AT);
  }

  /** A policy of one statement. */
  static String policy(String effect, String... resources) {
    String list = String.join("\",\"", Arrays.asList(resources));
    return """
    {"principalId":"ann","policyDocument":{"Version":"2012-10-17","Statement":[
      {"Sid":"One","Effect":"%s","Action":"execute-api:Invoke","Resource":["%s"]}]},
     "context":{"text":"t","number":12.50,"yes":true},"usageIdentifierKey":"key-1"}\
    """
        .formatted(effect, list);
  }

  static String allow(String... resources) {
    return policy("Allow", resources);
  }
}
