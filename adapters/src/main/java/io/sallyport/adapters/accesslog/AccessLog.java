package io.sallyport.adapters.accesslog;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes access log lines from the event loops and writes them from a thread of its own. An event
 * loop never waits for the disk: a line that finds its loop's ring full is lost and counted.
 */
public final class AccessLog {

  /** Room for the lines of one loop, in bytes: at 200 bytes a line some 5,000 lines. */
  static final int RING_BYTES = 1 << 20;

  private final AtomicReferenceArray<@Nullable LineRing> rings;
  private final int ringBytes;
  private final LogWriter writer;
  private final Thread thread;

  /**
   * @param loops the number of event loops
   */
  public AccessLog(LogTarget target, int loops) {
    this(target, loops, RING_BYTES);
  }

  AccessLog(LogTarget target, int loops, int ringBytes) {
    this.rings = new AtomicReferenceArray<>(loops);
    this.ringBytes = ringBytes;
    this.writer = new LogWriter(target, rings);
    this.thread = Thread.ofPlatform().daemon().name("access-log").unstarted(writer);
  }

  /**
   * Opens the target and begins to write. Lines appended before wait.
   *
   * @param patience how long a failure to open is waited for; a pipe opens once somebody reads it
   * @return why the target cannot be opened, or null
   */
  public @Nullable String start(Duration patience) throws InterruptedException {
    thread.start();
    return writer.opened(patience);
  }

  /**
   * Appends a line. Called on the loop alone.
   *
   * @param loop the loop's index, from 0
   * @param line starts with the line's bytes, its line feed included
   */
  public void append(int loop, byte[] line, int length) {
    LineRing ring = rings.getPlain(loop);
    if (ring == null) {
      ring = new LineRing(ringBytes);
      rings.setRelease(loop, ring);
    }
    int waiting = ring.append(line, length);
    // The writer looks on its own ten times a second; it is woken only when that may be too late,
    // and once for each crossing of the mark, because waking costs a system call.
    if (waiting >= ringBytes / 4 && waiting - length < ringBytes / 4) {
      LockSupport.unpark(thread);
    }
  }

  /** Lines that were not written, for want of room or because writing failed. */
  public long lost() {
    long lost = writer.lost();
    for (int i = 0; i < rings.length(); i++) {
      LineRing ring = rings.getAcquire(i);
      lost += ring == null ? 0 : ring.lost();
    }
    return lost;
  }

  /** Closes and opens the target again, so that a rotated file is let go. */
  public void reopen() {
    writer.reopen();
    LockSupport.unpark(thread);
  }

  /** Writes what waits and ends; gives up after {@code patience}. */
  public void close(Duration patience) throws InterruptedException {
    CountDownLatch done = writer.finish();
    LockSupport.unpark(thread);
    done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
