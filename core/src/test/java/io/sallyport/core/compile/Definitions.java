package io.sallyport.core.compile;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.GatewayResponseDefinition;
import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.definition.IntegrationDefinition.PassthroughBehavior;
import io.sallyport.core.definition.IntegrationDefinition.Payload;
import io.sallyport.core.definition.IntegrationDefinition.ResponseDefinition;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.InvokePermissions;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Endpoint.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Definitions made in code. */
final class Definitions {

  static final Location AT = new Location("api.yaml", 1, 1, "");

  private final ApiType type;
  private final List<RouteDefinition> routes = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();
  private final Map<GatewayResponseType, GatewayResponseDefinition> responses = new HashMap<>();
  private InvokePermissions permissions = InvokePermissions.UNKNOWN;
  private final Map<String, AuthorizerDefinition> authorizers = new HashMap<>();
  private AuthorizationDefinition authorization = AuthorizationDefinition.None.NONE;
  private final List<String> hosts = new ArrayList<>();
  private String id = "a1b2c3d4e5";
  private String stage;
  private ApiDefinition.DefaultEndpoint endpoint = ApiDefinition.DefaultEndpoint.ENABLED;

  private Definitions(ApiType type, String stage) {
    this.type = type;
    this.stage = stage;
  }

  static Definitions rest() {
    return new Definitions(ApiType.REST, "prod");
  }

  static Definitions http() {
    return new Definitions(ApiType.HTTP, "$default");
  }

  Definitions id(String value) {
    id = value;
    return this;
  }

  Definitions stage(String value) {
    stage = value;
    return this;
  }

  Definitions host(String value) {
    hosts.add(value);
    return this;
  }

  Definitions variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  Definitions closed() {
    endpoint = ApiDefinition.DefaultEndpoint.DISABLED;
    return this;
  }

  Definitions route(String key, IntegrationDefinition integration) {
    return route(key, integration, "200", "201", "400", "404", "500");
  }

  Definitions route(String key, IntegrationDefinition integration, String... declared) {
    int space = key.indexOf(' ');
    String method = space < 0 ? key : key.substring(0, space);
    String path = space < 0 ? key : key.substring(space + 1);
    routes.add(
        new RouteDefinition(method, path, "", Set.of(declared), authorization, integration, AT));
    return this;
  }

  Definitions authorizer(AuthorizerDefinition authorizer) {
    authorizers.put(authorizer.name(), authorizer);
    return this;
  }

  /** What the routes that follow ask of their callers. */
  Definitions asking(AuthorizationDefinition asked) {
    authorization = asked;
    return this;
  }

  Definitions permitting(InvokePermissions known) {
    permissions = known;
    return this;
  }

  Definitions response(
      GatewayResponseType kind, int status, Map<String, String> headers, String... templates) {
    responses.put(
        kind, new GatewayResponseDefinition(status, mappings(headers), texts(templates), AT));
    return this;
  }

  ApiDefinition build() {
    return new ApiDefinition(
        id,
        "pets",
        type,
        stage,
        variables,
        hosts,
        endpoint,
        "123456789012",
        "us-east-1",
        routes,
        authorizers,
        responses,
        List.of(),
        permissions,
        AT);
  }

  static IntegrationDefinition.HttpProxy proxy(String uri) {
    return proxy(uri, "ANY", Map.of());
  }

  static IntegrationDefinition.HttpProxy proxy(
      String uri, String method, Map<String, String> mappings) {
    return new IntegrationDefinition.HttpProxy(
        text(uri), method, mappings(mappings), Duration.ofSeconds(29), Verification.FULL, AT);
  }

  static IntegrationDefinition.Http custom(
      String uri,
      Map<String, String> mappings,
      PassthroughBehavior passthrough,
      Map<String, Text> templates,
      ResponseDefinition... responses) {
    return custom(uri, mappings, passthrough, templates, Set.of(), responses);
  }

  static IntegrationDefinition.Http custom(
      String uri,
      Map<String, String> mappings,
      PassthroughBehavior passthrough,
      Map<String, Text> templates,
      Set<String> passedTypes,
      ResponseDefinition... responses) {
    return new IntegrationDefinition.Http(
        text(uri),
        "POST",
        mappings(mappings),
        templates,
        passedTypes,
        passthrough,
        List.of(responses),
        Duration.ofSeconds(29),
        Verification.FULL,
        AT);
  }

  /** A mock that gives 200 and {@code body}. */
  static IntegrationDefinition.Mock mock(String body) {
    return mock("{\"statusCode\": 200}", reply("", 200, Map.of(), "application/json", body));
  }

  static IntegrationDefinition.Mock mock(String template, ResponseDefinition... responses) {
    return new IntegrationDefinition.Mock(
        List.of(),
        texts("application/json", template),
        Set.of(),
        PassthroughBehavior.WHEN_NO_MATCH,
        List.of(responses),
        AT);
  }

  static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:pets";

  /** The address of the function {@code arn} in a definition. */
  static String invocation(String arn) {
    return "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + arn + "/invocations";
  }

  static IntegrationDefinition.LambdaProxy function(Payload payload, String... binary) {
    return function(FUNCTION, "POST", payload, Map.of(), binary);
  }

  static IntegrationDefinition.LambdaProxy function(
      String arn, String method, Payload payload, Map<String, String> mappings, String... binary) {
    return new IntegrationDefinition.LambdaProxy(
        text(invocation(arn)),
        method,
        payload,
        mappings(mappings),
        List.of(binary),
        Duration.ofSeconds(29),
        null,
        AT);
  }

  static IntegrationDefinition.Lambda mappedFunction(
      Map<String, String> mappings, Map<String, Text> templates, ResponseDefinition... responses) {
    return new IntegrationDefinition.Lambda(
        text(invocation(FUNCTION)),
        "POST",
        mappings(mappings),
        templates,
        Set.of(),
        PassthroughBehavior.WHEN_NO_MATCH,
        List.of(responses),
        Duration.ofSeconds(29),
        null,
        AT);
  }

  static ResponseDefinition reply(
      String pattern, int status, Map<String, String> headers, String... templates) {
    return new ResponseDefinition(pattern, status, mappings(headers), texts(templates), AT);
  }

  static Map<String, Text> texts(String... typesAndTexts) {
    Map<String, Text> texts = new LinkedHashMap<>();
    for (int i = 0; i < typesAndTexts.length; i += 2) {
      texts.put(typesAndTexts[i], text(typesAndTexts[i + 1]));
    }
    return texts;
  }

  private static Text text(String value) {
    return new Text(value, AT);
  }

  private static List<ParameterMapping> mappings(Map<String, String> mappings) {
    return mappings.entrySet().stream()
        .map(entry -> new ParameterMapping(entry.getKey(), entry.getValue(), AT))
        .toList();
  }
}
