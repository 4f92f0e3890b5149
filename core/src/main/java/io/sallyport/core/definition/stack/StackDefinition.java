package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.InvokePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the gateway serves of a deployed template.
 *
 * @param permissions which of the functions its APIs may call
 * @param notOurs resources of other services: how many there are of each type
 */
public record StackDefinition(
    List<ApiDocument> apis,
    List<FunctionResource> functions,
    List<LayerResource> layers,
    InvokePermissions permissions,
    Map<String, Integer> notOurs) {

  /** Nothing, beside resources of other services. */
  static StackDefinition of(Map<String, Integer> notOurs) {
    return new StackDefinition(List.of(), List.of(), List.of(), InvokePermissions.UNKNOWN, notOurs);
  }

  public StackDefinition {
    apis = List.copyOf(apis);
    functions = List.copyOf(functions);
    layers = List.copyOf(layers);
    notOurs = Collections.unmodifiableMap(new TreeMap<>(notOurs));
  }
}
