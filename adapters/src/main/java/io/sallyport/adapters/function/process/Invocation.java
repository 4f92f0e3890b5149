package io.sallyport.adapters.function.process;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.FunctionCall;
import io.sallyport.core.pipeline.FunctionCall.InvocationType;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.LambdaFunction.Receiver;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call on its way through a function. It is answered once: by whoever comes first of the
 * function, a failure and the caller who gives up.
 */
final class Invocation {

  private static final Logger LOG = LoggerFactory.getLogger(Invocation.class);
  private static final Bytes NOTHING = new Bytes(new byte[0]);

  /** Unguessable, so that only the process that was given the call can answer it. */
  private final String id = UUID.randomUUID().toString();

  private final FunctionCall call;
  private final Receiver receiver;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean finished = new AtomicBoolean();
  private volatile @Nullable Future<?> patience;

  Invocation(FunctionCall call, Receiver receiver) {
    this.call = call;
    this.receiver = receiver;
  }

  /** The id of the call as the function sees it. */
  String id() {
    return id;
  }

  FunctionCall call() {
    return call;
  }

  boolean isEvent() {
    return call.type() == InvocationType.EVENT;
  }

  /** Whether it is still worth running: somebody waits, or it is an event. */
  boolean isWanted() {
    return isEvent() || !answered.get();
  }

  /** Whether the function may still answer it. */
  boolean isOpen() {
    return !finished.get();
  }

  /** It will be run; whoever sent an event need not wait longer. */
  void accepted() {
    if (isEvent() && answer()) {
      tell(() -> receiver.returned(new FunctionResult(202, NOTHING, null, id)));
    }
  }

  /** The function's answer; the error as {@code X-Amz-Function-Error} has it, or null. */
  void returned(byte[] payload, @Nullable String error) {
    finished.set(true);
    if (answer()) {
      tell(() -> receiver.returned(new FunctionResult(200, new Bytes(payload), error, id)));
    }
  }

  void failed(FunctionFailure failure) {
    finished.set(true);
    if (answer()) {
      tell(() -> receiver.failed(failure));
    }
  }

  /** Nobody waits any more. What runs runs on, as on AWS. */
  void outwaited(FunctionFailure failure) {
    if (answer()) {
      tell(() -> receiver.failed(failure));
    }
  }

  void abandon() {
    answer();
  }

  /** Has {@code timer} stopped when the answer is there. */
  void timer(Future<?> timer) {
    patience = timer;
    if (answered.get()) {
      timer.cancel(false);
    }
  }

  private boolean answer() {
    if (!answered.compareAndSet(false, true)) {
      return false;
    }
    Future<?> timer = patience;
    if (timer != null) {
      timer.cancel(false);
    }
    return true;
  }

  private static void tell(Runnable receiver) {
    try {
      receiver.run();
    } catch (RuntimeException e) {
      LOG.error("a receiver of a function's result failed", e);
    }
  }
}
