package io.sallyport.edge.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.UpstreamFailure;
import io.sallyport.core.pipeline.UpstreamFailure.Kind;
import io.sallyport.edge.loop.Loop;
import io.sallyport.edge.tls.ClientTls;
import io.sallyport.edge.tls.Versions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Makes new connections: finds the addresses, tries them in order, and speaks TLS where asked. */
final class Connector {

  /** Gets the connection, or the reason there is none. */
  interface Taker {
    void connected(UpstreamConnection connection);

    /** A connection that other calls may share. */
    void connected(Http2UpstreamConnection connection);

    void failed(UpstreamFailure failure);

    /** Whether the connection is still wanted. */
    boolean wants();
  }

  private final Pool pool;
  private final Loop loop;
  private final CompletableFuture<ClientTls> tls;
  private final UpstreamLimits limits;
  private final Resolver resolver;
  private final Bootstrap bootstrap;

  Connector(Pool pool, Loop loop, CompletableFuture<ClientTls> tls, UpstreamLimits limits) {
    this.pool = pool;
    this.loop = loop;
    this.tls = tls;
    this.limits = limits;
    this.resolver = new Resolver(loop, limits.resolvedNanos());
    this.bootstrap =
        new Bootstrap()
            .group(loop.executor())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.max(1, (int) TimeUnit.NANOSECONDS.toMillis(limits.connectNanos())));
  }

  void connect(Endpoint endpoint, Versions versions, Taker taker) {
    if (endpoint.secure() && !tls.isDone()) {
      var _ = tls.whenCompleteAsync((_, _) -> connect(endpoint, versions, taker), loop.executor());
      return;
    }
    if (endpoint.secure() && tls.isCompletedExceptionally()) {
      failed(taker, Kind.TLS, message(tls.exceptionNow()));
      return;
    }
    resolver.resolve(
        endpoint.host(),
        addresses -> {
          if (addresses.isEmpty()) {
            failed(taker, Kind.UNREACHABLE, "the name `" + endpoint.host() + "` does not resolve");
          } else {
            attempt(new Dialled(endpoint, versions, taker), addresses, 0);
          }
        });
  }

  /** What is dialled: where, what may be spoken there, and for whom. */
  private record Dialled(Endpoint endpoint, Versions versions, Taker taker) {}

  private void attempt(Dialled dialled, List<InetAddress> addresses, int index) {
    Endpoint endpoint = dialled.endpoint();
    Taker taker = dialled.taker();
    if (!taker.wants()) {
      return;
    }
    InetSocketAddress address = new InetSocketAddress(addresses.get(index), endpoint.port());
    ChannelHandler first = first(dialled);
    bootstrap
        .clone()
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                if (endpoint.secure()) {
                  channel.pipeline().addLast(secure(channel, dialled));
                }
                channel.pipeline().addLast(first);
              }
            })
        .connect(address)
        .addListener(future -> {
          if (future.isSuccess()) {
            begin(first, taker);
          } else if (index + 1 < addresses.size()) {
            attempt(dialled, addresses, index + 1);
          } else {
            String reason = "cannot connect to `" + address + "`: " + message(future.cause());
            failed(taker, Kind.UNREACHABLE, reason);
          }
        });
  }

  private SslHandler secure(Channel channel, Dialled dialled) {
    return tls.resultNow()
        .handler(channel.alloc(), dialled.endpoint(), dialled.versions(), limits.handshakeNanos());
  }

  /** What stands at the gateway's end of the new connection. */
  private ChannelHandler first(Dialled dialled) {
    Endpoint endpoint = dialled.endpoint();
    return switch (dialled.versions()) {
      case CONFIGURED ->
          pool.offersHttp2(endpoint)
              ? new Negotiation(pool, pool.shared(), endpoint, dialled.taker())
              : new UpstreamConnection(pool, endpoint);
      case HTTP_1_1 -> new UpstreamConnection(pool, endpoint);
      case HTTP_2 ->
          endpoint.secure()
              ? new Negotiation(pool, pool.grpc(), endpoint, dialled.taker())
              : new Http2UpstreamConnection(pool, pool.grpc(), endpoint, dialled.taker());
    };
  }

  private static void begin(ChannelHandler first, Taker taker) {
    if (first instanceof UpstreamConnection connection) {
      shake(connection, taker);
    } else if (first instanceof Http2UpstreamConnection connection) {
      connection.start();
    }
  }

  private static void shake(UpstreamConnection connection, Taker taker) {
    SslHandler handler = connection.tls();
    if (handler == null) {
      hand(connection, taker);
      return;
    }
    handler
        .handshakeFuture()
        .addListener(future -> {
          if (future.isSuccess()) {
            hand(connection, taker);
          } else {
            connection.close();
            failed(taker, Kind.TLS, "the TLS handshake failed: " + message(future.cause()));
          }
        });
  }

  static void hand(UpstreamConnection connection, Taker taker) {
    if (taker.wants()) {
      taker.connected(connection);
    } else {
      connection.close();
    }
  }

  static void failed(Taker taker, Kind kind, String reason) {
    if (taker.wants()) {
      taker.failed(new UpstreamFailure(kind, reason));
    }
  }

  private static String message(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? "no reason given" : message;
  }
}
