package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Stack;
import java.util.List;

/** The HTTP APIs of a stack. */
final class HttpApis {

  private HttpApis() {}

  static List<ApiDocument> read(Stack stack, Problems problems) {
    return List.of();
  }
}
