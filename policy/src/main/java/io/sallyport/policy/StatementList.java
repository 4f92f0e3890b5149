package io.sallyport.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements of one effect, in the policy's order. */
final class StatementList {

  /** Up to so many patterns are compared one after the other. */
  private static final int FEW = 24;

  private final Statement[] statements;
  private final @Nullable PatternIndex index;

  StatementList(List<Statement> statements) {
    this.statements = statements.toArray(Statement[]::new);
    int patterns = statements.stream().mapToInt(one -> one.resources().size()).sum();
    this.index = patterns > FEW ? index() : null;
  }

  /** The first statement that applies; null when none does. */
  @Nullable Statement first(String resource, Evaluation evaluation) {
    PatternIndex known = index;
    return known == null
        ? oneByOne(resource, evaluation)
        : among(
            known.named(resource, new long[(statements.length + 63) / 64]), resource, evaluation);
  }

  private @Nullable Statement oneByOne(String resource, Evaluation evaluation) {
    for (Statement statement : statements) {
      if (statement.covers(resource, evaluation) && statement.holds(evaluation)) {
        return statement;
      }
    }
    return null;
  }

  /**
   * @param named a bit for each statement that names the resource, where that is all it takes
   */
  private @Nullable Statement among(long[] named, String resource, Evaluation evaluation) {
    for (int i = 0; i < statements.length; i++) {
      Statement statement = statements[i];
      boolean covers =
          statement.resources().isFixedList()
              ? (named[i >> 6] >>> i & 1) != 0
              : statement.covers(resource, evaluation);
      if (covers && statement.holds(evaluation)) {
        return statement;
      }
    }
    return null;
  }

  private PatternIndex index() {
    PatternIndex.Builder builder = new PatternIndex.Builder();
    for (int i = 0; i < statements.length; i++) {
      if (statements[i].resources().isFixedList()) {
        builder.add(i, statements[i].resources().fixed());
      }
    }
    return builder.build();
  }
}
