package io.sallyport.app.report;

import io.sallyport.core.compile.Compiler;
import io.sallyport.core.compile.Services;
import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.ApiSettings.BasePathMode;
import io.sallyport.core.definition.ApiSettings.JwtOnRest;
import io.sallyport.core.definition.ApiSettings.OpenApi31;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.openapi.OpenApiReader;
import io.sallyport.core.pipeline.WebSocket;
import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.DeployedAuthorizer;
import io.sallyport.core.snapshot.DeployedRoute;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Snapshots whose routes are told to have authorizers. */
final class Deployed {

  private static final String API =
      """
      openapi: 3.0.1
      info: {title: pets}
      paths:
        /pets: {get: {x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: 'http://h/'}}}
        /pets/{id}: {delete: {x-amazon-apigateway-integration: {type: mock}}}
      """;

  private Deployed() {}

  /** A snapshot of two routes with these authorizers. */
  static GatewaySnapshot with(
      @Nullable DeployedAuthorizer first, @Nullable DeployedAuthorizer second) {
    DeployedApi api = compiled();
    return of(
        api,
        List.of(api.routes().get(0).authorizer(first), api.routes().get(1).authorizer(second)));
  }

  /** A snapshot of one route before which {@code name} is enforced. */
  static GatewaySnapshot enforcing(String name) {
    DeployedApi api = compiled();
    DeployedRoute route = api.routes().getFirst();
    return of(
        api,
        List.of(
            new DeployedRoute(
                route.route(),
                route.integration(),
                null,
                List.of(name),
                route.digest(),
                route.origin())));
  }

  private static GatewaySnapshot of(DeployedApi api, List<DeployedRoute> routes) {
    DeployedApi told =
        new DeployedApi(
            api.stage(),
            api.digest(),
            api.hosts(),
            api.defaultEndpoint(),
            api.router(),
            api.unmatched(),
            api.forbidden(),
            routes,
            api.origin());
    return new GatewaySnapshot(1, List.of(told), api.unmatched());
  }

  private static DeployedApi compiled() {
    ApiSettings settings =
        new ApiSettings(
            "api.yaml",
            "abcdef1234",
            null,
            null,
            Map.of(),
            List.of(),
            BasePathMode.IGNORE,
            OpenApi31.REFUSED,
            JwtOnRest.REFUSED,
            "123456789012",
            "us-east-1");
    Problems problems = new Problems(Set.of());
    return OpenApiReader.read(settings, API.getBytes(StandardCharsets.UTF_8), problems)
        .flatMap(api ->
            new Compiler(
                    Services.of((request, exchange, receiver) -> () -> {}),
                    Map.of(),
                    1 << 20,
                    WebSocket.REFUSED)
                .compile(List.of(api), null, problems))
        .orElseThrow(() -> new AssertionError(problems.found().toString()))
        .apis()
        .getFirst();
  }
}
