package io.sallyport.core.definition.source;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;

/** Leaves the depths of a composer with the one problem that ends the reading; never escapes. */
final class UnreadableDocument extends RuntimeException {

  private final transient Problem problem;

  private UnreadableDocument(Problem problem) {
    super(problem.message(), null, false, false);
    this.problem = problem;
  }

  static UnreadableDocument of(String id, Location at, String message) {
    return new UnreadableDocument(Problem.error(id, at, message));
  }

  Problem problem() {
    return problem;
  }
}
