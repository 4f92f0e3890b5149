package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** What names in a template stand for. */
interface Scope {

  /** What {@code Ref} of {@code name} is; empty where there is no such name. */
  Optional<Value> ref(String name, Location at);

  /** What {@code Fn::GetAtt} is; empty where there is no such resource. */
  Optional<Value> attribute(String resource, String attribute, Location at);

  /** The entry of {@code Mappings}; empty where there is none. */
  Optional<Node> mapped(String mapping, String first, String second);

  /** Whether the condition holds; empty where there is no such condition. */
  Optional<Condition> condition(String name, Location at);

  /** What another stack exports; empty where the configuration does not say. */
  Optional<String> imported(String name);

  /**
   * What {@code resolve} makes of the document that {@code AWS::Include} names; empty where there
   * is none, or where it is being included already, which is a problem.
   */
  Optional<Value> included(String location, Location at, Function<Node, Value> resolve);

  /** Names close to {@code name}, for a suggestion. */
  Collection<String> names();

  /** What a condition says. */
  enum Condition {
    HOLDS,
    FAILS;

    static Condition of(boolean holds) {
      return holds ? HOLDS : FAILS;
    }

    Condition negated() {
      return this == HOLDS ? FAILS : HOLDS;
    }
  }
}
