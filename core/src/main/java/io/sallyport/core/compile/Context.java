package io.sallyport.core.compile;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Upstream;
import io.sallyport.core.pipeline.WebSocket;
import java.util.Map;

/** What the parts of an API's compiler have in common. */
record Context(
    ApiDefinition api,
    Services services,
    Map<String, String> endpoints,
    long payloadLimit,
    WebSocket webSocket,
    Problems problems) {

  ApiType type() {
    return api.type();
  }

  Upstream upstream() {
    return services.upstream();
  }

  Map<String, String> variables() {
    return api.stageVariables();
  }
}
