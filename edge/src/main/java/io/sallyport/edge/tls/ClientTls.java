package io.sallyport.edge.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
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

  private static final ApplicationProtocolConfig HTTP1 =
      new ApplicationProtocolConfig(
          Protocol.ALPN,
          SelectorFailureBehavior.NO_ADVERTISE,
          SelectedListenerFailureBehavior.ACCEPT,
          ApplicationProtocolNames.HTTP_1_1);

  /** One for each way of checking a certificate. */
  private record Contexts(SslContext full, SslContext anyIssuer) {

    SslContext of(Endpoint endpoint) {
      return switch (endpoint.verification()) {
        case FULL -> full;
        case ANY_ISSUER -> anyIssuer;
      };
    }

    void release() {
      ReferenceCountUtil.release(full);
      ReferenceCountUtil.release(anyIssuer);
    }
  }

  private final Contexts usual;
  private final Contexts http1;

  private ClientTls(Contexts usual, Contexts http1) {
    this.usual = usual;
    this.http1 = http1;
  }

  /**
   * Trusts the JDK's issuers and those in {@code more}.
   *
   * @param more a PEM file, or null
   */
  public static ClientTls trusting(@Nullable Path more, UpstreamHttp2 http2) throws TlsProblem {
    List<X509Certificate> added = more == null ? List.of() : Pem.certificates(more);
    try {
      X509ExtendedTrustManager trust = Trust.with(added);
      ApplicationProtocolConfig offer =
          switch (http2) {
            case OFF -> ApplicationProtocolConfig.DISABLED;
            case OFFERED -> ServerTls.alpn();
          };
      return new ClientTls(contexts(trust, offer), contexts(trust, HTTP1));
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

  private static Contexts contexts(X509ExtendedTrustManager trust, ApplicationProtocolConfig offer)
      throws IOException {
    return new Contexts(context(trust, offer), context(new AnyIssuer(), offer));
  }

  private static SslContext context(X509ExtendedTrustManager trust, ApplicationProtocolConfig offer)
      throws IOException {
    return SslContextBuilder.forClient()
        .sslProvider(ServerTls.provider())
        .protocols("TLSv1.3", "TLSv1.2")
        .trustManager(trust)
        .applicationProtocolConfig(offer)
        .build();
  }

  /** A handler for one connection to {@code endpoint}. */
  public SslHandler handler(ByteBufAllocator allocator, Endpoint endpoint, long handshakeNanos) {
    return handler(usual, allocator, endpoint, handshakeNanos);
  }

  /** A handler for one that speaks HTTP/1.1 before it switches to another protocol. */
  public SslHandler http1Handler(
      ByteBufAllocator allocator, Endpoint endpoint, long handshakeNanos) {
    return handler(http1, allocator, endpoint, handshakeNanos);
  }

  private static SslHandler handler(
      Contexts contexts, ByteBufAllocator allocator, Endpoint endpoint, long handshakeNanos) {
    SslContext context = contexts.of(endpoint);
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
    usual.release();
    http1.release();
  }
}
