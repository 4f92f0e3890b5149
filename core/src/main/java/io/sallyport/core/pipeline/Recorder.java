package io.sallyport.core.pipeline;

import io.sallyport.core.message.Response;

/** Gets exactly one record of every request that arrived. Called on the loop; never blocks. */
@FunctionalInterface
public interface Recorder {

  /** The request has its route, and nothing of it has run. */
  default void selected(Exchange exchange) {}

  /** The route's authorizer has let the request pass. */
  default void identified(Exchange exchange) {}

  /** The response is about to go to the caller; the exchange knows whether it is a refusal. */
  default void answered(Exchange exchange, Response response) {}

  void record(ExchangeRecord record);
}
