package io.sallyport.core.pipeline;

import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Response;

/** How a stage speaks to its callers: the wording of refusals and the headers of every response. */
public interface Wording {

  /** The response the caller gets for {@code refusal}, without the headers of {@link #sign}. */
  Response refuse(Exchange exchange, Refusal refusal);

  /** Adds the headers the gateway puts on every response, such as the request id. */
  void sign(Exchange exchange, Response response);
}
