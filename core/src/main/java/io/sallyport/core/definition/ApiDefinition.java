package io.sallyport.core.definition;

import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.pipeline.ApiType;
import java.util.List;
import java.util.Map;

/**
 * An API as an operator defined it, with its one stage.
 *
 * @param name the document's title
 * @param hosts the host names it answers to beside {@code {id}.execute-api.…}
 * @param defaultEndpoint whether {@code {id}.execute-api.…} answers
 * @param authorizers by name, those included that no route uses
 * @param gatewayResponses customised gateway responses; empty for HTTP APIs
 * @param unaffected properties that were read and have no effect on a request
 * @param permissions which functions it may call
 */
public record ApiDefinition(
    String id,
    String name,
    ApiType type,
    String stage,
    Map<String, String> stageVariables,
    List<String> hosts,
    DefaultEndpoint defaultEndpoint,
    String account,
    String region,
    List<RouteDefinition> routes,
    Map<String, AuthorizerDefinition> authorizers,
    Map<GatewayResponseType, GatewayResponseDefinition> gatewayResponses,
    List<String> unaffected,
    InvokePermissions permissions,
    Location at) {

  public ApiDefinition {
    stageVariables = Map.copyOf(stageVariables);
    hosts = List.copyOf(hosts);
    routes = List.copyOf(routes);
    authorizers = Map.copyOf(authorizers);
    gatewayResponses = Map.copyOf(gatewayResponses);
    unaffected = List.copyOf(unaffected);
  }

  /** The same definition without its routes, and without what has no effect. */
  public ApiDefinition withoutRoutes() {
    return with(List.of(), List.of(), permissions);
  }

  /** The same definition of which it is known which functions it may call. */
  public ApiDefinition permitting(InvokePermissions known) {
    return with(routes, unaffected, known);
  }

  private ApiDefinition with(
      List<RouteDefinition> served, List<String> ineffective, InvokePermissions known) {
    return new ApiDefinition(
        id,
        name,
        type,
        stage,
        stageVariables,
        hosts,
        defaultEndpoint,
        account,
        region,
        served,
        authorizers,
        gatewayResponses,
        ineffective,
        known,
        at);
  }

  /** Whether the API answers at its own {@code execute-api} name. */
  public enum DefaultEndpoint {
    ENABLED,
    DISABLED
  }
}
