package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.cloudformation.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Lambda functions of a stack, and their layers. */
final class FunctionResources {

  static final String TYPE = "AWS::Lambda::Function";

  private FunctionResources() {}

  static List<FunctionResource> read(Stack stack, Problems problems) {
    List<FunctionResource> functions =
        stack.all().stream()
            .flatMap(each -> each.ofType(TYPE).stream().map(one -> function(one, each)))
            .toList();
    Map<String, FunctionResource> byName = new HashMap<>();
    for (FunctionResource function : functions) {
      FunctionResource other = byName.putIfAbsent(function.name(), function);
      if (other != null) {
        problems.error(
            "duplicate-function",
            function.resource().at("FunctionName"),
            "`" + function.name() + "` is the name of `" + other.resource().id() + "` already");
      }
    }
    return functions;
  }

  static List<LayerResource> layers(Stack stack) {
    return stack.all().stream()
        .flatMap(
            each -> each.ofType("AWS::Lambda::LayerVersion").stream().map(one -> layer(one, each)))
        .toList();
  }

  private static LayerResource layer(Resource resource, Stack stack) {
    return new LayerResource(
        stack.path(resource), stack.names().of(resource, "").orElse(resource.id()), resource);
  }

  private static FunctionResource function(Resource resource, Stack stack) {
    return new FunctionResource(
        stack.path(resource),
        stack.names().of(resource, "").orElse(resource.id()),
        stack.names().of(resource, "Arn").orElse(resource.id()),
        resource);
  }
}
