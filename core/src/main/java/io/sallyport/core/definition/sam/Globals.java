package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Globals} of a template: what every resource of a type has, unless it says otherwise.
 * Lists are put one behind the other and maps into one another. See "Globals section" in the SAM
 * developer guide.
 */
final class Globals {

  private static final String PREFIX = "AWS::Serverless::";
  private static final String IGNORE = "IgnoreGlobals";

  private final Map<String, Mapping> sections = new HashMap<>();

  private Globals() {}

  /** What the template has for all; what SAM does not support there is a problem. */
  static Globals read(@Nullable Node written, Location at, SamProblems problems) {
    Globals globals = new Globals();
    if (written == null) {
      return globals;
    }
    if (!(written instanceof Mapping all) || Snippets.isFunction(written)) {
      problems.globals(at, "It must be a non-empty dictionary");
      return globals;
    }
    all.entries().forEach((name, node) -> globals.section(name, node, all.keyAt(name), problems));
    return globals;
  }

  private void section(String name, Node node, Location at, SamProblems problems) {
    List<String> supported = GlobalProperties.of(name);
    if (supported.isEmpty()) {
      problems.globals(
          at, "'" + name + "' is not supported. " + oneOf(GlobalProperties.sections()));
      return;
    }
    if (!(node instanceof Mapping properties)) {
      problems.globals(at, "Value of '" + name + "' must be a dictionary");
      return;
    }
    for (String key : properties.entries().keySet()) {
      if (!supported.contains(key)) {
        problems.globals(
            properties.keyAt(key),
            "'" + key + "' is not a supported property of '" + name + "'. " + oneOf(supported));
      }
    }
    sections.put(PREFIX + name, properties);
  }

  private static String oneOf(List<String> names) {
    return "Must be one of the following values - ['" + String.join("', '", names) + "']";
  }

  /** The resource with the properties that all of its type have. */
  Mapping applied(String id, Mapping resource, SamProblems problems) {
    String type = Snippets.written(resource.entries().get("Type"));
    Mapping all = sections.get(type == null ? "" : type);
    MappingBuilder result = MappingBuilder.of(resource).remove(IGNORE);
    if (all == null) {
      return result.build();
    }
    Mapping inherited = without(id, all, resource, problems);
    Node own = resource.entries().get("Properties");
    if (own == null || Snippets.isAbsent(own)) {
      result.put("Properties", inherited, resource.at());
    } else {
      result.put("Properties", merged(inherited, own), resource.keyAt("Properties"));
    }
    return result.build();
  }

  /** What the resource does not say that it ignores. */
  private static Mapping without(String id, Mapping all, Mapping resource, SamProblems problems) {
    Node ignored = resource.entries().get(IGNORE);
    if (ignored == null) {
      return all;
    }
    if ("*".equals(Snippets.written(ignored))) {
      return Snippets.empty(all.at());
    }
    MappingBuilder rest = MappingBuilder.of(all);
    if (ignored instanceof Sequence names
        && names.items().stream().allMatch(item -> Snippets.written(item) != null)) {
      names.items().forEach(name -> rest.remove(String.valueOf(Snippets.written(name))));
      return rest.build();
    }
    problems.resource(
        id, resource.keyAt(IGNORE), "Attribute 'IgnoreGlobals' must be '*' or a list of strings.");
    return all;
  }

  /** The two values as one; what the resource says stands where they are not of one kind. */
  private static Node merged(Node global, Node own) {
    if (global instanceof Sequence first && own instanceof Sequence second) {
      List<Node> items = new ArrayList<>(first.items());
      items.addAll(second.items());
      return new Sequence(items, second.at());
    }
    if (global instanceof Mapping below
        && own instanceof Mapping above
        && !Snippets.isFunction(global)
        && !Snippets.isFunction(own)) {
      return merged(below, above);
    }
    return own;
  }

  private static Mapping merged(Mapping global, Mapping own) {
    MappingBuilder result = new MappingBuilder(own.at()).putAll(global);
    own.entries()
        .forEach((key, value) -> {
          Node below = global.entries().get(key);
          result.put(key, below == null ? value : merged(below, value), own.keyAt(key));
        });
    return result.build();
  }
}
