package io.sallyport.benchmarks.jmh;

import io.sallyport.core.compile.Compiler;
import io.sallyport.core.compile.Services;
import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.ApiDefinition.DefaultEndpoint;
import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.IntegrationDefinition.HttpProxy;
import io.sallyport.core.definition.IntegrationDefinition.Mock;
import io.sallyport.core.definition.IntegrationDefinition.PassthroughBehavior;
import io.sallyport.core.definition.IntegrationDefinition.ResponseDefinition;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.InvokePermissions;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Endpoint.Verification;
import io.sallyport.core.pipeline.WebSocket;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Snapshots for the benchmarks, compiled as the product compiles them. */
final class Definitions {
  static final String STAGE = "prod";
  static final long PAYLOAD_LIMIT_BYTES = 10L * 1024 * 1024;

  private static final Location AT = Location.of("benchmark.json");

  private Definitions() {}

  /** An API of {@code count} routes, half of them with a path parameter; each is a mock. */
  static GatewaySnapshot routes(ApiType type, int count) {
    List<RouteDefinition> routes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      routes.add(route(path(i), type == ApiType.REST ? mock() : proxy()));
    }
    return compile(type, routes);
  }

  /** The path template of route {@code index}: resources of forty services, three segments deep. */
  static String path(int index) {
    String service = "/service" + index % 40;
    return index % 2 == 0 ? service + "/items" + index : service + "/items" + index + "/{id}";
  }

  /** A path that route {@code index} matches. */
  static String requestPath(ApiType type, int index) {
    String path = path(index).replace("{id}", "id-" + index);
    return type == ApiType.REST ? "/" + STAGE + path : path;
  }

  /** An API of one route, {@code /orders/{id}}. */
  static GatewaySnapshot one(IntegrationDefinition integration) {
    return compile(ApiType.REST, List.of(route("/orders/{id}", integration)));
  }

  static IntegrationDefinition mock() {
    ResponseDefinition ok =
        new ResponseDefinition(
            "", 200, List.of(), Map.of("application/json", text("{\"ok\": true}")), AT);
    return new Mock(
        List.of(),
        Map.of("application/json", text("{\"statusCode\": 200}")),
        Set.of(),
        PassthroughBehavior.WHEN_NO_MATCH,
        List.of(ok),
        AT);
  }

  static IntegrationDefinition proxy() {
    return new HttpProxy(
        text("http://127.0.0.1:9000/orders"),
        "ANY",
        List.of(),
        Duration.ofSeconds(29),
        Verification.FULL,
        AT);
  }

  private static RouteDefinition route(String path, IntegrationDefinition integration) {
    return new RouteDefinition(
        "GET", path, "", Set.of("200"), AuthorizationDefinition.None.NONE, integration, AT);
  }

  private static Text text(String value) {
    return new Text(value, AT);
  }

  private static GatewaySnapshot compile(ApiType type, List<RouteDefinition> routes) {
    ApiDefinition api =
        new ApiDefinition(
            "abcdefghij",
            "benchmark",
            type,
            type == ApiType.REST ? STAGE : "$default",
            Map.of(),
            List.of(),
            DefaultEndpoint.ENABLED,
            "123456789012",
            "us-east-1",
            routes,
            Map.of(),
            Map.of(),
            List.of(),
            InvokePermissions.UNKNOWN,
            AT);
    Problems problems = new Problems(Set.of());
    return new Compiler(
            Services.of(new AnsweringUpstream()), Map.of(), PAYLOAD_LIMIT_BYTES, WebSocket.REFUSED)
        .compile(List.of(api), null, problems)
        .orElseThrow(() -> new IllegalStateException(problems.found().toString()));
  }
}
