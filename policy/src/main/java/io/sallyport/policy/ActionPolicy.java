package io.sallyport.policy;

import java.util.List;

/**
 * What a policy says about one action. Evaluation without conditions and variables allocates
 * nothing.
 */
public final class ActionPolicy {

  private final Statement[] denying;
  private final Statement[] allowing;

  ActionPolicy(List<Statement> denying, List<Statement> allowing) {
    this.denying = denying.toArray(Statement[]::new);
    this.allowing = allowing.toArray(Statement[]::new);
  }

  /**
   * Whether the action may be done to {@code resource}. An explicit deny outweighs every allow,
   * wherever it stands.
   *
   * @param resource the ARN of what is acted on
   * @param keys asked only by conditions and policy variables
   */
  public Decision decide(String resource, ConditionKeys keys) {
    for (Statement statement : denying) {
      if (statement.applies(resource, keys)) {
        return statement.decision();
      }
    }
    for (Statement statement : allowing) {
      if (statement.applies(resource, keys)) {
        return statement.decision();
      }
    }
    return Decision.IMPLICIT_DENY;
  }
}
