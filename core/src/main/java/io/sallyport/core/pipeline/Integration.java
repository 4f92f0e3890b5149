package io.sallyport.core.pipeline;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Outcome;

/** What stands behind a route and makes its response. */
public interface Integration {

  /** The largest request body the integration needs in memory, in bytes; 0 when it streams. */
  default int holds() {
    return 0;
  }

  /** Makes the response, now or later. Called once for each exchange, on its loop. */
  Outcome<Answer> integrate(Exchange exchange);
}
