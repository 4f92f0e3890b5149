package io.sallyport.adapters.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one route. Every event loop has a row of its own and is its only writer, so that
 * counting is a plain load and store; a scrape adds the rows up.
 */
final class Series {

  /** Upper bounds of the latency buckets in nanoseconds; one more bucket takes the rest. */
  static final long[] BOUNDS_NANOS =
      bounds(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000);

  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int PAD = 8; // a cache line on either side, against false sharing
  private static final int REQUESTS = PAD;
  private static final int CLIENT_ERRORS = PAD + 1;
  private static final int SERVER_ERRORS = PAD + 2;
  private static final int ABORTED = PAD + 3;
  private static final int LATENCY = PAD + 4;
  private static final int HISTOGRAM = BOUNDS_NANOS.length + 2; // buckets, the rest, the sum
  private static final int INTEGRATION = LATENCY + HISTOGRAM;
  private static final int LENGTH = INTEGRATION + HISTOGRAM + PAD;

  private final AtomicReferenceArray<long @Nullable []> rows;

  Series(int loops) {
    this.rows = new AtomicReferenceArray<>(loops);
  }

  /**
   * Counts a request. Called on the loop alone.
   *
   * @param status 0 when none was sent
   * @param integrationNanos -1 when the integration was not called
   */
  void count(int loop, int status, boolean aborted, long latencyNanos, long integrationNanos) {
    long[] row = row(loop);
    add(row, REQUESTS, 1);
    if (status >= 500) {
      add(row, SERVER_ERRORS, 1);
    } else if (status >= 400) {
      add(row, CLIENT_ERRORS, 1);
    }
    if (aborted) {
      add(row, ABORTED, 1);
    }
    observe(row, LATENCY, latencyNanos);
    if (integrationNanos >= 0) {
      observe(row, INTEGRATION, integrationNanos);
    }
  }

  /** What all loops counted. The parts may be a request apart; nothing ever goes back. */
  Totals totals() {
    boolean counted = false;
    for (int loop = 0; loop < rows.length(); loop++) {
      counted |= rows.getAcquire(loop) != null;
    }
    return counted ? sum() : Totals.NONE;
  }

  private Totals sum() {
    long[] sum = new long[LENGTH];
    for (int loop = 0; loop < rows.length(); loop++) {
      long[] row = rows.getAcquire(loop);
      for (int i = PAD; row != null && i < LENGTH - PAD; i++) {
        sum[i] += (long) LONGS.getOpaque(row, i);
      }
    }
    return new Totals(
        sum[REQUESTS],
        sum[CLIENT_ERRORS],
        sum[SERVER_ERRORS],
        sum[ABORTED],
        histogram(sum, LATENCY),
        histogram(sum, INTEGRATION));
  }

  /** The counts of a route. */
  record Totals(
      long requests,
      long clientErrors,
      long serverErrors,
      long aborted,
      Histogram latency,
      Histogram integration) {

    /** Of a route that had no request. */
    static final Totals NONE = new Totals(0, 0, 0, 0, Histogram.NONE, Histogram.NONE);
  }

  /**
   * A distribution of durations.
   *
   * @param counts for each bucket, not accumulated; the last has no upper bound
   */
  @SuppressWarnings("ArrayRecordComponent") // made anew for every scrape
  record Histogram(long[] counts, long sumNanos) {

    static final Histogram NONE = new Histogram(new long[BOUNDS_NANOS.length + 1], 0);
  }

  private long[] row(int loop) {
    long[] row = rows.getPlain(loop);
    if (row == null) {
      row = new long[LENGTH];
      rows.setRelease(loop, row);
    }
    return row;
  }

  private static void observe(long[] row, int at, long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
      bucket++;
    }
    add(row, at + bucket, 1);
    add(row, at + BOUNDS_NANOS.length + 1, nanos);
  }

  // INVARIANT: only the row's loop writes to it, so that nothing is lost between load and store.
  private static void add(long[] row, int index, long amount) {
    LONGS.setOpaque(row, index, row[index] + amount);
  }

  private static Histogram histogram(long[] sum, int at) {
    long[] counts = new long[BOUNDS_NANOS.length + 1];
    System.arraycopy(sum, at, counts, 0, counts.length);
    return new Histogram(counts, sum[at + counts.length]);
  }

  private static long[] bounds(int... millis) {
    long[] bounds = new long[millis.length];
    for (int i = 0; i < millis.length; i++) {
      bounds[i] = millis[i] * 1_000_000L;
    }
    return bounds;
  }
}
