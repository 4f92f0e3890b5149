package io.sallyport.edge.wire;

import io.netty.buffer.ByteBuf;
import io.sallyport.core.message.Refusal;

/** Forgets every byte. */
public enum Discard implements Sink {
  INSTANCE;

  @Override
  public void data(ByteBuf in, int length) {
    in.skipBytes(length);
  }

  @Override
  public void flush() {}

  @Override
  public void end() {}

  @Override
  public void broken(Refusal why) {}
}
