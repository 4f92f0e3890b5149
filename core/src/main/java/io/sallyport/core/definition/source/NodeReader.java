package io.sallyport.core.definition.source;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.language.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes nodes as the type that was expected. Each method adds a {@code wrong-type} or {@code
 * wrong-value} problem and answers empty where a node is something else.
 */
public final class NodeReader {

  private final Problems problems;

  public NodeReader(Problems problems) {
    this.problems = problems;
  }

  public Optional<Mapping> mapping(Node node) {
    if (node instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    return wrongType(node, "a mapping");
  }

  public Optional<Sequence> sequence(Node node) {
    if (node instanceof Sequence sequence) {
      return Optional.of(sequence);
    }
    return wrongType(node, "a sequence");
  }

  /** Text, quoted or not: {@code 200} and {@code true} are taken as they are written. */
  public Optional<String> text(Node node) {
    if (node instanceof Scalar scalar && scalar.kind() != Kind.NULL) {
      return Optional.of(scalar.text());
    }
    return wrongType(node, "text");
  }

  /** Every item of a sequence as text. */
  public Optional<List<String>> texts(Node node) {
    Optional<Sequence> sequence = sequence(node);
    if (sequence.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    sequence.get().items().forEach(item -> text(item).ifPresent(texts::add));
    return texts.size() == sequence.get().items().size() ? Optional.of(texts) : Optional.empty();
  }

  /** A whole number from {@code min} to {@code max}; it may be quoted, as exports of AWS's are. */
  public OptionalLong integer(Node node, long min, long max) {
    if (!(node instanceof Scalar scalar)
        || scalar.kind() == Kind.NULL
        || scalar.kind() == Kind.BOOLEAN
        || !scalar.text().matches("[-+]?[0-9]{1,18}")) {
      wrongType(node, "a whole number");
      return OptionalLong.empty();
    }
    long value = Long.parseLong(scalar.text());
    if (value < min || value > max) {
      wrongValue(node, "expected a whole number from `" + min + "` to `" + max + "`");
      return OptionalLong.empty();
    }
    return OptionalLong.of(value);
  }

  /** {@code true} or {@code false}, which may be quoted; {@code yes} and {@code on} are refused. */
  public Optional<Boolean> truth(Node node) {
    if (node instanceof Scalar scalar && scalar.kind() != Kind.NULL) {
      String text = scalar.text().toLowerCase(Locale.ROOT);
      if (text.equals("true") || text.equals("false")) {
        return Optional.of(text.equals("true"));
      }
    }
    return wrongType(node, "`true` or `false`");
  }

  /** One of {@code known}, letter case aside; answers it as it stands in {@code known}. */
  public Optional<String> choice(Node node, Collection<String> known) {
    Optional<String> text = text(node);
    if (text.isEmpty()) {
      return text;
    }
    Optional<String> chosen =
        known.stream().filter(name -> name.equalsIgnoreCase(text.get())).findFirst();
    if (chosen.isEmpty()) {
      problems.error(
          "wrong-value",
          node.at(),
          shown(node) + " is not known, expected one of " + listed(known),
          Suggestions.nearest(text.get(), known));
    }
    return chosen;
  }

  /** Adds an {@code unknown-property} problem for each key that is not {@code known}. */
  public void onlyKnown(Mapping mapping, Collection<String> known, String what) {
    for (String key : mapping.entries().keySet()) {
      if (!known.contains(key)) {
        unknown(key, mapping.keyAt(key), known, what);
      }
    }
  }

  /** Adds the problem that {@code key} is no property of {@code what}. */
  public void unknown(String key, Location at, Collection<String> known, String what) {
    problems.error(
        "unknown-property",
        at,
        "`" + key + "` is not a property of " + what,
        Suggestions.nearest(key, known));
  }

  /** Adds the problem that a node's value will not do. */
  public void wrongValue(Node node, String expected) {
    problems.error("wrong-value", node.at(), shown(node) + " will not do, " + expected);
  }

  public void error(String id, Location at, String message) {
    problems.error(id, at, message);
  }

  public Problems problems() {
    return problems;
  }

  private <T> Optional<T> wrongType(Node node, String expected) {
    problems.error("wrong-type", node.at(), "expected " + expected + ", found " + shown(node));
    return Optional.empty();
  }

  /** A node as a message shows it: a scalar's text, or what kind of collection it is. */
  public static String shown(Node node) {
    return switch (node) {
      case Mapping _ -> "a mapping";
      case Sequence _ -> "a sequence";
      case Scalar scalar when scalar.kind() == Kind.NULL -> "nothing";
      case Scalar scalar -> "`" + shortened(scalar.text()) + "`";
    };
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() > 100 ? line.substring(0, 100) + "…" : line;
  }

  private static String listed(Collection<String> known) {
    return "`" + String.join("`, `", known) + "`";
  }
}
