package io.sallyport.edge.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bytes on their way out of one connection. Heads and short runs of body are gathered in one
 * buffer, so that a small message costs one write; long runs are passed on without a copy.
 */
public final class Output {

  /** Runs of at most this many bytes are copied. */
  private static final int COPIED = 8 * 1024;

  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ChannelHandlerContext context;
  private final Channel channel;
  private @Nullable ByteBuf gathered;
  private boolean dirty;

  public Output(ChannelHandlerContext context) {
    this.context = context;
    this.channel = context.channel();
  }

  /**
   * Writes a head.
   *
   * @param expected how many bytes of body will follow it, as far as known
   */
  public void head(HeadWriter head, long expected) {
    room(head.length() + Math.clamp(expected, 16, COPIED))
        .writeBytes(head.array(), 0, head.length());
  }

  /** Writes a copy of {@code bytes}. */
  public void bytes(byte[] bytes) {
    room(bytes.length).writeBytes(bytes);
  }

  /** Writes the next {@code length} bytes of {@code in}. */
  public void data(ByteBuf in, int length) {
    if (length <= COPIED) {
      room(length).writeBytes(in, length);
      return;
    }
    push();
    dirty = true;
    var _ = context.write(in.readRetainedSlice(length), channel.voidPromise());
  }

  /** Writes the next {@code length} bytes of {@code in} as a chunk. */
  public void chunk(ByteBuf in, int length) {
    chunkSize(length);
    data(in, length);
    room(2).writeShort('\r' << 8 | '\n');
  }

  /** Ends a body in chunks. */
  public void lastChunk() {
    bytes(LAST_CHUNK);
  }

  /** The gathered bytes, with room for at least {@code length} more that the caller writes. */
  public ByteBuf room(int length) {
    ByteBuf out = gathered;
    if (out != null && out.writableBytes() >= length) {
      return out;
    }
    push();
    out = channel.alloc().directBuffer(Math.max(length, 512));
    gathered = out;
    return out;
  }

  /** Gives everything written so far to the socket. */
  public void flush() {
    push();
    if (dirty) {
      dirty = false;
      context.flush();
    }
  }

  /** Whether the socket has taken everything that was flushed. */
  public boolean drained() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return !dirty && gathered == null && (buffer == null || buffer.isEmpty());
  }

  /** Bytes that wait for the socket. */
  public long waiting() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Forgets what was not flushed. */
  public void release() {
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
  }

  private void chunkSize(int length) {
    ByteBuf out = room(10);
    int shift = 28;
    while (shift > 0 && length >>> shift == 0) {
      shift -= 4;
    }
    for (; shift >= 0; shift -= 4) {
      out.writeByte("0123456789abcdef".charAt(length >>> shift & 0xF));
    }
    out.writeShort('\r' << 8 | '\n');
  }

  private void push() {
    ByteBuf out = gathered;
    if (out != null) {
      gathered = null;
      dirty = true;
      var _ = context.write(out, channel.voidPromise());
    }
  }
}
