package io.sallyport.conformance.grpc;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.File;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One connection of a client to the gateway, and the methods it calls there. */
final class Caller implements AutoCloseable {

  private final ManagedChannel channel;
  private final Methods methods;

  private Caller(ManagedChannel channel, Methods methods) {
    this.channel = channel;
    this.methods = methods;
  }

  static Caller plain(InetSocketAddress gateway, Methods methods) {
    NettyChannelBuilder builder = NettyChannelBuilder.forAddress(gateway).usePlaintext();
    return new Caller(builder.maxInboundMessageSize(Endpoint.LONGEST).build(), methods);
  }

  static Caller secure(InetSocketAddress gateway, Methods methods, File trusted)
      throws SSLException {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(gateway)
            .overrideAuthority("localhost")
            .sslContext(GrpcSslContexts.forClient().trustManager(trusted).build());
    return new Caller(builder.maxInboundMessageSize(Endpoint.LONGEST).build(), methods);
  }

  Methods methods() {
    return methods;
  }

  Channel channel() {
    return channel;
  }

  /** The channel, with metadata to send and what comes back to be seen. */
  Seen sending(Metadata metadata) {
    AtomicReference<@Nullable Metadata> headers = new AtomicReference<>();
    AtomicReference<@Nullable Metadata> trailers = new AtomicReference<>();
    Channel seen =
        ClientInterceptors.intercept(
            channel,
            MetadataUtils.newCaptureMetadataInterceptor(headers, trailers),
            MetadataUtils.newAttachHeadersInterceptor(metadata));
    return new Seen(seen, headers, trailers);
  }

  /**
   * A channel whose last call's metadata can be seen.
   *
   * @param headers what came before the messages; null when nothing did
   * @param trailers what came after them
   */
  record Seen(
      Channel channel,
      AtomicReference<@Nullable Metadata> headers,
      AtomicReference<@Nullable Metadata> trailers) {}

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
