package io.sallyport.edge.wire;

import io.netty.buffer.ByteBuf;
import io.sallyport.core.message.Refusal;

/**
 * Where the bytes of a body go. All calls come on one loop, in the order data and flush, maybe
 * trailers, then either end or broken, once.
 */
public interface Sink {

  /** Takes exactly {@code length} bytes from {@code in}, by copying or by a retained slice. */
  void data(ByteBuf in, int length);

  /** Nothing more is there to be read just now. */
  void flush();

  /** Fields that follow the body, of a call of gRPC; whoever cannot carry them drops them. */
  default void trailers(Head fields) {}

  /** The body is complete. */
  void end();

  /** The body will never be complete. */
  void broken(Refusal why);
}
