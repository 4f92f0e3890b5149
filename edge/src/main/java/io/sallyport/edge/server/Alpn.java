package io.sallyport.edge.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;

/** What the two sides of a TLS connection agreed to speak, RFC 7301. */
final class Alpn {

  private Alpn() {}

  /** Whether it is HTTP/2. */
  static boolean http2(ChannelHandlerContext context) {
    SslHandler tls = context.pipeline().get(SslHandler.class);
    return tls != null && ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol());
  }
}
