package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which the APIs and paths of events exist: where every owner depends on one,
 * at least one of them has to hold. New conditions say so where there are several.
 */
final class OwnerConditions {

  private static final int MOST_PER_OR = 10;

  private final Mapping written;
  private final MappingBuilder all;
  private final SamProblems problems;

  OwnerConditions(Mapping written, SamProblems problems) {
    this.written = written;
    this.all = MappingBuilder.of(written);
    this.problems = problems;
  }

  /** The conditions of the template and the new ones. */
  Mapping all() {
    return all.build();
  }

  /**
   * The name of the condition under which any of the events is there; null where one always is.
   *
   * @param name what the condition is called if it has to be written
   */
  @Nullable Node of(List<ApiEvent> events, String name) {
    TreeSet<String> names = new TreeSet<>();
    for (ApiEvent event : events) {
      String condition = Snippets.written(event.condition());
      if (condition == null) {
        return null;
      }
      names.add(condition);
    }
    if (names.isEmpty()) {
      return null;
    }
    Location at = events.getFirst().at();
    if (names.size() > 1) {
      combine(new ArrayList<>(names), name, at);
      return Snippets.text(name, at);
    }
    return Snippets.text(names.first(), at);
  }

  /** The paths of an API that has no document of its own, each only where one of its owners is. */
  Mapping onPaths(String api, Mapping paths, List<ApiEvent> events) {
    Map<String, List<ApiEvent>> byPath = new LinkedHashMap<>();
    for (ApiEvent event : events) {
      byPath
          .computeIfAbsent(HttpRoutes.path(event.properties()), _ -> new ArrayList<>())
          .add(event);
    }
    MappingBuilder result = MappingBuilder.of(paths);
    byPath.forEach((path, owners) -> {
      Node item = result.get(path);
      if (item != null && !Snippets.isFunction(item)) {
        Node condition = of(owners, pathCondition(api, path));
        result.put(path, Snippets.onlyIf(condition, item), paths.keyAt(path));
      }
    });
    return result.build();
  }

  private static String pathCondition(String api, String path) {
    String name = path.replace("/", "SLASH").replace("{", "OPENBRACE").replace("}", "CLOSEBRACE");
    return api + name + "PathCondition";
  }

  /** CloudFormation takes ten conditions at a time, so that those of more are made of others. */
  private void combine(List<String> names, String name, Location at) {
    List<String> rest = names;
    int numbered = (names.size() - 2) / (MOST_PER_OR - 1);
    while (rest.size() > 1) {
      String next = numbered > 0 ? name + numbered : name;
      numbered--;
      int taken = Math.min(MOST_PER_OR, rest.size());
      List<Node> parts = new ArrayList<>();
      for (String part : rest.subList(0, taken)) {
        parts.add(Snippets.entry("Condition", Snippets.text(part, at), at));
      }
      put(next, Snippets.entry("Fn::Or", new Sequence(parts, at), at));
      rest = new ArrayList<>(rest.subList(taken, rest.size()));
      rest.add(next);
    }
  }

  private void put(String name, Mapping condition) {
    if (written.entries().containsKey(name)) {
      problems.structure(
          written.keyAt(name), "The condition '" + name + "' is one that the transform writes.");
    }
    all.put(name, condition);
  }
}
