package io.sallyport.edge.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.edge.wire.Grpc;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The TLS spoken to endpoints. The host name is always checked; the issuer unless told not to. */
public final class ClientTls implements AutoCloseable {

  private final Contexts configured;
  private final Contexts http1;
  private final @Nullable Contexts http2;

  private ClientTls(Contexts configured, Contexts http1, @Nullable Contexts http2) {
    this.configured = configured;
    this.http1 = http1;
    this.http2 = http2;
  }

  /** What is spoken to endpoints that are checked in full, and to those of any issuer. */
  private record Contexts(SslContext full, SslContext anyIssuer) {

    static Contexts of(X509ExtendedTrustManager trust, @Nullable ApplicationProtocolConfig alpn)
        throws IOException {
      return new Contexts(context(trust, alpn), context(new AnyIssuer(), alpn));
    }

    SslContext of(Endpoint.Verification verification) {
      return switch (verification) {
        case FULL -> full;
        case ANY_ISSUER -> anyIssuer;
      };
    }

    void release() {
      ReferenceCountUtil.release(full);
      ReferenceCountUtil.release(anyIssuer);
    }
  }

  /**
   * Trusts the JDK's issuers and those in {@code more}.
   *
   * @param more a PEM file, or null
   */
  public static ClientTls trusting(@Nullable Path more, UpstreamHttp2 http2, Grpc grpc)
      throws TlsProblem {
    List<X509Certificate> added = more == null ? List.of() : Pem.certificates(more);
    try {
      X509ExtendedTrustManager trust = Trust.with(added);
      ApplicationProtocolConfig offered =
          switch (http2) {
            case OFF -> null;
            case OFFERED -> ServerTls.alpn();
          };
      return new ClientTls(
          Contexts.of(trust, offered),
          Contexts.of(trust, ServerTls.alpn(ApplicationProtocolNames.HTTP_1_1)),
          switch (grpc) {
            case OFF -> null;
            case ON -> Contexts.of(trust, ServerTls.alpn(ApplicationProtocolNames.HTTP_2));
          });
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsProblem("trusted issuers cannot be loaded: " + e.getMessage());
    }
  }

  /** Completes {@code later} with trust in the JDK's issuers; loading them takes a while. */
  public static void load(CompletableFuture<ClientTls> later, UpstreamHttp2 http2, Grpc grpc) {
    var _ =
        Thread.ofVirtual()
            .start(() -> {
              try {
                later.complete(trusting(null, http2, grpc));
              } catch (TlsProblem | RuntimeException e) {
                later.completeExceptionally(e);
              }
            });
  }

  private static SslContext context(
      X509ExtendedTrustManager trust, @Nullable ApplicationProtocolConfig alpn) throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(ServerTls.provider())
            .protocols("TLSv1.3", "TLSv1.2")
            .trustManager(trust);
    return alpn == null ? builder.build() : builder.applicationProtocolConfig(alpn).build();
  }

  /** A handler for one connection to {@code endpoint}. */
  public SslHandler handler(
      ByteBufAllocator allocator, Endpoint endpoint, Versions versions, long handshakeNanos) {
    Contexts contexts =
        switch (versions) {
          case CONFIGURED -> configured;
          case HTTP_1_1 -> http1;
          case HTTP_2 -> Objects.requireNonNull(http2, "gRPC is off");
        };
    SslContext context = contexts.of(endpoint.verification());
    SslHandler handler = context.newHandler(allocator, endpoint.host(), endpoint.port());
    SSLParameters parameters = handler.engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (!NetUtil.isValidIpV4Address(endpoint.host())
        && !NetUtil.isValidIpV6Address(endpoint.host())) {
      parameters.setServerNames(List.of(new SNIHostName(endpoint.host())));
    }
    handler.engine().setSSLParameters(parameters);
    handler.setHandshakeTimeout(handshakeNanos, TimeUnit.NANOSECONDS);
    return handler;
  }

  /** Gives the library's memory back; handlers that were made live on. */
  @Override
  public void close() {
    configured.release();
    http1.release();
    if (http2 != null) {
      http2.release();
    }
  }
}
