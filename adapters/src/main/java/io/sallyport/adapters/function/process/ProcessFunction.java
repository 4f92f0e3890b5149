package io.sallyport.adapters.function.process;

import io.sallyport.core.pipeline.FunctionCall;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionFailure.Kind;
import io.sallyport.core.pipeline.LambdaFunction;

/** A function that runs as processes of this machine. */
public final class ProcessFunction implements LambdaFunction {

  /** Bytes of an event that somebody waits for. */
  private static final int MAX_REQUEST = 6 * 1024 * 1024;

  /** Bytes of an event that is handled later. */
  private static final int MAX_EVENT = 256 * 1024;

  private final Pool pool;

  ProcessFunction(Pool pool) {
    this.pool = pool;
  }

  /** Everything is done on a virtual thread: event loops neither wait nor take the pool's lock. */
  @Override
  public Runnable invoke(FunctionCall call, Receiver receiver) {
    Invocation invocation = new Invocation(call, receiver);
    int max = invocation.isEvent() ? MAX_EVENT : MAX_REQUEST;
    if (call.payload().array().length > max) {
      invocation.failed(
          new FunctionFailure(Kind.TOO_LARGE, "the event is longer than " + max + " bytes"));
      return () -> {};
    }
    Thread.ofVirtual().name("function-call").start(() -> pool.submit(invocation));
    return () -> {
      invocation.abandon();
      Thread.ofVirtual().name("function-call").start(() -> pool.forget(invocation));
    };
  }
}
