package io.sallyport.edge.wire;

import io.netty.buffer.ByteBuf;
import io.sallyport.core.message.Refusal;

/**
 * Reads a body that nobody gets, so that the connection it comes on can serve again; gives it up
 * where it is so long that a new connection costs less.
 */
public final class Drain implements Sink {

  /** The longest body that is read, in bytes. */
  static final int LIMIT = 64 * 1024;

  private final StreamBody body;
  private long passed;
  private boolean over;

  private Drain(StreamBody body) {
    this.body = body;
  }

  /** Sees {@code body} to its end, or ends it. */
  public static void of(StreamBody body) {
    if (body.length() > LIMIT) {
      body.discard();
    } else {
      body.pour(new Drain(body));
    }
  }

  @Override
  public void data(ByteBuf in, int length) {
    in.skipBytes(length);
    passed += length;
    if (passed > LIMIT && !over) {
      over = true;
      body.discard();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void end() {}

  @Override
  public void broken(Refusal why) {}
}
