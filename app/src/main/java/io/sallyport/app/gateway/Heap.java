package io.sallyport.app.gateway;

import java.util.function.LongSupplier;

/**
 * Gives back what the reading of definitions leaves behind. The collector moves what lives for a
 * moment, as a large definition does while it is read, into the old generation, and lets that grow
 * to its bound before it looks at it: twenty reloads of ten thousand routes came to 1.2 GB, and the
 * pause at the end of that grows with it. Looked at after each, it is short and the heap small.
 */
final class Heap {

  /** What a reading may leave in the heap without being collected at once. */
  static final long GROWTH_BYTES = 48L * 1024 * 1024;

  private final LongSupplier used;
  private final Runnable collect;
  private long before;

  Heap() {
    this(Heap::usedBytes, System::gc);
  }

  /**
   * @param used the bytes of the heap in use, garbage included
   * @param collect collects all of it
   */
  Heap(LongSupplier used, Runnable collect) {
    this.used = used;
    this.collect = collect;
    this.before = used.getAsLong();
  }

  /** Collects if much was left since the last time. */
  synchronized void tidy() {
    if (used.getAsLong() - before > GROWTH_BYTES) {
      collect.run();
      before = used.getAsLong();
    }
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
