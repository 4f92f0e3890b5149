package io.sallyport.edge.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.sallyport.core.message.Refusal;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body that nobody gets, so that the connection it comes on can serve again; gives it up
 * where it is so long, or takes so long, that a new connection costs less.
 */
public final class Drain implements Sink, Runnable {

  /** The longest body that is read, in bytes. */
  static final int LIMIT = 64 * 1024;

  private static final long SECONDS = 1;

  private final StreamBody body;
  private long passed;
  private boolean over;
  private @Nullable Future<?> deadline;

  private Drain(StreamBody body) {
    this.body = body;
  }

  /** Sees {@code body}, which comes on {@code loop}, to its end, or ends it. */
  public static void of(StreamBody body, EventLoop loop) {
    if (body.length() > LIMIT) {
      body.discard();
      return;
    }
    Drain drain = new Drain(body);
    body.pour(drain);
    if (!drain.over) {
      drain.deadline = loop.schedule(drain, SECONDS, TimeUnit.SECONDS);
    }
  }

  /** The time is over. */
  @Override
  public void run() {
    if (!over) {
      over = true;
      body.discard();
    }
  }

  @Override
  public void data(ByteBuf in, int length) {
    in.skipBytes(length);
    passed += length;
    if (passed > LIMIT && !over) {
      ends();
      body.discard();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void end() {
    ends();
  }

  @Override
  public void broken(Refusal why) {
    ends();
  }

  private void ends() {
    over = true;
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
