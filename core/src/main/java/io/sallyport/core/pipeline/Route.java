package io.sallyport.core.pipeline;

import java.util.List;

/**
 * A method of a REST API or a route of an HTTP API, compiled: everything a matched request passes
 * through. Requests that match nothing have a synthetic route of their own.
 *
 * @param key the route key, {@code "GET /pets/{id}"}; for a REST API its method and resource path
 * @param resourcePath the path template, {@code /pets/{id}}
 * @param resourceId the id of the REST resource; empty for HTTP APIs
 * @param operationName the operation's name, empty when it has none
 * @param parameters the names of the path parameters, in the order of their places in the path
 * @param steps what stands between selection and integration, in order
 * @param mappings what shapes the response, in order
 * @param matched false for a synthetic route
 */
public record Route(
    Stage stage,
    String key,
    String resourcePath,
    String resourceId,
    String operationName,
    List<String> parameters,
    List<Step> steps,
    Integration integration,
    List<ResponseMapping> mappings,
    boolean matched) {

  public Route {
    parameters = List.copyOf(parameters);
    steps = List.copyOf(steps);
    mappings = List.copyOf(mappings);
  }
}
