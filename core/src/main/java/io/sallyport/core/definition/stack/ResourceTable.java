package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.language.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fail-closed table of resources: every property of every resource that says something about an
 * API or its protection, and whether it is enforced, without effect or refused until it is
 * enforced. See the CloudFormation guide, "Resource and property types reference".
 *
 * <p>INVARIANT: a property of a resource in the table that has no row is a mistake, so that a
 * mistyped {@code AuthorizationType} opens nothing. A type with a row for the resource as a whole
 * is taken or refused whatever its properties are. Resources of types without a row are not ours.
 */
public final class ResourceTable {

  private static final List<ResourceProperty> ROWS = rows();
  private static final Map<String, Map<String, ResourceProperty>> BY_TYPE = byType();

  private ResourceTable() {}

  /** All rows, in the order of the documentation. */
  public static List<ResourceProperty> all() {
    return ROWS;
  }

  /** Whether resources of that type say something that the gateway has to do. */
  static boolean knows(String type) {
    return BY_TYPE.containsKey(type);
  }

  /** Adds a problem for each property that is refused or that the type does not have. */
  static void check(Resource resource, Problems problems) {
    Map<String, ResourceProperty> rows = BY_TYPE.getOrDefault(resource.type(), Map.of());
    ResourceProperty whole = rows.get(ResourceProperty.WHOLE);
    if (whole != null) {
      apply(whole, "`" + resource.type() + "`", resource.at(), problems);
      return;
    }
    resource
        .properties()
        .entries()
        .forEach((name, value) -> {
          ResourceProperty row = rows.get(name);
          Location at = resource.properties().keyAt(name);
          if (row == null) {
            problems.error(
                "unknown-property",
                at,
                "`" + name + "` is no property of `" + resource.type() + "`",
                Suggestions.nearest(name, rows.keySet()));
          } else if (!isHarmless(row, value)) {
            apply(row, "`" + name + "` of `" + resource.type() + "`", at, problems);
          }
        });
  }

  /** Holds an object inside a resource against the rows of {@code type}. */
  static void checkNested(String type, Mapping written, Problems problems) {
    check(new Resource("", type, written, written, written.at()), problems);
  }

  private static void apply(ResourceProperty row, String what, Location at, Problems problems) {
    switch (row.disposition()) {
      case ENFORCED, WITHOUT_EFFECT -> {}
      case MISTAKE -> problems.error("unknown-property", at, what + ": " + row.note());
      case REFUSED ->
          problems.unenforced(row.problem(), at, what + " is not enforced: " + row.note());
    }
  }

  /** Whether a value asks for nothing: it is empty, a harmless word, or a collection of such. */
  private static boolean isHarmless(ResourceProperty row, Node value) {
    return switch (value) {
      case Scalar scalar -> scalar.kind() == Kind.NULL || row.isHarmless(scalar.text());
      case Sequence sequence -> sequence.items().stream().allMatch(item -> isHarmless(row, item));
      case Mapping mapping -> mapping.entries().isEmpty();
    };
  }

  private static List<ResourceProperty> rows() {
    List<ResourceProperty> rows = new ArrayList<>();
    rows.addAll(RestRows.ROWS);
    rows.addAll(HttpRows.ROWS);
    rows.addAll(OtherRows.ROWS);
    return List.copyOf(rows);
  }

  private static Map<String, Map<String, ResourceProperty>> byType() {
    Map<String, Map<String, ResourceProperty>> index = new LinkedHashMap<>();
    for (ResourceProperty row : ROWS) {
      ResourceProperty other =
          index.computeIfAbsent(row.type(), _ -> new LinkedHashMap<>()).put(row.name(), row);
      if (other != null) {
        throw new IllegalStateException(row.type() + " " + row.name() + " stands twice");
      }
    }
    return index;
  }
}
