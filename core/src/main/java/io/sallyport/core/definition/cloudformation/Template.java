package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.NestedStacks.Nested;
import io.sallyport.core.definition.cloudformation.NestedStacks.Surroundings;
import io.sallyport.core.definition.cloudformation.Scope.Condition;
import io.sallyport.core.definition.cloudformation.Value.Known;
import io.sallyport.core.definition.cloudformation.Value.Wrong;
import io.sallyport.core.definition.source.LocalFiles;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A template with its parameters given: what its names stand for. Conditions are evaluated when
 * they are asked for, each once; one that leads back to itself is a problem.
 */
final class Template implements Scope {

  /** What a resource is called and what attributes it has, once deployed. */
  @FunctionalInterface
  interface Attributes {

    /**
     * The value of an attribute; of {@code Ref} where {@code attribute} is empty.
     *
     * @return empty where the resource has no such attribute
     */
    Optional<String> of(Resource resource, String attribute);
  }

  private final Problems problems;
  private final Deployment deployment;
  private final LocalFiles files;
  private final Attributes attributes;
  private final Functions functions;
  private final NestedStacks stacks;
  private final Mapping outputs;
  private final Parameters parameters;
  private final Mapping mappings;
  private final Mapping conditions;
  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private final Map<String, Optional<Condition>> evaluated = new HashMap<>();
  private final Set<String> underWay = new LinkedHashSet<>();
  private final Set<String> including = new HashSet<>();
  private final Set<String> named = new LinkedHashSet<>();
  private final Map<String, Resource> naming = new HashMap<>();

  Template(Mapping root, Surroundings surroundings, Attributes attributes) {
    this.problems = surroundings.problems();
    this.files = surroundings.files();
    this.deployment = surroundings.deployment();
    this.attributes = attributes;
    this.functions = new Functions(this, problems);
    this.stacks = new NestedStacks(surroundings, functions);
    this.outputs = section(root, "Outputs");
    this.mappings = section(root, "Mappings");
    this.conditions = section(root, "Conditions");
    this.parameters = Parameters.read(section(root, "Parameters"), deployment, problems);
    section(root, "Resources")
        .entries()
        .forEach((id, node) -> define(id, node, section(root, "Resources").keyAt(id)));
  }

  /** The resources whose conditions hold, with the properties resolved of those that are read. */
  Map<String, Resource> resolved(Predicate<String> isRead) {
    Map<String, Resource> all = new LinkedHashMap<>();
    resources.forEach((id, resource) -> {
      if (!isRead.test(resource.type())) {
        if (exists(resource)) {
          all.put(id, resource);
        }
      } else if (exists(resource)
          && functions.resolve(resource.properties()) instanceof Known(Mapping m)) {
        all.put(id, new Resource(id, resource.type(), m, resource.whole(), resource.at()));
      }
    });
    return all;
  }

  /** The stacks inside this one whose conditions hold and whose templates could be read. */
  Map<String, Nested> nested() {
    Map<String, Nested> all = new LinkedHashMap<>();
    resources.forEach((id, resource) -> {
      if (resource.type().equals(NestedStacks.TYPE) && exists(resource)) {
        stacks.of(resource).ifPresent(stack -> all.put(id, stack));
      }
    });
    return all;
  }

  /** What an output comes to; empty where there is no such output. */
  Optional<Value> output(String name) {
    if (!(outputs.entries().get(name) instanceof Mapping output) || !holds(output)) {
      return Optional.empty();
    }
    Node value = output.entries().get("Value");
    return Optional.ofNullable(value).map(functions::resolve);
  }

  @Override
  public Optional<Value> ref(String name, Location at) {
    Optional<Node> parameter = parameters.value(name);
    if (parameter.isPresent()) {
      return Optional.of(new Known(moved(parameter.get(), at)));
    }
    Optional<String> fault = parameters.fault(name);
    if (fault.isPresent()) {
      return Optional.of(functions.fail("unresolved-parameter", at, fault.get()));
    }
    if (parameters.isUnset(name)) {
      return Optional.of(Wrong.REPORTED);
    }
    Optional<String> pseudo = pseudo(name);
    if (pseudo.isPresent()) {
      return pseudo.map(text -> Functions.known(text, at));
    }
    return resources.containsKey(name) ? attribute(name, "", at) : Optional.empty();
  }

  @Override
  public Optional<Value> attribute(String id, String attribute, Location at) {
    Resource resource = resources.get(id);
    if (resource == null) {
      return Optional.empty();
    }
    if (!exists(resource)) {
      return Optional.of(
          functions.fail(
              "unknown-reference",
              at,
              "the resource `" + id + "` does not exist: its condition does not hold"));
    }
    if (NestedStacks.isOutput(resource, attribute)) {
      return Optional.of(stacks.output(resource, attribute, at));
    }
    Optional<String> value = attributeOf(resource, attribute, at);
    return Optional.of(
        value.isPresent()
            ? Functions.known(value.get(), at)
            : functions.fail(
                "unknown-attribute",
                at,
                "`" + attribute + "` of `" + id + "`, a `" + resource.type() + "`, is not known"));
  }

