package io.sallyport.core.definition.stack;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the gateway serves of a deployed template.
 *
 * @param notOurs resources of other services: how many there are of each type
 */
public record StackDefinition(
    List<ApiDocument> apis, List<FunctionResource> functions, Map<String, Integer> notOurs) {

  public StackDefinition {
    apis = List.copyOf(apis);
    functions = List.copyOf(functions);
    notOurs = Collections.unmodifiableMap(new TreeMap<>(notOurs));
  }
}
