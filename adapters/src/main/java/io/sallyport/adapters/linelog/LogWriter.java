package io.sallyport.adapters.linelog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that writes the lines of one log. */
final class LogWriter implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(LineLog.class);
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
  private static final int BATCH_BYTES = 1 << 18;

  private final String name;
  private final LogTarget target;
  private final AtomicReferenceArray<@Nullable LineRing> rings;
  private final ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_BYTES);
  private final CountDownLatch opening = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  private volatile @Nullable String openFailure;
  private volatile boolean reopening;
  private volatile boolean finishing;
  private volatile long lost;
  private @Nullable FileChannel channel;
  private boolean failing;

  LogWriter(String name, LogTarget target, AtomicReferenceArray<@Nullable LineRing> rings) {
    this.name = name;
    this.target = target;
    this.rings = rings;
  }

  @Nullable String opened(Duration patience) throws InterruptedException {
    return opening.await(patience.toMillis(), TimeUnit.MILLISECONDS) ? openFailure : null;
  }

  long lost() {
    return lost;
  }

  void reopen() {
    reopening = true;
  }

  CountDownLatch finish() {
    finishing = true;
    return finished;
  }

  @Override
  public void run() {
    open();
    opening.countDown();
    boolean last = false;
    while (true) {
      if (reopening) {
        reopening = false;
        close();
        open();
      }
      boolean wrote = writeAll();
      if (last && !wrote) {
        break;
      }
      last = finishing;
      if (!last) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    close();
    finished.countDown();
  }

  private void open() {
    try {
      channel = target.open();
    } catch (IOException e) {
      channel = null;
      openFailure = reason(e);
      fail(openFailure);
    }
  }

  private void close() {
    FileChannel open = channel;
    if (open == null || target instanceof LogTarget.StandardOutput) {
      return;
    }
    try {
      open.close();
    } catch (IOException e) {
      fail(reason(e));
    }
  }

  private boolean writeAll() {
    boolean any = false;
    for (int i = 0; i < rings.length(); i++) {
      LineRing ring = rings.getAcquire(i);
      // A batch may end in the middle of a line, but a ring's turn ends with a whole one, so that
      // lines of two loops never mix. Lines that come meanwhile wait for the next turn.
      long end = ring == null ? 0 : ring.end();
      while (ring != null && ring.drainTo(batch.clear(), end) > 0) {
        batch.flip();
        write();
        any = true;
      }
    }
    return any;
  }

  private void write() {
    FileChannel open = channel;
    if (open == null) {
      lose();
      return;
    }
    try {
      while (batch.hasRemaining()) {
        open.write(batch);
      }
      failing = false;
    } catch (IOException e) {
      lose();
      fail(reason(e));
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written by this thread alone
  private void lose() {
    long lines = 0;
    while (batch.hasRemaining()) {
      lines += batch.get() == '\n' ? 1 : 0;
    }
    lost += lines;
  }

  /** Says a failure once, until a write succeeds again. */
  private void fail(String reason) {
    if (!failing) {
      failing = true;
      LOG.warn("the {} `{}` cannot be written: {}; lines are lost", name, target, reason);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "its directory does not exist";
      case AccessDeniedException denied -> "permission denied";
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }
}
