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

  /** Gets the result of a call, or the reason there is none. */
  interface Receiver {

    /** The function has answered, be it with an error of its own. */
    void returned(FunctionResult result);

    /** The function was not called, or did not answer. */
    void failed(FunctionFailure failure);
  }
}
