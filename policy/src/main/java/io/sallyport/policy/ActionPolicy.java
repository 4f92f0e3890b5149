package io.sallyport.policy;

import java.util.List;

/**
 * What a policy says about one action. Evaluation of few patterns without conditions and variables
 * allocates nothing; many take little longer than few.
 */
public final class ActionPolicy {

  /** For statements that never ask. */
  private static final Evaluation UNASKED = new Evaluation(ConditionKeys.NONE);

  private final StatementList denying;
  private final StatementList allowing;
  private final boolean asks;

  ActionPolicy(List<Statement> denying, List<Statement> allowing) {
    this.denying = new StatementList(denying);
    this.allowing = new StatementList(allowing);
    this.asks =
        denying.stream().anyMatch(Statement::asks) || allowing.stream().anyMatch(Statement::asks);
  }

  /**
   * Whether the action may be done to {@code resource}. An explicit deny outweighs every allow,
   * wherever it stands.
   *
   * @param resource the ARN of what is acted on
   * @param keys asked only by conditions and policy variables
   */
  public Decision decide(String resource, ConditionKeys keys) {
    Evaluation evaluation = asks ? new Evaluation(keys) : UNASKED;
    Statement denies = denying.first(resource, evaluation);
    if (denies != null) {
      return denies.decision();
    }
    Statement allows = allowing.first(resource, evaluation);
    return allows == null ? Decision.IMPLICIT_DENY : allows.decision();
  }
}
