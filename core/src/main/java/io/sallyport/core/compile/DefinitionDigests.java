package io.sallyport.core.compile;

import io.sallyport.core.definition.ApiDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What tells one state of a definition from the next, part by part. Each digest covers everything
 * its part is compiled from, settings of the gateway included.
 *
 * @param stage of all that the routes have in common
 * @param routes of each route, in the order of the definition
 * @param whole of both
 */
record DefinitionDigests(String stage, List<String> routes, String whole) {

  DefinitionDigests {
    routes = List.copyOf(routes);
  }

  static DefinitionDigests of(ApiDefinition api, Map<String, String> endpoints, long payloadLimit) {
    String stage = Digests.of(api.withoutRoutes(), endpoints, payloadLimit);
    List<String> routes = new ArrayList<>(api.routes().size());
    api.routes().forEach(route -> routes.add(Digests.of(route)));
    return new DefinitionDigests(stage, routes, Digests.of(stage, routes));
  }
}
