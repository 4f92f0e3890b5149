package io.sallyport.edge.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** Ways of ending a connection other than closing it. */
final class Lingering {

  private Lingering() {}

  /**
   * Ends our side and keeps reading. Closing at once while the caller still sends would reset the
   * connection and could destroy the answer on its way, RFC 9112 section 9.6.
   */
  static void shutOutput(ChannelHandlerContext context) {
    SslHandler tls = context.pipeline().get(SslHandler.class);
    if (tls != null) {
      var _ = tls.closeOutbound();
    } else if (context.channel() instanceof DuplexChannel duplex && !duplex.isOutputShutdown()) {
      var _ = duplex.shutdownOutput();
    }
  }

  /**
   * Lets the coming close reset the connection, so that the caller sees that something is missing.
   */
  static void reset(Channel channel) {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
  }
}
