package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * An event of a function or state machine that is a route of an API.
 *
 * @param owner the logical id of the function or state machine
 * @param event the event's name
 * @param api the logical id of the API
 * @param properties of the event
 * @param condition the owner's condition, or null
 * @param ownerProperties of the function or state machine
 * @param at where the event's name stands
 */
record ApiEvent(
    String owner,
    OwnerKind ownerKind,
    String event,
    String api,
    Mapping properties,
    @Nullable Node condition,
    Mapping ownerProperties,
    Location at) {

  /** What the event starts. */
  enum OwnerKind {
    FUNCTION,
    STATE_MACHINE
  }
}
