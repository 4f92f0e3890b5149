package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resources that the transform writes. */
final class Output {

  private static final List<String> CARRIED =
      List.of("Condition", "DependsOn", "Metadata", "DeletionPolicy");

  private final MappingBuilder resources;

  Output(Location at) {
    this.resources = new MappingBuilder(at);
  }

  /** Adds a resource with what {@code source} says about when it exists. */
  void add(
      String logicalId, String type, Mapping properties, @Nullable Mapping source, Location at) {
    MappingBuilder resource = new MappingBuilder(at);
    resource.put("Type", type, at);
    resource.put("Properties", properties);
    for (String attribute : CARRIED) {
      Node value = source == null ? null : source.entries().get(attribute);
      if (value != null) {
        resource.put(attribute, value);
      }
    }
    resources.put(logicalId, resource.build(), at);
  }

  Mapping resources() {
    return resources.build();
  }
}
