package io.sallyport.edge.ocsp;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a response (RFC 6960 §4.2.2.2): the issuer of the certificate itself, or somebody
 * whose own certificate, issued by the same key, is for signing OCSP responses.
 */
final class OcspSignature {

  private static final String FOR_OCSP = "1.3.6.1.5.5.7.3.9";

  private OcspSignature() {}

  /**
   * Checks the signature of {@code data}.
   *
   * @param certificates a DER sequence of certificates that came along, or null
   */
  static void check(
      byte[] data,
      Der algorithm,
      byte[] signature,
      byte @Nullable [] certificates,
      X509Certificate issuer,
      Instant now)
      throws OcspProblem {
    String name = name(algorithm);
    if (verifies(name, issuer.getPublicKey(), data, signature)) {
      return;
    }
    for (X509Certificate delegate : read(certificates)) {
      if (isDelegate(delegate, issuer, now)
          && verifies(name, delegate.getPublicKey(), data, signature)) {
        return;
      }
    }
    throw new OcspProblem("the response is not signed by the certificate's issuer");
  }

  private static String name(Der algorithm) throws OcspProblem {
    String id =
        HexFormat.of()
            .formatHex(algorithm.expect(Der.SEQUENCE).child(0).expect(Der.OBJECT_ID).content());
    return switch (id) {
      case "2a864886f70d01010b" -> "SHA256withRSA";
      case "2a864886f70d01010c" -> "SHA384withRSA";
      case "2a864886f70d01010d" -> "SHA512withRSA";
      case "2a8648ce3d040302" -> "SHA256withECDSA";
      case "2a8648ce3d040303" -> "SHA384withECDSA";
      case "2a8648ce3d040304" -> "SHA512withECDSA";
      case "2b6570" -> "Ed25519";
      default -> throw new OcspProblem("the response is signed by a method that is not accepted");
    };
  }

  private static boolean verifies(String name, PublicKey key, byte[] data, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(name);
      verifier.initVerify(key);
      verifier.update(data);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // A key of another kind, or bytes that are no signature of this one.
      return false;
    }
  }

  private static boolean isDelegate(X509Certificate delegate, X509Certificate issuer, Instant now) {
    try {
      delegate.checkValidity(Date.from(now));
      delegate.verify(issuer.getPublicKey());
      List<String> usage = delegate.getExtendedKeyUsage();
      return delegate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
          && usage != null
          && usage.contains(FOR_OCSP);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static List<X509Certificate> read(byte @Nullable [] certificates) throws OcspProblem {
    List<X509Certificate> read = new ArrayList<>();
    if (certificates == null) {
      return read;
    }
    for (Der one : Der.of(certificates).expect(Der.SEQUENCE).children()) {
      try {
        Certificate certificate =
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(one.encoded()));
        if (certificate instanceof X509Certificate x509) {
          read.add(x509);
        }
      } catch (GeneralSecurityException e) {
        throw Der.malformed();
      }
    }
    return read;
  }
}
