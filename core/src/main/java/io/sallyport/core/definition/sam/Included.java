package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.LocalFiles;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the documents that {@code AWS::Include} names in its place. CloudFormation expands the
 * innermost macros first, so that SAM's transform sees what they give: an authorizer for every
 * route goes for those of an included document too.
 */
final class Included {

  private static final String TRANSFORM = "Fn::Transform";

  private final LocalFiles files;
  private final Problems problems;
  private final Set<String> underWay = new HashSet<>();

  Included(LocalFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /** The node with what is included; what names no file by its text stays. */
  Node in(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar;
      case Sequence sequence ->
          new Sequence(sequence.items().stream().map(this::in).toList(), sequence.at());
      case Mapping mapping -> mapping(mapping);
    };
  }

  private Node mapping(Mapping mapping) {
    MappingBuilder result = new MappingBuilder(mapping.at());
    mapping.entries().forEach((key, value) -> result.put(key, in(value), mapping.keyAt(key)));
    String location = location(result.get(TRANSFORM));
    if (location == null || !underWay.add(location)) {
      return result.build();
    }
    Optional<Node> found = files.read(location, mapping.keyAt(TRANSFORM), problems).map(this::in);
    underWay.remove(location);
    if (found.isEmpty()) {
      return result.build();
    }
    if (!(found.get() instanceof Mapping included)) {
      return mapping.entries().size() == 1 ? found.get() : result.build();
    }
    // What stands beside the function goes before what is included.
    return MappingBuilder.of(included).putAll(result.remove(TRANSFORM).build()).build();
  }

  /** The place that an include names by its text; null where it names none so. */
  static @Nullable String location(@Nullable Node macro) {
    if (!(macro instanceof Mapping asked)
        || !"AWS::Include".equals(Snippets.written(asked.entries().get("Name")))) {
      return null;
    }
    return Snippets.written(Snippets.mapping(asked, "Parameters").entries().get("Location"));
  }
}
