package io.sallyport.edge.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.UpstreamFailure.Kind;
import io.sallyport.edge.tls.CipherSuites;
import io.sallyport.edge.tls.Versions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Stands where the connection will be until the endpoint has chosen the version of HTTP. The choice
 * is an event between the handshake and the first bytes, so that none of them is missed.
 */
final class Negotiation extends ChannelInboundHandlerAdapter {

  private static final String NOT_CHOSEN = "the endpoint does not choose HTTP/2 by ALPN";

  private final Pool pool;
  private final SharedConnections shared;
  private final Endpoint endpoint;
  private final Connector.Taker taker;
  private boolean over;

  Negotiation(Pool pool, SharedConnections shared, Endpoint endpoint, Connector.Taker taker) {
    this.pool = pool;
    this.shared = shared;
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
      if (isNoProtocol(message)) {
        failed(ctx, Kind.NOT_HTTP2, NOT_CHOSEN);
      } else {
        failed(ctx, message);
      }
      return;
    }
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls != null && ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
      http2(ctx);
      return;
    }
    if (shared.versions() == Versions.HTTP_2) {
      failed(ctx, Kind.NOT_HTTP2, NOT_CHOSEN);
      return;
    }
    over = true;
    UpstreamConnection chosen = new UpstreamConnection(pool, endpoint);
    ctx.pipeline().replace(this, null, chosen);
    shared.speaksHttp1(endpoint);
    Connector.hand(chosen, taker);
  }

  private void http2(ChannelHandlerContext ctx) {
    String suite = CipherSuites.forbiddenForHttp2(ctx.pipeline());
    if (suite != null) {
      failed(ctx, Kind.TLS, "the endpoint chose HTTP/2 with the cipher suite `" + suite + "`");
      return;
    }
    over = true;
    Http2UpstreamConnection chosen = new Http2UpstreamConnection(pool, shared, endpoint, taker);
    ctx.pipeline().replace(this, null, chosen);
    chosen.start();
  }

  /** Whether the endpoint has refused what was offered, RFC 7301 section 3.2. */
  private boolean isNoProtocol(@Nullable String message) {
    return shared.versions() == Versions.HTTP_2
        && message != null
        && message.toLowerCase(Locale.ROOT).contains("no_application_protocol");
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    failed(ctx, "the connection ended");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failed(ctx, cause.getMessage());
  }

  private void failed(ChannelHandlerContext ctx, @Nullable String message) {
    String reason = message == null ? "no reason given" : message;
    failed(ctx, Kind.TLS, "the TLS handshake failed: " + reason);
  }

  private void failed(ChannelHandlerContext ctx, Kind kind, String reason) {
    if (!over) {
      over = true;
      var _ = ctx.close();
      Connector.failed(taker, kind, reason);
    }
  }
}
