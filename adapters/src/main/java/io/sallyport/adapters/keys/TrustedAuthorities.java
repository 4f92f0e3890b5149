package io.sallyport.adapters.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** TLS that trusts the platform's authorities and those an operator adds. */
final class TrustedAuthorities {

  private TrustedAuthorities() {}

  /**
   * @param more a PEM file of authorities, or null for the platform's alone
   */
  static SSLContext with(@Nullable Path more) throws GeneralSecurityException, IOException {
    if (more == null) {
      return SSLContext.getDefault();
    }
    KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
    roots.load(null, null);
    int number = 0;
    for (X509Certificate certificate : platform()) {
      roots.setCertificateEntry("platform" + number++, certificate);
    }
    try (InputStream file = Files.newInputStream(more)) {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(file)) {
        roots.setCertificateEntry("operator" + number++, certificate);
      }
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers(roots), null);
    return context;
  }

  private static X509Certificate[] platform() throws GeneralSecurityException {
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager x509) {
        return x509.getAcceptedIssuers();
      }
    }
    return new X509Certificate[0];
  }

  private static TrustManager[] managers(@Nullable KeyStore roots) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(roots);
    return factory.getTrustManagers();
  }
}
