package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node.Mapping;

/**
 * A resource of a template, its functions not yet resolved.
 *
 * @param id its logical id
 * @param at where the id stands
 */
record Resource(String id, String type, Mapping properties, Mapping whole, Location at) {}
