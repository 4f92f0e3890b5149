package io.sallyport.adapters.function.process;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The starts of one function's processes: how many are under way, and how long to wait after ones
 * that failed, so that a function which crashes at its start does not keep the machine busy.
 * Confined to the pool's lock.
 */
final class Starts {

  /** Processes that start at a time: more would only slow each other down. */
  static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final int MAX_DOUBLINGS = 7;

  private int running;
  private int failures;
  private long pauseEnds;
  private @Nullable Consumer<Invocation> failure;

  int running() {
    return running;
  }

  void begin() {
    running++;
  }

  /** One is over, whichever way. */
  void ended() {
    running--;
  }

  void succeeded() {
    ended();
    forget();
  }

  /** One failed; until a pause is over, what it said is the answer to further invocations. */
  void failed(Consumer<Invocation> answer) {
    long pause = FIRST_PAUSE.toNanos() << Math.min(failures, MAX_DOUBLINGS);
    failures++;
    pauseEnds = System.nanoTime() + pause;
    failure = answer;
  }

  /** What went before says nothing about the next. */
  void forget() {
    failures = 0;
    failure = null;
  }

  /** How invocations are answered during a pause; null while there is none. */
  @Nullable Consumer<Invocation> failure() {
    return failure != null && System.nanoTime() - pauseEnds < 0 ? failure : null;
  }
}