  /** A name may itself be put together of others, but not of itself. */
  private Optional<String> attributeOf(Resource resource, String attribute, Location at) {
    if (!named.add(resource.id())) {
      problems.error(
          "circular-reference",
          at,
          "the name leads back to itself: `" + String.join("` → `", named) + "`");
      return Optional.of(resource.id());
    }
    Resource known = naming.get(resource.id());
    if (known == null) {
      known = named(resource);
      naming.put(resource.id(), known);
    }
    named.remove(resource.id());
    return attributes.of(known, attribute);
  }

  /** The resource with the properties resolved that may name it. */
  private Resource named(Resource resource) {
    MappingBuilder names = new MappingBuilder(resource.properties().at());
    resource
        .properties()
        .entries()
        .forEach((key, value) -> {
          if (key.endsWith("Name") || key.equals("Name")) {
            functions
                .node(value)
                .ifPresent(node -> names.put(key, node, resource.properties().keyAt(key)));
          }
        });
    return new Resource(
        resource.id(), resource.type(), names.build(), resource.whole(), resource.at());
  }

  @Override
  public Optional<Node> mapped(String mapping, String first, String second) {
    return mappings.entries().get(mapping) instanceof Mapping top
            && top.entries().get(first) instanceof Mapping below
        ? Optional.ofNullable(below.entries().get(second))
        : Optional.empty();
  }

  @Override
  public Optional<Condition> condition(String name, Location at) {
    Node written = conditions.entries().get(name);
    Optional<Condition> known = evaluated.get(name);
    if (known != null || written == null) {
      return known == null ? Optional.empty() : known;
    }
    if (!underWay.add(name)) {
      problems.error(
          "circular-reference",
          at,
          "the condition leads back to itself: `" + String.join("` → `", underWay) + "`");
      return Optional.empty();
    }
    Optional<Condition> found = functions.condition(written);
    underWay.remove(name);
    evaluated.put(name, found);
    return found;
  }

  @Override
  public Optional<String> imported(String name) {
    return Optional.ofNullable(deployment.imports().get(name));
  }

  @Override
  public Optional<Value> included(String location, Location at, Function<Node, Value> resolve) {
    if (!including.add(location)) {
      problems.error("circular-reference", at, "the file `" + location + "` includes itself");
      return Optional.empty();
    }
    Optional<Value> found = files.read(location, at, problems).map(resolve);
    including.remove(location);
    return found;
  }

  @Override
  public Collection<String> names() {
    Set<String> names = new TreeSet<>(parameters.names());
    names.addAll(resources.keySet());
    return names;
  }

  private Optional<String> pseudo(String name) {
    return switch (name) {
      case "AWS::Region" -> Optional.of(deployment.region());
      case "AWS::AccountId" -> Optional.of(deployment.account());
      case "AWS::Partition" -> Optional.of(deployment.partition());
      case "AWS::StackName" -> Optional.of(deployment.stack());
      case "AWS::StackId" -> Optional.of(deployment.stackId());
      case "AWS::URLSuffix" -> Optional.of(deployment.urlSuffix());
      default -> Optional.empty();
    };
  }

  private boolean exists(Resource resource) {
    return holds(resource.whole());
  }

  private boolean holds(Mapping whole) {
    Node condition = whole.entries().get("Condition");
    return !(condition instanceof Scalar name)
        || condition(name.text(), name.at()).orElse(Condition.HOLDS) == Condition.HOLDS;
  }

  private void define(String id, Node node, Location at) {
    if (!(node instanceof Mapping whole) || !(whole.entries().get("Type") instanceof Scalar type)) {
      problems.error("wrong-type", at, "the resource `" + id + "` has no `Type`");
      return;
    }
    Mapping properties =
        whole.entries().get("Properties") instanceof Mapping written
            ? written
            : new Mapping(Map.of(), Map.of(), whole.at());
    resources.put(id, new Resource(id, type.text(), properties, whole, at));
  }

  private Mapping section(Mapping root, String name) {
    return switch (root.entries().get(name)) {
      case Mapping mapping -> mapping;
      case null -> new Mapping(Map.of(), Map.of(), root.at());
      case Scalar scalar when scalar.kind() == Kind.NULL ->
          new Mapping(Map.of(), Map.of(), scalar.at());
      case Node other -> {
        problems.error("wrong-type", other.at(), "`" + name + "` is no map");
        yield new Mapping(Map.of(), Map.of(), other.at());
      }
    };
  }

  /** A parameter's value at the place that asks for it. */
  private static Node moved(Node node, Location at) {
    return switch (node) {
      case Scalar scalar -> new Scalar(scalar.text(), scalar.kind(), at);
      case Sequence sequence ->
          new Sequence(sequence.items().stream().map(item -> moved(item, at)).toList(), at);
      case Mapping mapping -> mapping;
    };
  }
}
