package io.sallyport.core.pipeline;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.Refusal;

/** The port through which integrations reach HTTP endpoints; the edge implements it. */
public interface Upstream {

  /**
   * Sends {@code request} and calls {@code receiver} exactly once on the loop of {@code exchange},
   * possibly before this method returns. May be called by whoever has the exchange to itself.
   *
   * @return stops the call, on the loop; idempotent, and silent: the receiver is not called
   *     afterwards
   */
  Runnable send(UpstreamRequest request, Exchange exchange, Receiver receiver);

  /** Gets the head of the answer, or the reason there is none. */
  interface Receiver {

    /** The answer's head has arrived; its body follows as it is read. */
    void answered(int status, Headers headers, Body body);

    /** There will be no answer, and it is the endpoint's or the network's fault. */
    void failed(UpstreamFailure failure);

    /** There will be no answer: the caller's body ended early, is malformed or too long. */
    void refused(Refusal refusal);
  }
}
