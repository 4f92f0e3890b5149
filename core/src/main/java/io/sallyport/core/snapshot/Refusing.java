package io.sallyport.core.snapshot;

import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Step;

/** Refuses every request in the same way: the one step of most synthetic routes. */
public record Refusing(Refusal refusal) implements Step.Protection {

  @Override
  public Verdict protect(Exchange exchange) {
    return refusal;
  }
}
