package io.sallyport.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement, compiled. It applies where its actions, its resources and all its conditions do. */
final class Statement {

  private final Effect effect;
  private final Actions actions;
  private final Resources resources;
  private final Condition[] conditions;
  private final Decision decision;

  Statement(
      int index,
      @Nullable String sid,
      Effect effect,
      Actions actions,
      Resources resources,
      List<Condition> conditions) {
    this.effect = effect;
    this.actions = actions;
    this.resources = resources;
    this.conditions = conditions.toArray(Condition[]::new);
    this.decision =
        new Decision(
            switch (effect) {
              case ALLOW -> Decision.Verdict.ALLOW;
              case DENY -> Decision.Verdict.EXPLICIT_DENY;
            },
            index,
            sid);
  }

  Effect effect() {
    return effect;
  }

  /** The decision of a request that this statement applies to. */
  Decision decision() {
    return decision;
  }

  /** Whether it is about {@code action}, which is in lower case. */
  boolean covers(String action) {
    return actions.cover(action);
  }

  Resources resources() {
    return resources;
  }

  /** Whether it is about {@code resource}. */
  boolean covers(String resource, ConditionKeys keys) {
    return resources.cover(resource, keys, effect);
  }

  /** Whether what it says depends on more of a request than its resource. */
  boolean asks() {
    return conditions.length > 0 || resources.hasVariables();
  }

  /** Whether all its conditions hold. */
  boolean holds(Evaluation evaluation) {
    for (Condition condition : conditions) {
      if (!condition.holds(evaluation)) {
        return false;
      }
    }
    return true;
  }
}
