package io.sallyport.edge.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.sallyport.core.pipeline.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The TLS spoken to endpoints. The host name is always checked; the issuer unless told not to. */
public final class ClientTls implements AutoCloseable {

  private final SslContext full;
  private final SslContext anyIssuer;

  private ClientTls(SslContext full, SslContext anyIssuer) {
    this.full = full;
    this.anyIssuer = anyIssuer;
  }

  /**
   * Trusts the JDK's issuers and those in {@code more}.
   *
   * @param more a PEM file, or null
   */
  public static ClientTls trusting(@Nullable Path more, UpstreamHttp2 http2) throws TlsProblem {
    List<X509Certificate> added = more == null ? List.of() : Pem.certificates(more);
    try {
      return new ClientTls(context(Trust.with(added), http2), context(new AnyIssuer(), http2));
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsProblem("trusted issuers cannot be loaded: " + e.getMessage());
    }
  }

  /** Completes {@code later} with trust in the JDK's issuers; loading them takes a while. */
  public static void load(CompletableFuture<ClientTls> later, UpstreamHttp2 http2) {
    var _ =
        Thread.ofVirtual()
            .start(() -> {
              try {
                later.complete(trusting(null, http2));
              } catch (TlsProblem | RuntimeException e) {
                later.completeExceptionally(e);
              }
            });
  }

  private static SslContext context(X509ExtendedTrustManager trust, UpstreamHttp2 http2)
      throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(ServerTls.provider())
            .protocols("TLSv1.3", "TLSv1.2")
            .trustManager(trust);
    return switch (http2) {
      case OFF -> builder.build();
      case OFFERED -> builder.applicationProtocolConfig(ServerTls.alpn()).build();
    };
  }

  /** A handler for one connection to {@code endpoint}. */
  public SslHandler handler(ByteBufAllocator allocator, Endpoint endpoint, long handshakeNanos) {
    SslContext context =
        switch (endpoint.verification()) {
          case FULL -> full;
          case ANY_ISSUER -> anyIssuer;
        };
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
    ReferenceCountUtil.release(full);
    ReferenceCountUtil.release(anyIssuer);
  }
}
