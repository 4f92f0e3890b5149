package io.sallyport.policy;

import java.util.List;

/**
 * One key of one operator of a condition block. See the IAM user guide, "Condition operators" and
 * "Multivalued context keys".
 */
sealed interface Condition {

  boolean holds(Evaluation evaluation);

  /** Whether an operator asks for a match or for none. */
  enum Sense {
    POSITIVE,
    NEGATED
  }

  /** Which of a request's values an operator asks about. */
  enum Scope {
    /** No set operator: some value for an operator, none for its negation. */
    SOME,
    FOR_ALL_VALUES,
    FOR_ANY_VALUE
  }

  /** What a condition says of a request without its key. */
  enum Missing {
    /** As the operator would have it. */
    AS_THE_OPERATOR,
    /** {@code IfExists}: it holds. */
    HOLDS
  }

  /** {@code Null}: whether the key is there. */
  record Existence(String key, boolean absent, boolean present) implements Condition {

    @Override
    public boolean holds(Evaluation evaluation) {
      return evaluation.values(key).isEmpty() ? absent : present;
    }
  }

  /** Every other operator. */
  record Comparing(
      String key, Sense sense, Scope scope, Missing missing, List<Comparison> comparisons)
      implements Condition {

    public Comparing {
      comparisons = List.copyOf(comparisons);
    }

    @Override
    public boolean holds(Evaluation evaluation) {
      List<String> values = evaluation.values(key);
      if (values.isEmpty()) {
        return holdsWithout();
      }
      boolean negated = sense == Sense.NEGATED;
      return switch (scope) {
        case SOME -> finds(values, true, evaluation) != negated;
        case FOR_ANY_VALUE -> finds(values, !negated, evaluation);
        case FOR_ALL_VALUES -> !finds(values, negated, evaluation);
      };
    }

    /** Whether one of {@code values} matches, or does not. */
    private boolean finds(List<String> values, boolean matching, Evaluation evaluation) {
      for (int i = 0; i < values.size(); i++) {
        if (matches(values.get(i), evaluation) == matching) {
          return true;
        }
      }
      return false;
    }

    /** INVARIANT: a deny with a negated operator denies whoever has no such key. */
    private boolean holdsWithout() {
      if (missing == Missing.HOLDS) {
        return true;
      }
      return switch (scope) {
        case SOME -> sense == Sense.NEGATED;
        case FOR_ALL_VALUES -> true;
        case FOR_ANY_VALUE -> false;
      };
    }

    private boolean matches(String value, Evaluation evaluation) {
      for (Comparison comparison : comparisons) {
        if (comparison.matches(value, evaluation)) {
          return true;
        }
      }
      return false;
    }
  }
}
