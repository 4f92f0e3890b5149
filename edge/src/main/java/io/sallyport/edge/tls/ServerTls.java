package io.sallyport.edge.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** The TLS of a listener: one certificate, TLS 1.2 and 1.3, HTTP/2 and HTTP/1.1 by ALPN. */
public final class ServerTls implements AutoCloseable {

  private static final X509Certificate[] NO_ISSUERS = {};

  private final SslContext context;
  private final long handshakeNanos;

  private ServerTls(SslContext context, long handshakeNanos) {
    this.context = context;
    this.handshakeNanos = handshakeNanos;
  }

  /**
   * Reads a certificate chain, the server's own first, and its key.
   *
   * @throws TlsProblem when a file cannot be read, or the key belongs to another certificate
   */
  public static ServerTls read(Path certificates, Path key, long handshakeNanos) throws TlsProblem {
    List<X509Certificate> chain = Pem.certificates(certificates);
    PrivateKey privateKey = Pem.privateKey(key);
    if (!match(chain.getFirst(), privateKey)) {
      throw new TlsProblem("the key in `" + key + "` does not belong to `" + certificates + "`");
    }
    try {
      SslContext context =
          SslContextBuilder.forServer(privateKey, chain)
              .sslProvider(provider())
              // The key store only hands the key over, in memory. The default kind encrypts it with
              // ten thousand rounds first, which is a tenth of a second of a start.
              .keyStoreType("JKS")
              .protocols("TLSv1.3", "TLSv1.2")
              // Callers show no certificate; without this the JDK's issuers are loaded for them,
              // which is a sixth of a second.
              .trustManager(NO_ISSUERS)
              .applicationProtocolConfig(
                  new ApplicationProtocolConfig(
                      Protocol.ALPN,
                      SelectorFailureBehavior.NO_ADVERTISE,
                      SelectedListenerFailureBehavior.ACCEPT,
                      ApplicationProtocolNames.HTTP_2,
                      ApplicationProtocolNames.HTTP_1_1))
              .build();
      return new ServerTls(context, handshakeNanos);
    } catch (SSLException e) {
      throw new TlsProblem("`" + certificates + "` cannot be used: " + e.getMessage());
    }
  }

  /** A handler for one connection. */
  public SslHandler handler(ByteBufAllocator allocator) {
    SslHandler handler = context.newHandler(allocator);
    handler.setHandshakeTimeout(handshakeNanos, TimeUnit.NANOSECONDS);
    return handler;
  }

  /** Gives the library's memory back; handlers that were made live on. */
  @Override
  public void close() {
    ReferenceCountUtil.release(context);
  }

  /** BoringSSL where its library loads, else the JDK's TLS. */
  static SslProvider provider() {
    return OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
  }

  /** Whether what {@code key} signs, the certificate's key verifies. */
  private static boolean match(X509Certificate certificate, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    try {
      byte[] text = {1, 2, 3};
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(text);
      byte[] signed = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(text);
      return verifier.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
