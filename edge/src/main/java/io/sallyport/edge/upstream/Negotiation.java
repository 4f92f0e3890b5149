package io.sallyport.edge.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.UpstreamFailure.Kind;
import io.sallyport.edge.tls.CipherSuites;

/**
 * Stands where the connection will be until the endpoint has chosen the version of HTTP. The choice
 * is an event between the handshake and the first bytes, so that none of them is missed.
 */
final class Negotiation extends ChannelInboundHandlerAdapter {

  private final Pool pool;
  private final Endpoint endpoint;
  private final Connector.Taker taker;
  private boolean over;

  Negotiation(Pool pool, Endpoint endpoint, Connector.Taker taker) {
    this.pool = pool;
    this.endpoint = endpoint;
    this.taker = taker;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (!(event instanceof SslHandshakeCompletionEvent handshake) || over) {
      return;
    }
    if (!handshake.isSuccess()) {
      String message = handshake.cause().getMessage();
      failed(ctx, message == null ? "no reason given" : message);
      return;
    }
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls != null && ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
      http2(ctx);
      return;
    }
    over = true;
    UpstreamConnection chosen = new UpstreamConnection(pool, endpoint);
    ctx.pipeline().replace(this, null, chosen);
    pool.shared().speaksHttp1(endpoint);
    Connector.hand(chosen, taker);
  }

  private void http2(ChannelHandlerContext ctx) {
    String suite = CipherSuites.forbiddenForHttp2(ctx.pipeline());
    if (suite != null) {
      failed(ctx, "the endpoint chose HTTP/2 with the cipher suite `" + suite + "`");
      return;
    }
    over = true;
    Http2UpstreamConnection chosen = new Http2UpstreamConnection(pool, endpoint, taker);
    ctx.pipeline().replace(this, null, chosen);
    chosen.start();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    failed(ctx, "the connection ended");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    String message = cause.getMessage();
    failed(ctx, message == null ? "no reason given" : message);
  }

  private void failed(ChannelHandlerContext ctx, String reason) {
    if (!over) {
      over = true;
      var _ = ctx.close();
      Connector.failed(taker, Kind.TLS, "the TLS handshake failed: " + reason);
    }
  }
}
