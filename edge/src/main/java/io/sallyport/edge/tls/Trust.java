package io.sallyport.edge.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Which issuers are trusted: those of the JDK, and what the operator adds. */
final class Trust {

  private Trust() {}

  /** The JDK's trusted issuers and {@code more}. */
  static X509ExtendedTrustManager with(List<X509Certificate> more)
      throws GeneralSecurityException, IOException {
    if (more.isEmpty()) {
      return manager(null);
    }
    KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
    roots.load(null, null);
    int number = 0;
    for (X509Certificate certificate : manager(null).getAcceptedIssuers()) {
      roots.setCertificateEntry("jdk" + number++, certificate);
    }
    for (X509Certificate certificate : more) {
      roots.setCertificateEntry("operator" + number++, certificate);
    }
    return manager(roots);
  }

  /** The JDK's checks over {@code roots}; over its own roots when null. */
  static X509ExtendedTrustManager manager(@Nullable KeyStore roots)
      throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(roots);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("the JDK has no trust manager");
  }
}
