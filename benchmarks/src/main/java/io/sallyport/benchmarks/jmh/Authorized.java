package io.sallyport.benchmarks.jmh;

import io.sallyport.core.compile.AuthorizerSettings;
import io.sallyport.core.compile.Compiler;
import io.sallyport.core.compile.Services;
import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.ApiDefinition.DefaultEndpoint;
import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.InvokePermissions;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.LambdaFunction;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.pipeline.WebSocket;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.core.token.Issuers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A REST API with one method behind a TOKEN authorizer whose function is there in memory. */
final class Authorized {

  static final String ARN = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/";

  private static final Location AT = Location.of("benchmark.yaml");

  private Authorized() {}

  /** The API; its authorizer's function returns {@code result} each time. */
  static GatewaySnapshot api(String result) {
    LambdaFunction function =
        (call, receiver) -> {
          receiver.returned(new FunctionResult(200, Bytes.utf8(result), null, "call"));
          return () -> {};
        };
    Services services =
        new Services(
            new AnsweringUpstream(),
            name -> Optional.of(function),
            new Issuers(),
            AuthorizerSettings.DEFAULTS,
            Times.SYSTEM);
    Problems problems = new Problems(Set.of());
    return new Compiler(services, Map.of(), Definitions.PAYLOAD_LIMIT_BYTES, WebSocket.REFUSED)
        .compile(List.of(definition()), null, problems)
        .orElseThrow(() -> new IllegalStateException(problems.found().toString()));
  }

  private static ApiDefinition definition() {
    RouteDefinition route =
        new RouteDefinition(
            "GET",
            "/orders/{id}",
            "",
            Set.of("200"),
            new AuthorizationDefinition.Authorizer("auth", List.of(), AT),
            Definitions.mock(),
            AT);
    return new ApiDefinition(
        "a1b2c3d4e5",
        "bench",
        ApiType.REST,
        "prod",
        Map.of(),
        List.of(),
        DefaultEndpoint.ENABLED,
        "123456789012",
        "us-east-1",
        List.of(route),
        Map.of("auth", authorizer()),
        Map.of(),
        List.of(),
        InvokePermissions.UNKNOWN,
        AT);
  }

  private static AuthorizerDefinition authorizer() {
    String uri =
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            + "arn:aws:lambda:us-east-1:123456789012:function:auth/invocations";
    return new AuthorizerDefinition.Lambda(
        "auth",
        Kind.TOKEN,
        new Text(uri, AT),
        null,
        Duration.ofHours(1),
        List.of(new Text("method.request.header.Authorization", AT)),
        null,
        AT);
  }
}
