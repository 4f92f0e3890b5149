package io.sallyport.core.pipeline;

import java.util.Optional;

/** The port to Lambda functions: local processes, an emulator's endpoint, or AWS itself. */
@FunctionalInterface
public interface Functions {

  /** No functions at all. */
  Functions NONE = name -> Optional.empty();

  /**
   * What serves the function {@code name}; empty where nothing is configured for it. Asked when a
   * definition is compiled; starts nothing.
   *
   * @param name the function's ARN or name, with its qualifier if it has one
   */
  Optional<LambdaFunction> find(String name);
}
