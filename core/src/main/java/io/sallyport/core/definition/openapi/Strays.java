package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds in a whole document what stands where no reader looks. */
final class Strays {

  private static final Set<String> FREE_FORM =
      Set.of(
          "example",
          "examples",
          "default",
          "enum",
          "pathItems",
          "x-amazon-apigateway-documentation",
          "x-amazon-apigateway-policy");

  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The refusal of a document with CloudFormation functions in it, which nothing resolves. */
  Optional<Problem> cloudFormation(Node root) {
    List<Location> found = new ArrayList<>();
    List<String> names = new ArrayList<>();
    collectFunctions(root, found, names);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String others = found.size() == 1 ? "" : ", one of `" + found.size() + "` in this document";
    return Optional.of(
        Problem.error(
            "cloudformation-function-not-supported",
            found.getFirst(),
            "`"
                + names.getFirst()
                + "` is a CloudFormation function"
                + others
                + "; functions are not resolved in OpenAPI documents yet"));
  }

  /** Adds a problem for each extension of AWS's in an object that was not held to the table. */
  void misplaced(Node node, Reading reading) {
    if (node instanceof Scalar || reading.properties().isPassedOver(node) || !seen.add(node)) {
      return;
    }
    switch (node) {
      case Mapping mapping ->
          mapping.entries().forEach((key, value) -> misplaced(mapping, key, value, reading));
      case Sequence sequence -> sequence.items().forEach(item -> misplaced(item, reading));
      case Scalar _ -> {}
    }
  }

  private void misplaced(Mapping mapping, String key, Node value, Reading reading) {
    if (key.startsWith(PropertyCheck.AWS_EXTENSION) && !reading.properties().isChecked(mapping)) {
      Location at = mapping.keyAt(key);
      reading.nodes().problems().add(PropertyCheck.stray(key, "this object", at));
    }
    if (!FREE_FORM.contains(key)) {
      misplaced(value, reading);
    }
  }

  private void collectFunctions(Node node, List<Location> found, List<String> names) {
    if (node instanceof Scalar || !seen.add(node)) {
      return;
    }
    switch (node) {
      case Mapping mapping -> {
        for (var entry : mapping.entries().entrySet()) {
          if (isFunction(mapping, entry.getKey(), entry.getValue())) {
            found.add(mapping.keyAt(entry.getKey()));
            names.add(entry.getKey());
          } else if (!FREE_FORM.contains(entry.getKey())) {
            collectFunctions(entry.getValue(), found, names);
          }
        }
      }
      case Sequence sequence ->
          sequence.items().forEach(item -> collectFunctions(item, found, names));
      case Scalar _ -> {}
    }
  }

  private static boolean isFunction(Mapping mapping, String key, Node value) {
    if (mapping.entries().size() != 1) {
      return key.equals("Fn::Transform");
    }
    return key.startsWith("Fn::")
        || (key.equals("Ref") && value instanceof Scalar scalar && scalar.kind() == Kind.STRING);
  }
}
