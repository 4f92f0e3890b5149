package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.pipeline.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An API of a template, written as an OpenAPI document with API Gateway's extensions.
 *
 * @param logicalId of the {@code RestApi} or {@code Api}
 * @param id the API's id
 * @param stage the stage that is served; null where the template has none
 * @param hosts custom domain names that lead to it
 * @param document every value at the place of the template it was written at
 * @param at where the logical id stands
 */
public record ApiDocument(
    String logicalId,
    String id,
    ApiType type,
    @Nullable String stage,
    Map<String, String> stageVariables,
    List<String> hosts,
    Mapping document,
    Location at) {

  public ApiDocument {
    stageVariables = Map.copyOf(stageVariables);
    hosts = List.copyOf(hosts);
  }
}
