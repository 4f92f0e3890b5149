package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.cloudformation.Scope.Condition;
import io.sallyport.core.definition.cloudformation.Value.Wrong;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import java.util.List;
import java.util.Optional;

/** Functions of conditions. See the CloudFormation guide, "Condition functions". */
final class ConditionFunctions {

  private static final String IF = "Fn::If";
  private static final int MOST = 10;

  private final Functions functions;

  ConditionFunctions(Functions functions) {
    this.functions = functions;
  }

  /** The second or the third of three arguments; only the one that counts is resolved. */
  Value choose(Node argument) {
    Optional<List<Node>> arguments = functions.arguments(IF, argument, 3, 3);
    if (arguments.isEmpty()) {
      return Wrong.REPORTED;
    }
    if (!(arguments.get().getFirst() instanceof Scalar name)) {
      return functions.wrong(
          arguments.get().getFirst().at(), "`" + IF + "`", "the name of a condition first");
    }
    return switch (named(name).orElse(null)) {
      case HOLDS -> functions.resolve(arguments.get().get(1));
      case FAILS -> functions.resolve(arguments.get().get(2));
      case null -> Wrong.REPORTED;
    };
  }

  /** Whether a condition as it is defined holds; empty where that is a problem. */
  Optional<Condition> evaluate(Node node) {
    if (!(node instanceof Mapping mapping) || mapping.entries().size() != 1) {
      functions.wrong(node.at(), "a condition", "one condition function");
      return Optional.empty();
    }
    String function = mapping.entries().keySet().iterator().next();
    Node argument = mapping.entries().values().iterator().next();
    return switch (function) {
      case "Condition" -> reference(argument);
      case "Fn::Equals" -> equal(argument);
      case "Fn::Not" ->
          functions
              .arguments(function, argument, 1, 1)
              .flatMap(one -> evaluate(one.getFirst()))
              .map(Condition::negated);
      case "Fn::And" -> all(function, argument, Condition.HOLDS);
      case "Fn::Or" -> all(function, argument, Condition.FAILS);
      default -> {
        functions.fail(
            "unknown-function",
            mapping.keyAt(function),
            "`" + function + "` is not a condition function");
        yield Optional.empty();
      }
    };
  }

  private Optional<Condition> reference(Node argument) {
    if (argument instanceof Scalar name) {
      return named(name);
    }
    functions.wrong(argument.at(), "`Condition`", "the name of a condition");
    return Optional.empty();
  }

  private Optional<Condition> named(Scalar name) {
    Optional<Condition> condition = functions.scope().condition(name.text(), name.at());
    if (condition.isEmpty()) {
      functions.fail(
          "unknown-condition",
          name.at(),
          "there is no usable condition `" + name.text() + "` in this template");
    }
    return condition;
  }

  private Optional<Condition> equal(Node argument) {
    Optional<List<Node>> arguments = functions.arguments("Fn::Equals", argument, 2, 2);
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    Optional<Node> left = functions.node(arguments.get().getFirst());
    Optional<Node> right = functions.node(arguments.get().getLast());
    return left.isPresent() && right.isPresent()
        ? Optional.of(Condition.of(JsonText.of(left.get()).equals(JsonText.of(right.get()))))
        : Optional.empty();
  }

  /** {@code unless} is what every argument must be for the whole to be it. */
  private Optional<Condition> all(String function, Node argument, Condition unless) {
    Optional<List<Node>> arguments = functions.arguments(function, argument, 2, MOST);
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    Condition found = unless;
    for (Node one : arguments.get()) {
      Optional<Condition> condition = evaluate(one);
      if (condition.isEmpty()) {
        return Optional.empty();
      }
      if (condition.get() != unless) {
        found = unless.negated();
      }
    }
    return Optional.of(found);
  }
}
