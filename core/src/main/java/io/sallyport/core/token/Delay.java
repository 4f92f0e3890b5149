package io.sallyport.core.token;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Does things later. */
@FunctionalInterface
public interface Delay {

  /** By the platform's timer, on its common pool. */
  Delay SYSTEM =
      (nanos, task) -> CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS).execute(task);

  /** Runs {@code task} after {@code nanos}, on any thread. */
  void after(long nanos, Runnable task);
}
