package io.sallyport.edge.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.edge.wire.Lingering;
import io.sallyport.edge.wire.Unread;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One end of a tunnel: the last handler of a connection, which gives whatever comes to the other
 * end. It reads only while the other end's socket takes bytes. Until it is joined it reads nothing
 * and keeps what has come.
 */
public final class TunnelEnd extends ChannelInboundHandlerAdapter {

  /** Bytes that are written to the other end before they are given to its socket. */
  private static final int FLUSHED = 64 * 1024;

  private final Ending whenBroken;

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else happens
  private ChannelHandlerContext context;

  @SuppressWarnings("NullAway.Init") // as context
  private Channel channel;

  private @Nullable Tunnel tunnel;
  private @Nullable TunnelEnd other;
  private @Nullable ByteBuf early;
  private boolean inputEnded;
  private boolean outputEnded;
  private boolean shut;
  private boolean broken;
  private boolean breaksOff;
  private int unflushed;
  private long received;

  /**
   * @param whenBroken what the end of the tunnel is called when this connection breaks
   */
  public TunnelEnd(Ending whenBroken) {
    this.whenBroken = whenBroken;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    channel = ctx.channel();
    channel.config().setAutoRead(false);
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
  }

  /** Takes over the bytes that had come before this end was there, and that nobody took. */
  public void early(@Nullable ByteBuf bytes) {
    early = bytes;
  }

  // The tunnel's view.

  void join(Tunnel joined, TunnelEnd to) {
    tunnel = joined;
    other = to;
  }

  void start() {
    ByteBuf first = early;
    early = null;
    if (first != null) {
      pass(first);
      other().flush();
    }
    if (broken) {
      tunnel().broke(whenBroken);
    } else if (inputEnded || inputWasEnded()) {
      inputEnded = true;
      passEnd();
    } else {
      channel.config().setAutoRead(other().channel.isWritable());
    }
  }

  /** Bytes that came on this connection. */
  long received() {
    return received;
  }

  /** Whether nothing more goes out on this connection. */
  boolean shut() {
    return shut;
  }

  /** Lets the coming close break the connection off, unless that is what happened to it. */
  void breaksOff() {
    breaksOff = true;
    if (!broken && channel.isOpen()) {
      Lingering.reset(channel);
    }
  }

  /** Ends the connection. */
  void close() {
    release();
    outputEnded = true;
    if (breaksOff) {
      Lingering.breakOff(channel);
    } else {
      var _ = context.close();
    }
  }

  // Bytes.

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (tunnel == null) {
      early = Unread.join(channel, early, in);
      return;
    }
    pass(in);
    if (other().unflushed >= FLUSHED) {
      other().flush();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (tunnel != null) {
      tunnel.moved();
      other().flush();
    }
  }

  private void pass(ByteBuf in) {
    received += in.readableBytes();
    other().write(in);
  }

  private void write(ByteBuf bytes) {
    if (outputEnded || !bytes.isReadable()) {
      bytes.release();
      return;
    }
    unflushed += bytes.readableBytes();
    var _ = context.write(bytes, channel.voidPromise());
  }

  private void flush() {
    if (unflushed > 0) {
      unflushed = 0;
      context.flush();
    }
  }

  /** The other end reads while this one's socket takes bytes; it stops inside a read, too. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (tunnel != null && !other().inputEnded) {
      other().channel.config().setAutoRead(channel.isWritable());
    }
  }

  // Ends.

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    boolean ends =
        event == ChannelInputShutdownEvent.INSTANCE
            || (event instanceof SslCloseCompletionEvent close && close.isSuccess());
    if (ends && !inputEnded) {
      inputEnded = true;
      if (tunnel != null) {
        passEnd();
      }
    }
  }

  /** The peer will send no more: nor will the other end. */
  private void passEnd() {
    channel.config().setAutoRead(false);
    SslHandler tls = tls();
    if (tls != null && tls.engine().isOutboundDone()) {
      // TLS has answered the close with its own: nothing can be said to the peer any more.
      outputEnded = true;
      shut = true;
    }
    other().endOutput();
  }

  /** Ends this side once the socket has everything before. */
  private void endOutput() {
    if (outputEnded) {
      tunnel().shut();
      return;
    }
    outputEnded = true;
    unflushed = 0;
    context
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(future -> {
          if (future.isSuccess()) {
            Lingering.shutOutput(context);
            shut = true;
            tunnel().shut();
          }
        });
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    breaks();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    breaks();
  }

  private void breaks() {
    release();
    broken = true;
    if (tunnel != null) {
      tunnel.broke(whenBroken);
    } else {
      var _ = context.close();
    }
  }

  private void release() {
    if (early != null) {
      early.release();
      early = null;
    }
  }

  /** Whether the peer had ended its side before this end was there to hear it. */
  private boolean inputWasEnded() {
    SslHandler tls = tls();
    return (tls != null && tls.engine().isInboundDone())
        || (channel instanceof DuplexChannel duplex && duplex.isInputShutdown());
  }

  private @Nullable SslHandler tls() {
    return context.pipeline().get(SslHandler.class);
  }

  private Tunnel tunnel() {
    return Objects.requireNonNull(tunnel, "not joined yet");
  }

  private TunnelEnd other() {
    return Objects.requireNonNull(other, "not joined yet");
  }
}
