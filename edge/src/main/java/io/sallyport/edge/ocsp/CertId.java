package io.sallyport.edge.ocsp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** How OCSP names a certificate (RFC 6960 §4.1.1): by hashes of its issuer, and its number. */
final class CertId {

  /** The hash in requests: every responder knows it (RFC 5019 §2.1.1), and it proves nothing. */
  private static final String SHA_1 = "06052b0e03021a";

  private static final String SHA_256 = "0609608648016503040201";

  private CertId() {}

  /** The name for a request. */
  static byte[] of(X509Certificate certificate, X509Certificate issuer) throws OcspProblem {
    byte[] algorithm =
        Der.write(Der.SEQUENCE, HexFormat.of().parseHex(SHA_1), Der.write(Der.NULL, new byte[0]));
    return Der.write(
        Der.SEQUENCE,
        algorithm,
        Der.write(Der.OCTET_STRING, nameHash("SHA-1", certificate)),
        Der.write(Der.OCTET_STRING, keyHash("SHA-1", issuer)),
        Der.write(Der.INTEGER, certificate.getSerialNumber().toByteArray()));
  }

  /** Whether {@code id} names {@code certificate}. */
  static boolean names(Der id, X509Certificate certificate, X509Certificate issuer)
      throws OcspProblem {
    List<Der> parts = id.expect(Der.SEQUENCE).children();
    if (parts.size() != 4) {
      throw Der.malformed();
    }
    String hash =
        switch (HexFormat.of().formatHex(parts.get(0).child(0).encoded())) {
          case SHA_1 -> "SHA-1";
          case SHA_256 -> "SHA-256";
          default -> throw new OcspProblem("it names certificates by a hash that is not known");
        };
    return Arrays.equals(parts.get(1).content(), nameHash(hash, certificate))
        && Arrays.equals(parts.get(2).content(), keyHash(hash, issuer))
        && Arrays.equals(parts.get(3).content(), certificate.getSerialNumber().toByteArray());
  }

  private static byte[] nameHash(String hash, X509Certificate certificate) {
    return digest(hash, certificate.getIssuerX500Principal().getEncoded());
  }

  /** Of the key's bits alone, without what says of which kind it is. */
  private static byte[] keyHash(String hash, X509Certificate issuer) throws OcspProblem {
    return digest(hash, Der.of(issuer.getPublicKey().getEncoded()).child(1).bits());
  }

  private static byte[] digest(String hash, byte[] bytes) {
    try {
      return MessageDigest.getInstance(hash).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + hash, e);
    }
  }
}
