package io.sallyport.core.compile;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.language.PathPattern;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import io.sallyport.core.pipeline.Wording;
import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.DeployedApi.Origin;
import io.sallyport.core.snapshot.DeployedAuthorizer;
import io.sallyport.core.snapshot.DeployedRoute;
import io.sallyport.core.snapshot.HttpWording;
import io.sallyport.core.snapshot.RestWording;
import io.sallyport.core.snapshot.Router;
import io.sallyport.core.snapshot.RouterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compiles one API. */
final class ApiCompiler {

  /** The path, method and stage name that stand for everything else in an HTTP API. */
  static final String DEFAULT = "$default";

  private final Context context;
  private final int problemsBefore;
  private final ApiDefinition api;
  private final DefinitionDigests digests;
  private final Reusable reusable;
  private final Stage stage;
  private final Authorizers authorizers;
  private final Integrations integrations;
  private final Places places;
  private final RouterBuilder router;
  private final List<DeployedRoute> routes = new ArrayList<>();

  ApiCompiler(Context context, DefinitionDigests digests, Reusable reusable) {
    this.context = context;
    this.problemsBefore = context.problems().added();
    this.api = context.api();
    this.digests = digests;
    this.reusable = reusable;
    // Compiled even where the one in force is kept, for the problems that come to light.
    this.stage = reusable.stage(stage(wording()));
    this.authorizers = new Authorizers(context);
    this.integrations = new Integrations(context);
    this.places = new Places(context);
    this.router = Router.builder(api.type());
  }

  DeployedApi compile() {
    warnOfNoHost();
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
        SyntheticRoutes.unmatched(stage),
        SyntheticRoutes.forbidden(stage(SyntheticRoutes.plain(api.type(), context.payloadLimit()))),
        routes,
        origin(problemsBefore));
  }

  private void warnOfNoHost() {
    if (api.defaultEndpoint() == ApiDefinition.DefaultEndpoint.DISABLED && api.hosts().isEmpty()) {
      context
          .problems()
          .warning(
              "no-host",
              api.at(),
              "the default endpoint is disabled by `disableExecuteApiEndpoint` and the API has no"
                  + " host of its own: every other host reaches it until one stands under `hosts`");
    }
  }

  private void deploy(RouteDefinition definition, String digest) {
    places.take(definition).ifPresent(pattern -> deploy(definition, digest, pattern));
  }

  private void deploy(RouteDefinition definition, String digest, PathPattern pattern) {
    DeployedRoute same = reusable.route(digest);
    DeployedAuthorizer authorizer = Declarations.deployed(api, definition);
    DeployedRoute deployed =
        same != null ? same.authorizer(authorizer) : compile(definition, digest, pattern);
    if (definition.path().equals(DEFAULT)) {
      router.catchAll(deployed.route());
    } else {
      router.add(definition.method(), pattern, deployed.route());
    }
    routes.add(deployed);
  }

  private DeployedRoute compile(RouteDefinition definition, String digest, PathPattern pattern) {
    int before = context.problems().added();
    Life life = new Life();
    authorizers.compile(definition, life);
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
    return new DeployedRoute(
        route, kind, Declarations.deployed(api, definition), life.names(), digest, origin(before));
  }

  private Origin origin(int problemsBefore) {
    return context.problems().added() == problemsBefore ? Origin.CLEAN : Origin.WITH_PROBLEMS;
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

  /** Ten characters that stay the same as long as the resource's path does. */
  private String resourceId(RouteDefinition definition) {
    return Digests.of(api.id(), definition.path()).substring(0, 10);
  }
}
