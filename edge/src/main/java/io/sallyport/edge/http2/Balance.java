package io.sallyport.edge.http2;

import java.util.concurrent.TimeUnit;

/**
 * What a peer may ask of a connection that brings no request forward: resets, pings, settings,
 * empty frames. Fills up with time and with work that was worth it, so that only a peer who does
 * little else runs out.
 */
final class Balance {

  private static final int FULL = 1_000;
  private static final long NANOS_FOR_ONE = TimeUnit.MILLISECONDS.toNanos(5);

  private int left = FULL;
  private int bytes;
  private long since = System.nanoTime();

  /** Takes {@code cost}; false when there is not so much left. */
  boolean spend(int cost) {
    if (left < cost) {
      refill();
    }
    left -= cost;
    return left >= 0;
  }

  /** Something useful was done. */
  void earn(int more) {
    left = Math.min(FULL, left + more);
  }

  /**
   * So many bytes of bodies have passed, of which each KiB is worth one, however short its parts.
   */
  void passed(int more) {
    bytes += more;
    earn(bytes >>> 10);
    bytes &= 1023;
  }

  private void refill() {
    long now = System.nanoTime();
    long earned = (now - since) / NANOS_FOR_ONE;
    since = now;
    left = (int) Math.min(FULL, left + earned);
  }
}
