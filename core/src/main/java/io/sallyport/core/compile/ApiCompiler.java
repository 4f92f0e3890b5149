package io.sallyport.core.compile;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.integration.MissingIntegration;
import io.sallyport.core.language.PathPattern;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import io.sallyport.core.pipeline.Step;
import io.sallyport.core.pipeline.Wording;
import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.DeployedApi.Origin;
import io.sallyport.core.snapshot.DeployedRoute;
import io.sallyport.core.snapshot.HttpWording;
import io.sallyport.core.snapshot.Refusing;
import io.sallyport.core.snapshot.RestWording;
import io.sallyport.core.snapshot.Router;
import io.sallyport.core.snapshot.RouterBuilder;
import io.sallyport.core.snapshot.UnmatchedRest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Compiles one API. */
final class ApiCompiler {

  /** The path, method and stage name that stand for everything else in an HTTP API. */
  static final String DEFAULT = "$default";

  private static final Pattern GREEDY_VARIABLE = Pattern.compile("\\{[^{}/]*\\+}");
  private static final Pattern VARIABLE = Pattern.compile("\\{[^{}/+]+}");

  private final Context context;
  private final int problemsBefore;
  private final ApiDefinition api;
  private final DefinitionDigests digests;
  private final Reusable reusable;
  private final Stage stage;
  private final Integrations integrations;
  private final RouterBuilder router;
  private final List<DeployedRoute> routes = new ArrayList<>();
  private final Set<String> places = new HashSet<>();

  ApiCompiler(Context context, DefinitionDigests digests, Reusable reusable) {
    this.context = context;
    this.problemsBefore = context.problems().added();
    this.api = context.api();
    this.digests = digests;
    this.reusable = reusable;
    // Compiled even where the one in force is kept, for the problems that come to light.
    this.stage = reusable.stage(stage(wording()));
    this.integrations = new Integrations(context);
    this.router = Router.builder(api.type());
  }

  DeployedApi compile() {
    new Siblings(context).check();
    for (int i = 0; i < api.routes().size(); i++) {
      deploy(api.routes().get(i), digests.routes().get(i));
    }
    return new DeployedApi(
        stage,
        digests.whole(),
        api.hosts().stream().map(host -> host.toLowerCase(Locale.ROOT)).toList(),
        switch (api.defaultEndpoint()) {
          case ENABLED -> DeployedApi.DefaultEndpoint.ENABLED;
          case DISABLED -> DeployedApi.DefaultEndpoint.DISABLED;
        },
        router.build(),
        synthetic(stage, unmatched()),
        synthetic(stage(plain()), new Refusing(forbidden(api.type()))),
        routes,
        origin(problemsBefore));
  }

  private void deploy(RouteDefinition definition, String digest) {
    if (!isPlace(definition)) {
      return;
    }
    boolean catchAll = definition.path().equals(DEFAULT);
    PathPattern pattern =
        catchAll ? new PathPattern(List.of()) : PathPattern.parse(definition.path());
    DeployedRoute same = reusable.route(digest);
    DeployedRoute deployed = same != null ? same : compile(definition, digest, pattern);
    if (catchAll) {
      router.catchAll(deployed.route());
    } else {
      router.add(definition.method(), pattern, deployed.route());
    }
    routes.add(deployed);
  }

  private DeployedRoute compile(RouteDefinition definition, String digest, PathPattern pattern) {
    int before = context.problems().added();
    Life life = new Life();
    Integration integration = integrations.compile(definition, life);
    String path = definition.path();
    String key = path.equals(DEFAULT) ? DEFAULT : definition.method() + " " + path;
    Route route =
        new Route(
            stage,
            key,
            path,
            api.type() == ApiType.REST ? resourceId(definition) : "",
            definition.operationName(),
            pattern.variables(),
            life.steps(),
            integration,
            List.of(),
            true);
    String kind = Integrations.kind(definition.integration());
    return new DeployedRoute(route, kind, life.names(), digest, origin(before));
  }

  /** Whether the route has a path that can be served and that no other has. */
  private boolean isPlace(RouteDefinition definition) {
    boolean catchAll = api.type() == ApiType.HTTP && definition.path().equals(DEFAULT);
    String fault = catchAll ? null : PathPattern.fault(definition.path());
    if (fault != null) {
      context
          .problems()
          .error("invalid-path", definition.at(), "the path `" + definition.path() + "` " + fault);
      return false;
    }
    String place = definition.method() + " " + shape(definition.path());
    if (places.add(place)) {
      return true;
    }
    context
        .problems()
        .error(
            "duplicate-route",
            definition.at(),
            "`"
                + definition.method()
                + " "
                + definition.path()
                + "` matches the same requests as another route");
    return false;
  }

  /** The path without the names of its variables. */
  static String shape(String path) {
    return path.indexOf('{') < 0
        ? path
        : VARIABLE.matcher(GREEDY_VARIABLE.matcher(path).replaceAll("{+}")).replaceAll("{}");
  }

  private Origin origin(int problemsBefore) {
    return context.problems().added() == problemsBefore ? Origin.CLEAN : Origin.WITH_PROBLEMS;
  }

  private Step unmatched() {
    if (api.type() == ApiType.REST) {
      return new UnmatchedRest();
    }
    return new Refusing(
        Refusal.GatewayResponse.of(
            GatewayResponseType.RESOURCE_NOT_FOUND, Fault.CALLER, "no route matches"));
  }

  /** The refusal of a request for a stage, endpoint or API that is not there. */
  static Refusal forbidden(ApiType type) {
    GatewayResponseType kind = GatewayResponseType.RESOURCE_NOT_FOUND;
    String reason = "no such API, stage or endpoint";
    return type == ApiType.HTTP
        ? Refusal.GatewayResponse.of(kind, Fault.CALLER, reason)
        : new Refusal.GatewayResponse(
            kind, 403, Fault.CALLER, "ForbiddenException", "Forbidden", reason);
  }

  /** A route no definition has, for requests that are refused. */
  static Route synthetic(Stage stage, Step step) {
    return new Route(
        stage,
        "",
        "",
        "",
        "",
        List.of(),
        List.of(step),
        new MissingIntegration("a synthetic route has no integration"),
        List.of(),
        false);
  }

  private Stage stage(Wording wording) {
    return new Stage(
        api.id(),
        api.name(),
        api.type(),
        api.stage(),
        api.stageVariables(),
        api.account(),
        api.region(),
        digests.stage(),
        wording);
  }

  private Wording wording() {
    if (api.type() == ApiType.HTTP) {
      return new HttpWording();
    }
    return new RestWording(new GatewayResponses(context).compile(), context.payloadLimit());
  }

  /** AWS's own words: what lies outside a deployment knows nothing of its customisations. */
  private Wording plain() {
    return api.type() == ApiType.HTTP
        ? new HttpWording()
        : new RestWording(Map.of(), context.payloadLimit());
  }

  /** Ten characters that stay the same as long as the resource's path does. */
  private String resourceId(RouteDefinition definition) {
    return Digests.of(api.id(), definition.path()).substring(0, 10);
  }
}
