package io.sallyport.policy;

import java.util.List;

/** {@code Resource} or {@code NotResource}. */
final class Resources {

  private final ArnPattern[] fixed;
  private final VariableText[] variable;
  private final Listed listed;

  /**
   * @param variable patterns with policy variables in them
   */
  Resources(List<ArnPattern> fixed, List<VariableText> variable, Listed listed) {
    this.fixed = fixed.toArray(ArnPattern[]::new);
    this.variable = variable.toArray(VariableText[]::new);
    this.listed = listed;
  }

  /** The patterns without variables. */
  List<ArnPattern> fixed() {
    return List.of(fixed);
  }

  /** The number of patterns. */
  int size() {
    return fixed.length + variable.length;
  }

  boolean hasVariables() {
    return variable.length > 0;
  }

  /** Whether it covers what one of {@link #fixed} matches, and nothing else. */
  boolean isFixedList() {
    return !hasVariables() && listed == Listed.MEANT;
  }

  boolean cover(String resource, ConditionKeys keys, Effect effect) {
    for (ArnPattern pattern : fixed) {
      if (pattern.matches(resource)) {
        return listed == Listed.MEANT;
      }
    }
    for (VariableText text : variable) {
      GlobText resolved = text.resolve(keys);
      if (resolved == null) {
        // A variable without a value matches nothing. What is excluded is then unknown: nothing is
        // allowed beyond it and everything denied.
        if (listed == Listed.EXCLUDED) {
          return effect == Effect.DENY;
        }
      } else if (ArnPattern.of(resolved).matches(resource)) {
        return listed == Listed.MEANT;
      }
    }
    return listed == Listed.EXCLUDED;
  }
}
