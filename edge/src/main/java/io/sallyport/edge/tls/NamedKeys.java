package io.sallyport.edge.tls;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;
import io.sallyport.core.pipeline.Times;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows each caller the certificate for the name it asks for, with its OCSP response. */
final class NamedKeys extends X509ExtendedKeyManager {

  private final CertificateTable table;
  private final Times times;

  NamedKeys(CertificateTable table, Times times) {
    this.table = table;
    this.times = times;
  }

  /** Called during a handshake, for one type of key after the other. */
  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    if (!(engine instanceof ReferenceCountedOpenSslEngine openSsl)) {
      return table.alias(requestedName(engine), keyType);
    }
    // The library's own reading of the name: the JDK's refuses those with an underscore.
    String alias = table.alias(SSL.getSniHostname(openSsl.sslPointer()), keyType);
    if (alias != null) {
      byte[] staple = table.get(alias).staple(times.millis());
      if (staple != null) {
        openSsl.setOcspResponse(staple);
      }
    }
    return alias;
  }

  private static @Nullable String requestedName(SSLEngine engine) {
    if (engine.getHandshakeSession() instanceof ExtendedSSLSession session) {
      for (SNIServerName name : session.getRequestedServerNames()) {
        return new String(name.getEncoded(), StandardCharsets.US_ASCII);
      }
    }
    return null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return table.get(alias).chain();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return table.get(alias).key();
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return table.alias(null, keyType);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = table.alias(null, keyType);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
