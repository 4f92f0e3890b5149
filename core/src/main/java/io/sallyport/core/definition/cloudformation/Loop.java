package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.cloudformation.Value.Known;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code Fn::ForEach}: entries that are written once and stand for many. */
final class Loop {

  private final Functions functions;
  private final Location at;

  Loop(Functions functions, Location at) {
    this.functions = functions;
    this.at = at;
  }

  /** Adds what the loop stands for to {@code entries} and {@code keys}. */
  void expand(Node argument, Map<String, Node> entries, Map<String, Location> keys) {
    Optional<List<Node>> arguments = functions.arguments("Fn::ForEach", argument, 3, 3);
    if (arguments.isEmpty()) {
      return;
    }
    if (!(arguments.get().getFirst() instanceof Scalar name)
        || !(arguments.get().getLast() instanceof Mapping body)) {
      functions.wrong(
          argument.at(), "`Fn::ForEach`", "a name, a list of texts and what stands for each");
      return;
    }
    Optional<List<Node>> items = functions.list(arguments.get().get(1), "`Fn::ForEach`");
    if (items.isEmpty()) {
      return;
    }
    for (Node item : items.get()) {
      functions
          .text(item, "`Fn::ForEach`")
          .ifPresent(value -> add(name.text(), value, body, entries, keys));
    }
  }

  private void add(
      String name,
      String value,
      Mapping body,
      Map<String, Node> entries,
      Map<String, Location> keys) {
    Functions inside = functions.with(name, value);
    if (inside.resolve(body) instanceof Known(Mapping resolved)) {
      resolved
          .entries()
          .forEach((key, node) -> {
            String written = key.replace("${" + name + "}", value);
            if (entries.containsKey(written)) {
              functions.fail(
                  "duplicate-key", at, "the loop makes `" + written + "`, which is there already");
            }
            entries.put(written, node);
            keys.put(written, resolved.keyAt(key));
          });
    }
  }

  /** A scope with the loop's name in it. */
  record Within(Scope outer, String name, String value) implements Scope {

    @Override
    public Optional<Value> ref(String asked, Location at) {
      return asked.equals(name) ? Optional.of(Functions.known(value, at)) : outer.ref(asked, at);
    }

    @Override
    public Optional<Value> attribute(String resource, String attribute, Location at) {
      return outer.attribute(resource.replace("${" + name + "}", value), attribute, at);
    }

    @Override
    public Optional<Node> mapped(String mapping, String first, String second) {
      return outer.mapped(mapping, first, second);
    }

    @Override
    public Optional<Condition> condition(String asked, Location at) {
      return outer.condition(asked.replace("${" + name + "}", value), at);
    }

    @Override
    public Optional<String> imported(String asked) {
      return outer.imported(asked);
    }

    @Override
    public Optional<Value> included(String location, Location at, Function<Node, Value> resolve) {
      return outer.included(location, at, resolve);
    }

    @Override
    public Collection<String> names() {
      return outer.names();
    }
  }
}
