package io.sallyport.policy;

import java.util.List;

/**
 * One key of one operator of a condition block. See the IAM user guide, "Condition operators" and
 * "Multivalued context keys".
 */
sealed interface Condition {

  boolean holds(ConditionKeys keys);

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
    public boolean holds(ConditionKeys keys) {
      return keys.values(key).isEmpty() ? absent : present;
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
    public boolean holds(ConditionKeys keys) {
      List<String> values = keys.values(key);
      if (values.isEmpty()) {
        return holdsWithout();
      }
      boolean negated = sense == Sense.NEGATED;
      return switch (scope) {
        case SOME -> values.stream().anyMatch(value -> matches(value, keys)) != negated;
        case FOR_ALL_VALUES -> values.stream().allMatch(value -> matches(value, keys) != negated);
        case FOR_ANY_VALUE -> values.stream().anyMatch(value -> matches(value, keys) != negated);
      };
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

    private boolean matches(String value, ConditionKeys keys) {
      for (Comparison comparison : comparisons) {
        if (comparison.matches(value, keys)) {
          return true;
        }
      }
      return false;
    }
  }
}
