package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Value.Absent;
import io.sallyport.core.definition.cloudformation.Value.Known;
import io.sallyport.core.definition.cloudformation.Value.Wrong;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.language.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Resolves CloudFormation's functions. What they come to stands where they stood, so that a problem
 * of a value names the place somebody can mend. See the CloudFormation guide, "Intrinsic function
 * reference".
 */
final class Functions {

  private static final String PREFIX = "Fn::";
  private static final String TRANSFORM = "Fn::Transform";
  private static final String FOR_EACH = "Fn::ForEach::";

  private final Scope scope;
  private final Problems problems;
  private final TextFunctions texts;
  private final ListFunctions lists;
  private final ConditionFunctions conditions;

  Functions(Scope scope, Problems problems) {
    this.scope = scope;
    this.problems = problems;
    this.texts = new TextFunctions(this);
    this.lists = new ListFunctions(this);
    this.conditions = new ConditionFunctions(this);
  }

  /** The same inside a loop, where {@code name} is {@code value}. */
  Functions with(String name, String value) {
    return new Functions(new Loop.Within(scope, name, value), problems);
  }

  Scope scope() {
    return scope;
  }

  /** {@code node} with every function in it resolved. */
  Value resolve(Node node) {
    return switch (node) {
      case Scalar scalar -> new Known(scalar);
      case Sequence sequence -> new Known(each(sequence));
      case Mapping mapping -> {
        Optional<Map.Entry<String, Node>> call = call(mapping);
        yield call.isPresent()
            ? call(call.get().getKey(), call.get().getValue(), mapping)
            : new Known(each(mapping));
      }
    };
  }

  /** The node that {@code node} comes to; empty where there is none. */
  Optional<Node> node(Node node) {
    return resolve(node) instanceof Known(Node known) ? Optional.of(known) : Optional.empty();
  }

  /** The text that {@code node} comes to; empty where it comes to none, which is a problem. */
  Optional<String> text(Node node, String where) {
    return switch (resolve(node)) {
      case Known(Scalar scalar) when scalar.kind() != Node.Kind.NULL -> Optional.of(scalar.text());
      case Known(Node other) -> {
        wrong(other.at(), where, "a text");
        yield Optional.empty();
      }
      case Absent _ -> {
        wrong(node.at(), where, "a text, and this is `AWS::NoValue`");
        yield Optional.empty();
      }
      case Wrong _ -> Optional.empty();
    };
  }

  /** The list that {@code node} comes to; empty where it comes to none, which is a problem. */
  Optional<List<Node>> list(Node node, String where) {
    return switch (resolve(node)) {
      case Known(Sequence sequence) -> Optional.of(sequence.items());
      case Known(Node other) -> {
        wrong(other.at(), where, "a list");
        yield Optional.empty();
      }
      case Absent _ -> {
        wrong(node.at(), where, "a list, and this is `AWS::NoValue`");
        yield Optional.empty();
      }
      case Wrong _ -> Optional.empty();
    };
  }

  /**
   * The items of a function's argument as they are written, where there are as many as it takes.
   */
  Optional<List<Node>> arguments(String function, Node argument, int least, int most) {
    if (argument instanceof Sequence sequence
        && sequence.items().size() >= least
        && sequence.items().size() <= most) {
      return Optional.of(sequence.items());
    }
    String count = least == most ? String.valueOf(least) : least + " to " + most;
    wrong(argument.at(), "`" + function + "`", "a list of " + count);
    return Optional.empty();
  }

  Optional<Scope.Condition> condition(Node node) {
    return conditions.evaluate(node);
  }

  Value fail(String id, Location at, String message) {
    problems.error(id, at, message);
    return Wrong.REPORTED;
  }

  Value wrong(Location at, String where, String expected) {
    return fail("wrong-function-argument", at, where + " takes " + expected);
  }

  private Value call(String function, Node argument, Mapping whole) {
    Location at = whole.keyAt(function);
    return switch (function) {
      case "Ref" -> ref(argument);
      case "Fn::GetAtt" -> attribute(argument);
      case "Fn::FindInMap" -> lists.findInMap(argument);
      case "Fn::ImportValue" -> imported(argument);
      case "Fn::If" -> conditions.choose(argument);
      case "Fn::Sub" -> texts.substitute(argument);
      case "Fn::Join" -> texts.join(argument);
      case "Fn::Split" -> texts.split(argument);
      case "Fn::Base64" -> texts.base64(argument);
      case "Fn::ToJsonString" -> texts.json(argument);
      case "Fn::Select" -> lists.select(argument);
      case "Fn::Length" -> lists.length(argument);
      case "Fn::GetAZs" -> lists.zones(argument);
      case "Fn::Cidr" -> lists.cidr(argument);
      case TRANSFORM -> included(argument, at);
      default ->
          fail("unknown-function", at, "`" + function + "` is not a function of CloudFormation");
    };
  }

