package io.sallyport.core.definition;

import java.util.Set;

/**
 * A method of a REST resource or a route of an HTTP API.
 *
 * @param method an upper-case HTTP method, {@code ANY}, or {@code $default} for the catch-all route
 *     of an HTTP API
 * @param path the path template with the base path applied, starting with {@code /}; {@code
 *     $default} for the catch-all route
 * @param operationName empty when the operation has none
 * @param responses the statuses of the declared method responses; REST APIs only
 * @param authorization what it asks of its caller
 */
public record RouteDefinition(
    String method,
    String path,
    String operationName,
    Set<String> responses,
    AuthorizationDefinition authorization,
    IntegrationDefinition integration,
    Location at) {

  public RouteDefinition {
    responses = Set.copyOf(responses);
  }
}
