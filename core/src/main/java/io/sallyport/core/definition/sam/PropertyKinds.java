package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The properties of a SAM resource type and what each may be. See "AWS SAM resources and
 * properties" in the SAM developer guide.
 *
 * <p>INVARIANT: a property that is not in the table is refused, so that a mistyped {@code Auth}
 * opens nothing.
 */
final class PropertyKinds {

  /** What a property may be; a function of CloudFormation may stand for each but the last. */
  private enum Shape {
    ANY,
    TEXT,
    MAP,
    LIST,
    TRUTH,
    TEXT_OR_MAP,
    TRUTH_OR_MAP,
    WRITTEN_TRUTH
  }

  private final String type;
  private final Map<String, Shape> shapes = new LinkedHashMap<>();

  private PropertyKinds(String type) {
    this.type = type;
  }

  static PropertyKinds of(String type) {
    return new PropertyKinds(type);
  }

  PropertyKinds any(String... names) {
    return put(Shape.ANY, names);
  }

  PropertyKinds text(String... names) {
    return put(Shape.TEXT, names);
  }

  PropertyKinds map(String... names) {
    return put(Shape.MAP, names);
  }

  PropertyKinds list(String... names) {
    return put(Shape.LIST, names);
  }

  PropertyKinds truth(String... names) {
    return put(Shape.TRUTH, names);
  }

  PropertyKinds textOrMap(String... names) {
    return put(Shape.TEXT_OR_MAP, names);
  }

  PropertyKinds truthOrMap(String... names) {
    return put(Shape.TRUTH_OR_MAP, names);
  }

  PropertyKinds writtenTruth(String... names) {
    return put(Shape.WRITTEN_TRUTH, names);
  }

  /** Whether every property is known and of its shape; the first that is not is a problem. */
  boolean check(String id, Mapping properties, SamProblems problems) {
    for (Map.Entry<String, Node> entry : properties.entries().entrySet()) {
      String name = entry.getKey();
      Shape shape = shapes.get(name);
      if (shape == null) {
        problems.resource(
            id,
            properties.keyAt(name),
            "property " + name + " not defined for resource of type " + type);
        return false;
      }
      if (!fits(shape, entry.getValue())) {
        problems.resource(
            id, properties.keyAt(name), "Type of property '" + name + "' is invalid.");
        return false;
      }
    }
    return true;
  }

  private static boolean fits(Shape shape, Node node) {
    if (shape == Shape.ANY || (shape != Shape.WRITTEN_TRUTH && Snippets.isFunction(node))) {
      return true;
    }
    Kind kind = node instanceof Scalar scalar ? scalar.kind() : null;
    return switch (shape) {
      case ANY -> true;
      case TEXT -> kind == Kind.STRING;
      case MAP -> node instanceof Mapping;
      case LIST -> node instanceof Sequence;
      case TRUTH, WRITTEN_TRUTH -> kind == Kind.BOOLEAN;
      case TEXT_OR_MAP -> kind == Kind.STRING || node instanceof Mapping;
      case TRUTH_OR_MAP -> kind == Kind.BOOLEAN || node instanceof Mapping;
    };
  }

  private PropertyKinds put(Shape shape, String... names) {
    for (String name : names) {
      shapes.put(name, shape);
    }
    return this;
  }
}
