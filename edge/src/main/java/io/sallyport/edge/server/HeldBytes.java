package io.sallyport.edge.server;

import io.sallyport.core.message.BodyBudget;
import io.sallyport.edge.wire.Ledger;
import org.jspecify.annotations.Nullable;

/** What one exchange has taken from the budget of held bodies. */
final class HeldBytes implements Ledger {

  private @Nullable BodyBudget budget;
  private long charged;

  @Override
  public boolean charge(BodyBudget from, long bytes) {
    if (!from.reserve(bytes)) {
      return false;
    }
    budget = from;
    charged += bytes;
    return true;
  }

  void release() {
    if (budget != null) {
      budget.release(charged);
      budget = null;
      charged = 0;
    }
  }
}
