package io.sallyport.core.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value that is still being made. Completed at most once, from any thread; its one waiter is
 * called on the completing thread and hops to the exchange's loop by itself.
 *
 * <p>State moves from null to either the value, the waiter or {@link Over}, and from the waiter to
 * either of the other two; each move is one compare-and-set, so that completion and cancellation
 * cannot both win.
 */
public abstract non-sealed class Later<T> implements Outcome<T> {

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Later.class, "state", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // read and written through STATE
  private volatile @Nullable Object state;

  private final long timeoutNanos;

  protected Later(long timeoutNanos) {
    this.timeoutNanos = timeoutNanos;
  }

  /** How long the driver waits before it takes {@link #expired()} instead, in nanoseconds. */
  public final long timeoutNanos() {
    return timeoutNanos;
  }

  /** The value that stands in when the time is over. */
  protected abstract T expired();

  /** Stops the work; called once, when nobody wants the value any more. */
  protected abstract void cancelled();

  /** Completes with {@code value}; false when it was completed or cancelled before. */
  @SuppressWarnings("unchecked")
  public final boolean complete(T value) {
    while (true) {
      Object seen = state;
      if (seen == null) {
        if (STATE.compareAndSet(this, null, new Value<>(value))) {
          return true;
        }
      } else if (seen instanceof Waiter<?> waiter) {
        if (STATE.compareAndSet(this, seen, Over.DONE)) {
          ((Waiter<T>) waiter).consumer.accept(value);
          return true;
        }
      } else {
        return false;
      }
    }
  }

  /** Hands the value to {@code consumer} once it is there; for the pipeline's driver alone. */
  @SuppressWarnings("unchecked")
  public final void whenComplete(Consumer<T> consumer) {
    if (STATE.compareAndSet(this, null, new Waiter<>(consumer))) {
      return;
    }
    if (state instanceof Value<?> value) {
      state = Over.DONE;
      consumer.accept(((Value<T>) value).value);
    }
  }

  /** Ends the wait with {@link #expired()} and stops the work. */
  public final void expire() {
    if (complete(expired())) {
      cancelled();
    }
  }

  /** Ends the wait without a value and stops the work. */
  public final void cancel() {
    while (true) {
      Object seen = state;
      if (seen instanceof Over) {
        return;
      }
      if (STATE.compareAndSet(this, seen, Over.CANCELLED)) {
        cancelled();
        return;
      }
    }
  }

  private enum Over {
    DONE,
    CANCELLED
  }

  private record Value<T>(T value) {}

  private record Waiter<T>(Consumer<T> consumer) {}
}