  private Value ref(Node argument) {
    if (!(argument instanceof Scalar scalar)) {
      return wrong(argument.at(), "`Ref`", "the name of a parameter or resource");
    }
    String name = scalar.text();
    return name.equals("AWS::NoValue")
        ? Absent.NO_VALUE
        : scope.ref(name, argument.at()).orElseGet(() -> unknown(name, argument.at()));
  }

  /** The value of {@code name}, or the problem that there is none. */
  Value named(String name, Location at) {
    return scope.ref(name, at).orElseGet(() -> unknown(name, at));
  }

  /** The attribute, or the problem that there is no such resource. */
  Value attribute(String resource, String attribute, Location at) {
    return scope.attribute(resource, attribute, at).orElseGet(() -> unknown(resource, at));
  }

  private Value attribute(Node argument) {
    if (argument instanceof Scalar scalar && scalar.text().indexOf('.') > 0) {
      String text = scalar.text();
      int dot = text.indexOf('.');
      return attribute(text.substring(0, dot), text.substring(dot + 1), argument.at());
    }
    Optional<List<Node>> parts = arguments("Fn::GetAtt", argument, 2, 2);
    if (parts.isEmpty()) {
      return Wrong.REPORTED;
    }
    Optional<String> resource = text(parts.get().getFirst(), "`Fn::GetAtt`");
    Optional<String> attribute = text(parts.get().getLast(), "`Fn::GetAtt`");
    return resource.isPresent() && attribute.isPresent()
        ? attribute(resource.get(), attribute.get(), argument.at())
        : Wrong.REPORTED;
  }

  private Value imported(Node argument) {
    Optional<String> name = text(argument, "`Fn::ImportValue`");
    if (name.isEmpty()) {
      return Wrong.REPORTED;
    }
    Optional<String> value = scope.imported(name.get());
    return value.isPresent()
        ? known(value.get(), argument.at())
        : fail(
            "unresolved-import",
            argument.at(),
            "another stack exports `" + name.get() + "`; give its value under `imports`");
  }

  private Value included(Node argument, Location at) {
    Mapping macro = argument instanceof Mapping given ? given : new MappingBuilder(at).build();
    if (!(macro.entries().get("Name") instanceof Scalar name)
        || !name.text().equals("AWS::Include")
        || !(macro.entries().get("Parameters") instanceof Mapping parameters)
        || !parameters.entries().containsKey("Location")) {
      return fail(
          "macro-not-supported",
          at,
          "`Fn::Transform` asks for a macro, and only `AWS::Include` with a `Location` is known"
              + " here");
    }
    Node location = Objects.requireNonNull(parameters.entries().get("Location"));
    return text(location, "`Location`")
        .flatMap(file -> scope.included(file, location.at(), this::resolve))
        .orElse(Wrong.REPORTED);
  }

  private Value unknown(String name, Location at) {
    problems.error(
        "unknown-reference",
        at,
        "`" + name + "` is no parameter, resource or pseudo parameter of this template",
        Suggestions.nearest(name, scope.names()));
    return Wrong.REPORTED;
  }

  static Value known(String text, Location at) {
    return new Known(new Scalar(text, Node.Kind.STRING, at));
  }

  /** The function that {@code mapping} calls; empty where it is an object like others. */
  private static Optional<Map.Entry<String, Node>> call(Mapping mapping) {
    if (mapping.entries().size() != 1) {
      return Optional.empty();
    }
    Map.Entry<String, Node> only = mapping.entries().entrySet().iterator().next();
    String key = only.getKey();
    boolean calls = key.startsWith(PREFIX) && !key.startsWith(FOR_EACH);
    return calls || key.equals("Ref") ? Optional.of(only) : Optional.empty();
  }

  private Sequence each(Sequence sequence) {
    List<Node> items = new ArrayList<>(sequence.items().size());
    for (Node item : sequence.items()) {
      node(item).ifPresent(items::add);
    }
    return new Sequence(items, sequence.at());
  }

  private Mapping each(Mapping mapping) {
    Map<String, Node> entries = new LinkedHashMap<>();
    Map<String, Location> keys = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((key, value) -> {
          if (key.startsWith(FOR_EACH)) {
            new Loop(this, mapping.keyAt(key)).expand(value, entries, keys);
          } else if (key.equals(TRANSFORM)) {
            include(value, mapping.keyAt(key), entries, keys);
          } else {
            node(value)
                .ifPresent(node -> {
                  entries.put(key, node);
                  keys.put(key, mapping.keyAt(key));
                });
          }
        });
    return new Mapping(entries, keys, mapping.at());
  }

  /** What is included beside other entries joins them; what stands there already stays. */
  private void include(
      Node value, Location at, Map<String, Node> entries, Map<String, Location> keys) {
    switch (included(value, at)) {
      case Known(Mapping found) ->
          found
              .entries()
              .forEach((key, node) -> {
                entries.putIfAbsent(key, node);
                keys.putIfAbsent(key, found.keyAt(key));
              });
      case Known(Node other) -> wrong(other.at(), "`AWS::Include` beside other entries", "a map");
      case Absent _, Wrong _ -> {}
    }
  }
}
