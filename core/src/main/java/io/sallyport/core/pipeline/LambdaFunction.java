package io.sallyport.core.pipeline;

/** A Lambda function that can be called, as AWS's Invoke operation calls it. */
public interface LambdaFunction {

  /**
   * Calls the function and {@code receiver} exactly once, on any thread, possibly before this
   * method returns. Never blocks.
   *
   * @return stops waiting; idempotent, and silent: the receiver is not called afterwards
   */
  Runnable invoke(FunctionCall call, Receiver receiver);

  /**
   * Does what {@link #invoke(FunctionCall, Receiver)} does, for a request. Who only watches the
   * call learns from it what the call is for; to the function it makes no difference.
   *
   * @param exchange the request that makes the call; others may wait for the same result
   */
  default Runnable invoke(FunctionCall call, Role role, Exchange exchange, Receiver receiver) {
    return invoke(call, receiver);
  }

  /** What a function is called for. */
  enum Role {
    INTEGRATION,
    AUTHORIZER
  }

  /** Gets the result of a call, or the reason there is none. */
  interface Receiver {

    /** The function has answered, be it with an error of its own. */
    void returned(FunctionResult result);

    /** The function was not called, or did not answer. */
    void failed(FunctionFailure failure);
  }
}
