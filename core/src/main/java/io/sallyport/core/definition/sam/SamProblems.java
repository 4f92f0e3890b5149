package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;

/** Problems in SAM's words. */
final class SamProblems {

  private static final String ID = "sam-invalid";

  private final Problems problems;

  SamProblems(Problems problems) {
    this.problems = problems;
  }

  void resource(String logicalId, Location at, String message) {
    problems.error(ID, at, "Resource with id [" + logicalId + "] is invalid. " + message);
  }

  void event(String resourceId, String eventId, Location at, String message) {
    resource(resourceId, at, "Event with id [" + eventId + "] is invalid. " + message);
  }

  void structure(Location at, String message) {
    problems.error(ID, at, "Structure of the SAM template is invalid. " + message);
  }
}
