package io.sallyport.edge.loop;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The few deadlines of one connection over one timer. Moving a deadline back costs a field: the
 * timer that is already set finds out when it fires, and sets itself again.
 */
public final class Deadlines implements Runnable {

  private final EventLoop loop;
  private final IntConsumer expired;
  private final long[] due;
  private int armed;
  private @Nullable ScheduledFuture<?> timer;
  private long timerDue;

  /**
   * @param slots how many deadlines there are
   * @param expired is told the slot of a deadline that is over
   */
  public Deadlines(EventLoop loop, int slots, IntConsumer expired) {
    this.loop = loop;
    this.due = new long[slots];
    this.expired = expired;
  }

  /** Sets the deadline {@code slot} to {@code nanos} from now. */
  public void arm(int slot, long nanos) {
    long at = System.nanoTime() + nanos;
    due[slot] = at;
    armed |= 1 << slot;
    if (timer == null || at - timerDue < 0) {
      schedule(at, nanos);
    }
  }

  /** Takes the deadline {@code slot} back. */
  public void disarm(int slot) {
    armed &= ~(1 << slot);
  }

  /** Takes every deadline back and gives the timer up. */
  public void close() {
    armed = 0;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  @Override
  public void run() {
    timer = null;
    long now = System.nanoTime();
    for (int slot = 0; slot < due.length; slot++) {
      if ((armed & 1 << slot) != 0 && due[slot] - now <= 0) {
        armed &= ~(1 << slot);
        expired.accept(slot);
      }
    }
    if (armed == 0 || timer != null) {
      return;
    }
    long next = Long.MAX_VALUE;
    for (int slot = 0; slot < due.length; slot++) {
      if ((armed & 1 << slot) != 0) {
        next = Math.min(next, due[slot] - now);
      }
    }
    schedule(now + next, next);
  }

  private void schedule(long at, long nanos) {
    if (timer != null) {
      timer.cancel(false);
    }
    timerDue = at;
    timer = loop.schedule(this, Math.max(nanos, 0), TimeUnit.NANOSECONDS);
  }
}
