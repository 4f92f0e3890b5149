package io.sallyport.edge.wire;

import io.sallyport.core.message.BodyBudget;

/** Keeps account of the memory one exchange has taken from the budget, and gives it back. */
@FunctionalInterface
public interface Ledger {

  /** Takes {@code bytes} from {@code budget} until the exchange ends; false when there are none. */
  boolean charge(BodyBudget budget, long bytes);
}
