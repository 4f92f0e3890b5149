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

  /** A part of an API that is not there yet when the API is written. */
  void late(Location at, String function) {
    problems.error(
        "macro-not-supported",
        at,
        "`%s` writes a part of the API after what the API asks of every route; expected the part itself, or `AWS::Include` with its `Location` as a text"
            .formatted(function));
  }

  /** What an event says of a route that its API has written itself, as on AWS to no effect. */
  void ignored(ApiEvent event, Location at, String property) {
    problems.warning(
        "sam-event-ignored",
        at,
        "`%s` of event `%s` of `%s` has no effect: the API `%s` has a `DefinitionBody` of its own, expected `MergeDefinitions`, or the same in the body"
            .formatted(property, event.event(), event.owner(), event.api()));
  }

  void structure(Location at, String message) {
    problems.error(ID, at, "Structure of the SAM template is invalid. " + message);
  }

  void globals(Location at, String message) {
    problems.error(ID, at, "'Globals' section is invalid. " + message);
  }

  /** A resource that the transform writes under an id that the template has already. */
  void taken(String resourceId, String id, String type, Location at) {
    problems.error(
        ID,
        at,
        "Transforming resource with id [%s] attempts to create a new resource with id [%s] and type \"%s\". A resource with that id already exists within this template. Please use a different id for that resource."
            .formatted(resourceId, id, type));
  }
}
