package io.sallyport.edge.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/**
 * The kinds of keys a listener can use: those that AWS Certificate Manager imports, and Ed25519.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html">
 *     prerequisites for importing certificates</a>
 */
final class KeyKinds {

  private static final String EXPECTED =
      "RSA with 1,024 to 8,192 bits, EC over P-256, P-384 or P-521, or Ed25519";

  private static final int DIGITAL_SIGNATURE = 0;

  private KeyKinds() {}

  /** What a key is called where TLS chooses one. */
  static String type(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "RSA";
      case "EC" -> "EC";
      default -> "EdDSA";
    };
  }

  /** What keeps the certificate from being used whatever its key; empty when nothing does. */
  static String objection(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    boolean usable =
        switch (certificate.getPublicKey()) {
          case RSAPublicKey rsa -> bits(rsa) >= 1024 && bits(rsa) <= 8192;
          case ECPublicKey ec ->
              switch (ec.getParams().getCurve().getField().getFieldSize()) {
                case 256, 384, 521 -> true;
                default -> false;
              };
          default -> certificate.getPublicKey().getAlgorithm().matches("Ed25519|EdDSA");
        };
    if (!usable) {
      return "has a key of a kind that cannot be used, expected " + EXPECTED;
    }
    return usage != null && !usage[DIGITAL_SIGNATURE]
        ? "is not for digital signatures, which TLS needs it for"
        : "";
  }

  /** Whether what {@code key} signs, the certificate's key verifies. */
  static boolean match(X509Certificate certificate, PrivateKey key) {
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

  private static int bits(RSAPublicKey key) {
    return key.getModulus().bitLength();
  }
}
