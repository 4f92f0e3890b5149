package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.source.Node;

/** What a function comes to. */
sealed interface Value {

  /** A node. */
  record Known(Node node) implements Value {}

  /** {@code AWS::NoValue}: the property or item is as if it were not there. */
  enum Absent implements Value {
    NO_VALUE
  }

  /** Nothing, of which the problems tell. */
  enum Wrong implements Value {
    REPORTED
  }
}
