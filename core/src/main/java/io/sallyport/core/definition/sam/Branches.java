package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a part of a document is, which may depend on conditions. */
final class Branches {

  private static final String IF = "Fn::If";

  private Branches() {}

  /**
   * Works on a mapping, or on every branch of an {@code Fn::If} that stands in its place; what is
   * another function, or no mapping, stays as it is. Empty, with a problem, where the work or the
   * function is wrong.
   */
  static Optional<Node> each(
      Node node, SamProblems problems, Function<Mapping, Optional<? extends Node>> work) {
    if (!(node instanceof Mapping mapping)) {
      return Optional.of(node);
    }
    if (!mapping.entries().containsKey(IF)) {
      return Snippets.isFunction(mapping)
          ? Optional.of(mapping)
          : work.apply(mapping).map(Node.class::cast);
    }
    if (!(mapping.entries().get(IF) instanceof Sequence parts) || parts.items().size() != 3) {
      problems.structure(mapping.keyAt(IF), "Value of Fn::If must be a list.");
      return Optional.empty();
    }
    Optional<Node> then = each(parts.items().get(1), problems, work);
    Optional<Node> otherwise = each(parts.items().get(2), problems, work);
    if (then.isEmpty() || otherwise.isEmpty()) {
      return Optional.empty();
    }
    Node all =
        new Sequence(List.of(parts.items().getFirst(), then.get(), otherwise.get()), parts.at());
    return Optional.of(Snippets.entry(IF, all, mapping.at()));
  }
}
