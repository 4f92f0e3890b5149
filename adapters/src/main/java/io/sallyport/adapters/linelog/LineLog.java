package io.sallyport.adapters.linelog;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes log lines from the event loops and writes them from a thread of its own. An event loop
 * never waits for the disk: lines that find their loop's ring full are lost and counted.
 */
public final class LineLog {

  /** Room for the lines of one loop, in bytes: at 200 bytes a line some 5,000 lines. */
  static final int RING_BYTES = 1 << 20;

  private final AtomicReferenceArray<@Nullable LineRing> rings;
  private final int ringBytes;
  private final LogWriter writer;
  private final Thread thread;

  /**
   * @param name what the log is called where it cannot be written
   * @param loops the number of event loops
   */
  public LineLog(String name, LogTarget target, int loops) {
    this(name, target, loops, RING_BYTES);
  }

  LineLog(String name, LogTarget target, int loops, int ringBytes) {
    this.rings = new AtomicReferenceArray<>(loops);
    this.ringBytes = ringBytes;
    this.writer = new LogWriter(name, target, rings);
    this.thread = Thread.ofPlatform().daemon().name(name.replace(' ', '-')).unstarted(writer);
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
   * Appends lines that stay together: all of them, or none. Called on the loop alone.
   *
   * @param loop the loop's index, from 0
   * @param lines starts with the bytes of one or more lines, their line feeds included
   */
  public void append(int loop, byte[] lines, int length) {
    LineRing ring = rings.getPlain(loop);
    if (ring == null) {
      ring = new LineRing(ringBytes);
      rings.setRelease(loop, ring);
    }
    int waiting = ring.append(lines, length);
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
