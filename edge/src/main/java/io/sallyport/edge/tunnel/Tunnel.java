package io.sallyport.edge.tunnel;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.edge.loop.Deadlines;
import io.sallyport.edge.loop.Loop;
import io.sallyport.edge.loop.Tally;

/**
 * A caller's connection and an endpoint's, joined: what comes on one goes out on the other,
 * whatever it is. Confined to the loop of both.
 *
 * <p>It ends when both sides have ended theirs, when one breaks, when nothing has come from either
 * for too long, or when its time is over; both connections end with it.
 */
public final class Tunnel {

  /**
   * How long a tunnel may last, in nanoseconds.
   *
   * @param idleNanos without a byte from either side
   * @param lifeNanos altogether
   */
  public record Limits(long idleNanos, long lifeNanos) {}

  /** Is told of the end, once. */
  public interface Listener {

    /**
     * The tunnel is over.
     *
     * @param how {@link Ending#ANSWERED} unless one side broke
     * @param toCaller bytes that came for the caller
     */
    void ended(Ending how, long toCaller);
  }

  private static final int IDLE = 0;
  private static final int LIFE = 1;

  private final TunnelEnd caller;
  private final TunnelEnd endpoint;
  private final Limits limits;
  private final Tally tally;
  private final Listener listener;
  private final Deadlines deadlines;
  private long fromCaller;
  private long toCaller;
  private boolean over;

  private Tunnel(
      TunnelEnd caller,
      TunnelEnd endpoint,
      Loop loop,
      Limits limits,
      Tally tally,
      Listener listener) {
    this.caller = caller;
    this.endpoint = endpoint;
    this.limits = limits;
    this.tally = tally;
    this.listener = listener;
    this.deadlines = new Deadlines(loop.executor(), 2, slot -> close());
  }

  /** Joins the two ends; bytes that came before go first. */
  public static Tunnel join(
      TunnelEnd caller,
      TunnelEnd endpoint,
      Loop loop,
      Limits limits,
      Tally tally,
      Listener listener) {
    Tunnel tunnel = new Tunnel(caller, endpoint, loop, limits, tally, listener);
    tally.tunnelOpened();
    tunnel.deadlines.arm(LIFE, limits.lifeNanos());
    tunnel.deadlines.arm(IDLE, limits.idleNanos());
    caller.join(tunnel, endpoint);
    endpoint.join(tunnel, caller);
    caller.start();
    if (!tunnel.over) {
      endpoint.start();
    }
    return tunnel;
  }

  /** Ends both connections; what their sockets have not taken by now is lost. */
  public void close() {
    end(Ending.ANSWERED);
  }

  /** Bytes have come. */
  void moved() {
    if (!over) {
      deadlines.arm(IDLE, limits.idleNanos());
      count();
    }
  }

  private void count() {
    tally.tunnelled(caller.received() - fromCaller, endpoint.received() - toCaller);
    fromCaller = caller.received();
    toCaller = endpoint.received();
  }

  /** Nothing more goes out on one of the ends. */
  void shut() {
    if (caller.shut() && endpoint.shut()) {
      end(Ending.ANSWERED);
    }
  }

  /** One end broke, which {@code how} names: the other is to see that it was no orderly end. */
  void broke(Ending how) {
    if (!over) {
      caller.breaksOff();
      endpoint.breaksOff();
      end(how);
    }
  }

  private void end(Ending how) {
    if (over) {
      return;
    }
    over = true;
    deadlines.close();
    caller.close();
    endpoint.close();
    count();
    tally.tunnelClosed();
    listener.ended(how, toCaller);
  }
}
