package io.sallyport.core.pipeline;

import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Verdict;

/**
 * One thing that can stop a request on its way to the integration. Which kind it is says whether it
 * may wait; the driver alone acts on that.
 */
public sealed interface Step {

  /** The largest body this step holds, in bytes; 0 when it needs none. */
  default int holds() {
    return 0;
  }

  /** Guards the API before the caller is known. Answers at once. */
  non-sealed interface Protection extends Step {
    Verdict protect(Exchange exchange);
  }

  /** Finds out who the caller is. May have to wait. */
  non-sealed interface Authorizer extends Step {
    Outcome<Verdict> identify(Exchange exchange);
  }

  /** Checks the request of a known caller: keys, throttles, validation. Answers at once. */
  non-sealed interface Check extends Step {
    Verdict check(Exchange exchange);
  }

  /** Shapes the request for the integration. Answers at once. */
  non-sealed interface Mapping extends Step {
    Verdict shape(Exchange exchange);
  }
}
