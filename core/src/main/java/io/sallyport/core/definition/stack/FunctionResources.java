package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Stack;
import java.util.List;

/** The Lambda functions of a stack. */
final class FunctionResources {

  private FunctionResources() {}

  static List<FunctionResource> read(Stack stack, Problems problems) {
    return List.of();
  }
}
