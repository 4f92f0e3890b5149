package io.sallyport.core.authorizer;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function that several requests wait for. Who waits is a stack without a lock,
 * closed by the result; nobody joins behind it and nobody on it is forgotten.
 */
final class Flight {

  private static final Seat CLOSED = new Seat(null, null);

  private final AtomicReference<@Nullable Seat> seats = new AtomicReference<>();
  private final long startNanos;
  private volatile boolean forgotten;

  private record Seat(@Nullable AuthorizerCall waiter, @Nullable Seat next) {}

  Flight(long startNanos) {
    this.startNanos = startNanos;
  }

  long startNanos() {
    return startNanos;
  }

  /** What it brings is for those who wait, and not to be remembered. */
  void forget() {
    forgotten = true;
  }

  boolean isForgotten() {
    return forgotten;
  }

  /** Has {@code waiter} told the result; false when it was told to the others already. */
  @SuppressWarnings("ReferenceEquality") // CLOSED is one seat
  boolean join(AuthorizerCall waiter) {
    while (true) {
      Seat top = seats.get();
      if (top == CLOSED) {
        return false;
      }
      if (seats.compareAndSet(top, new Seat(waiter, top))) {
        return true;
      }
    }
  }

  /** Tells everybody who waits, once. */
  void land(CallResult result) {
    for (Seat seat = seats.getAndSet(CLOSED); seat != null; seat = seat.next) {
      if (seat.waiter != null) {
        seat.waiter.arrived(result);
      }
    }
  }
}
