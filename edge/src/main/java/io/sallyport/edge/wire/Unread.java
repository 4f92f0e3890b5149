package io.sallyport.edge.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** Bytes that arrived and wait to be taken. */
public final class Unread {

  private Unread() {}

  /** {@code more} after {@code waiting}, in one buffer; takes both over. */
  public static ByteBuf join(Channel channel, @Nullable ByteBuf waiting, ByteBuf more) {
    if (waiting == null) {
      return more;
    }
    ByteBuf joined = channel.alloc().directBuffer(waiting.readableBytes() + more.readableBytes());
    joined.writeBytes(waiting).writeBytes(more);
    waiting.release();
    more.release();
    return joined;
  }
}
