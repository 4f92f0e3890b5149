package io.sallyport.core.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads one JSON Web Key, RFC 7517, for verifying signatures; and says why it is of no use. */
final class KeyReader {

  private static final int SHORTEST_MODULUS = 2048;
  private static final int LONGEST_MODULUS = 8192;
  private static final int ED25519_BYTES = 32;
  private static final BigInteger ED25519_FIELD =
      BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** The second coordinates of the points of order 1, 2, 4 and 8: keys that fit any signature. */
  private static final Set<BigInteger> ED25519_SMALL =
      Set.of(
          BigInteger.ONE,
          BigInteger.ZERO,
          ED25519_FIELD.subtract(BigInteger.ONE),
          new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16),
          new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16));

  private final JsonObject jwk;
  private final Cryptography cryptography;

  KeyReader(JsonObject jwk, Cryptography cryptography) {
    this.jwk = jwk;
    this.cryptography = cryptography;
  }

  VerificationKey read() throws Unacceptable {
    String kid = jwk.text("kid");
    String kty = jwk.text("kty");
    if (kty == null) {
      throw new Unacceptable("has no `kty`");
    }
    refuseOtherUses();
    Restriction restriction = Restriction.of(jwk.text("alg"));
    return switch (kty) {
      case "RSA" -> rsa(kid, restriction);
      case "EC" -> ec(kid, restriction);
      case "OKP" -> okp(kid, restriction);
      case "oct" -> secret(kid, restriction);
      default -> throw new Unacceptable("is of type `" + Printable.of(kty) + "`");
    };
  }

  private void refuseOtherUses() throws Unacceptable {
    String use = jwk.text("use");
    if (use != null && !use.equals("sig")) {
      throw new Unacceptable("is for `use` `" + Printable.of(use) + "`, not for `sig`");
    }
    List<String> operations = jwk.texts("key_ops");
    if (operations != null && !operations.contains("verify")) {
      throw new Unacceptable("is not for verifying by its `key_ops`");
    }
    if (jwk.has("d")) {
      throw new Unacceptable("is a private key, which whoever reads it can sign with");
    }
  }

  private VerificationKey rsa(@Nullable String kid, Restriction restriction) throws Unacceptable {
    BigInteger modulus = new BigInteger(1, bytes("n"));
    BigInteger exponent = new BigInteger(1, bytes("e"));
    int length = modulus.bitLength();
    if (length < SHORTEST_MODULUS || length > LONGEST_MODULUS) {
      throw new Unacceptable(
          "is " + length + " bits long; expected " + SHORTEST_MODULUS + " to " + LONGEST_MODULUS);
    }
    boolean odd = modulus.testBit(0) && exponent.testBit(0);
    if (!odd || exponent.bitLength() < 2 || exponent.bitLength() > 64) {
      throw new Unacceptable("has a modulus or an exponent that no RSA key has");
    }
    if (RocaFingerprint.matches(modulus)) {
      throw new Unacceptable("was made by the generator of CVE-2017-15361, which gives it away");
    }
    return key(
        kid, restriction, "RSA", new RSAPublicKeySpec(modulus, exponent), (length + 7) / 8, null);
  }

  private VerificationKey ec(@Nullable String kid, Restriction restriction) throws Unacceptable {
    String crv = jwk.text("crv");
    Curve curve = crv == null ? null : Curve.named(crv);
    if (curve == null) {
      throw new Unacceptable("is on the curve `" + Printable.of(crv) + "`");
    }
    byte[] x = bytes("x");
    byte[] y = bytes("y");
    if (x.length != curve.bytes() || y.length != curve.bytes()) {
      throw new Unacceptable("has coordinates of a length that `" + crv + "` does not have");
    }
    KeySpec spec = curve.key(new BigInteger(1, x), new BigInteger(1, y));
    return key(kid, restriction, "EC", spec, 2 * curve.bytes(), curve);
  }

  private VerificationKey okp(@Nullable String kid, Restriction restriction) throws Unacceptable {
    String crv = jwk.text("crv");
    if (!"Ed25519".equals(crv)) {
      throw new Unacceptable("is on the curve `" + Printable.of(crv) + "`");
    }
    byte[] x = bytes("x");
    if (x.length != ED25519_BYTES) {
      throw new Unacceptable("is " + x.length + " bytes long; expected " + ED25519_BYTES);
    }
    byte[] y = reversed(x);
    boolean odd = (y[0] & 0x80) != 0;
    y[0] &= 0x7F;
    BigInteger coordinate = new BigInteger(1, y);
    if (coordinate.compareTo(ED25519_FIELD) >= 0 || ED25519_SMALL.contains(coordinate)) {
      throw new Unacceptable("is a point that no Ed25519 key is");
    }
    KeySpec spec =
        new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, coordinate));
    return key(kid, restriction, "Ed25519", spec, 2 * ED25519_BYTES, null);
  }

  private VerificationKey secret(@Nullable String kid, Restriction restriction)
      throws Unacceptable {
    byte[] secret = bytes("k");
    if (secret.length == 0) {
      throw new Unacceptable("is empty");
    }
    return VerificationKey.of(
        kid, restriction, new SecretKeySpec(secret, "HMAC"), secret.length, cryptography);
  }

  private VerificationKey key(
      @Nullable String kid,
      Restriction restriction,
      String keyAlgorithm,
      KeySpec spec,
      int signatureBytes,
      @Nullable Curve curve)
      throws Unacceptable {
    try {
      return VerificationKey.of(
          kid,
          restriction,
          cryptography.key(keyAlgorithm, spec),
          signatureBytes,
          curve,
          cryptography);
    } catch (GeneralSecurityException e) {
      throw new Unacceptable("is no key: " + Printable.of(e.getMessage()));
    }
  }

  private byte[] bytes(String name) throws Unacceptable {
    String text = jwk.text(name);
    if (text == null) {
      throw new Unacceptable("has no `" + name + "`");
    }
    byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return Base64Url.decode(ascii, 0, ascii.length);
    } catch (Unacceptable e) {
      throw new Unacceptable("has a `" + name + "` that " + e.reason());
    }
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
