package io.sallyport.adapters.function.process;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Notices that a function's code has changed. Calls look for themselves, once in a while, so that a
 * call that follows an edit meets the new code; nothing looks while nothing is called.
 */
final class CodeWatch {

  /** Two calls within this time look once. */
  static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Path code;
  private long seen;
  private volatile long lookedAt;

  CodeWatch(Path code) {
    this.code = code;
    this.seen = CodeLook.at(code);
    this.lookedAt = System.nanoTime();
  }

  /** What a look found. */
  enum Found {
    SAME,
    CHANGED
  }

  /** Looks, unless somebody just did. Reads the disk. */
  Found look() {
    return isFresh() ? Found.SAME : compare();
  }

  private synchronized Found compare() {
    if (isFresh()) {
      return Found.SAME;
    }
    long now = CodeLook.at(code);
    Found found = now == seen ? Found.SAME : Found.CHANGED;
    seen = now;
    lookedAt = System.nanoTime();
    return found;
  }

  private boolean isFresh() {
    return System.nanoTime() - lookedAt < INTERVAL.toNanos();
  }
}
