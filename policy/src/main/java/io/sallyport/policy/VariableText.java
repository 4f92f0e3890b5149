package io.sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text with policy variables in it: <code>${aws:username}</code>, <code>${key, 'default'}</code>,
 * and <code>${*}</code>, <code>${?}</code>, <code>${$}</code> for the characters themselves. See
 * the IAM user guide, "Policy variables".
 */
final class VariableText {

  private final List<Piece> pieces;

  private VariableText(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /** Whether a policy has variables, by its version. */
  enum Dialect {
    VARIABLES,
    /** <code>${…}</code> is text like any other. */
    LITERAL
  }

  private sealed interface Piece {}

  /** Text in which wildcards may stand. */
  private record Plain(String text) implements Piece {}

  /** A character that stands for itself. */
  private record Escaped(String character) implements Piece {}

  private record Variable(String key, @Nullable String otherwise) implements Piece {}

  static VariableText parse(Text text, Dialect dialect) throws InvalidPolicy {
    String value = text.value();
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    while (dialect == Dialect.VARIABLES) {
      int start = value.indexOf("${", from);
      if (start < 0) {
        break;
      }
      int end = value.indexOf('}', start);
      if (end < 0) {
        throw text.invalid("the variable in `" + value + "` has no end, expected `}`");
      }
      plain(pieces, value.substring(from, start));
      pieces.add(piece(value.substring(start + 2, end).strip(), text));
      from = end + 1;
    }
    plain(pieces, value.substring(from));
    return new VariableText(pieces);
  }

  /** Whether it is the same for every request. */
  boolean isFixed() {
    return pieces.stream().noneMatch(Variable.class::isInstance);
  }

  /** The pattern with every variable's value in its place, or null where one has none. */
  @Nullable GlobText resolve(ConditionKeys keys) {
    GlobText resolved = new GlobText();
    for (Piece piece : pieces) {
      switch (piece) {
        case Plain(String text) -> resolved.wild(text);
        case Escaped(String character) -> resolved.value(character);
        case Variable variable -> {
          String value = value(variable, keys);
          if (value == null) {
            return null;
          }
          resolved.value(value);
        }
      }
    }
    return resolved;
  }

  /** The text with every variable's value in its place, or null where one has none. */
  @Nullable String text(ConditionKeys keys) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      String value =
          switch (piece) {
            case Plain(String plain) -> plain;
            case Escaped(String character) -> character;
            case Variable variable -> value(variable, keys);
          };
      if (value == null) {
        return null;
      }
      text.append(value);
    }
    return text.toString();
  }

  private static @Nullable String value(Variable variable, ConditionKeys keys) {
    List<String> values = keys.values(variable.key());
    // A key with several values names nobody.
    return values.size() == 1 ? values.getFirst() : variable.otherwise();
  }

  private static void plain(List<Piece> pieces, String text) {
    if (!text.isEmpty()) {
      pieces.add(new Plain(text));
    }
  }

  private static Piece piece(String inside, Text text) throws InvalidPolicy {
    if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
      return new Escaped(inside);
    }
    int comma = inside.indexOf(',');
    String key = (comma < 0 ? inside : inside.substring(0, comma)).strip();
    if (key.isEmpty() || key.indexOf('$') >= 0 || key.indexOf('\'') >= 0) {
      throw text.invalid("`${" + inside + "}` is no variable, expected `${key}`");
    }
    return new Variable(
        key.toLowerCase(Locale.ROOT),
        comma < 0 ? null : otherwise(inside.substring(comma + 1).strip(), text));
  }

  private static String otherwise(String quoted, Text text) throws InvalidPolicy {
    if (quoted.length() < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) {
      throw text.invalid("the default `" + quoted + "` of a variable is not in single quotes");
    }
    return quoted.substring(1, quoted.length() - 1);
  }
}
