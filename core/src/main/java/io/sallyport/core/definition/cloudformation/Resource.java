package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import java.util.Optional;

/**
 * A resource of a template.
 *
 * @param id its logical id
 * @param type such as {@code AWS::ApiGateway::RestApi}
 * @param properties resolved, in a {@link Stack}
 * @param whole as it is written, with {@code Metadata} and {@code DependsOn}
 * @param at where the id stands
 */
public record Resource(String id, String type, Mapping properties, Mapping whole, Location at) {

  /** A property; empty where it is not given. */
  public Optional<Node> property(String name) {
    return Optional.ofNullable(properties.entries().get(name));
  }

  /** The text of a property that is a single value; empty where there is none. */
  public Optional<String> text(String name) {
    return property(name)
        .filter(Scalar.class::isInstance)
        .map(Scalar.class::cast)
        .filter(scalar -> scalar.kind() != Node.Kind.NULL)
        .map(Scalar::text);
  }

  /** Where a property's name stands; the resource's own place where it is not given. */
  public Location at(String name) {
    return properties.entries().containsKey(name) ? properties.keyAt(name) : at;
  }
}
