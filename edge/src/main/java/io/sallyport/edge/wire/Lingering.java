package io.sallyport.edge.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** Ways of ending a connection other than closing it. */
public final class Lingering {

  private Lingering() {}

  /**
   * Ends our side and keeps reading. Closing at once while the peer still sends would reset the
   * connection and could destroy what is on its way, RFC 9112 section 9.6.
   */
  public static void shutOutput(ChannelHandlerContext context) {
    SslHandler tls = context.pipeline().get(SslHandler.class);
    if (tls != null) {
      var _ = tls.closeOutbound();
    } else if (context.channel() instanceof DuplexChannel duplex && !duplex.isOutputShutdown()) {
      var _ = duplex.shutdownOutput();
    }
  }

  /**
   * Lets the coming close reset the connection, so that the peer sees that something is missing.
   */
  public static void reset(Channel channel) {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
  }

  /**
   * Ends the connection now, in the middle of what was said on it. TLS is left without its end,
   * which would tell the peer that nothing is missing (RFC 8446 section 6.1), and would wait for a
   * peer that takes nothing.
   */
  public static void breakOff(Channel channel) {
    ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
    var _ = tls == null ? channel.close() : tls.close();
  }
}
