package io.sallyport.core.token;

import io.sallyport.core.message.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

/** An identity provider's private key, and what it signs. */
public final class Signer {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String kid;
  private final Algorithm algorithm;
  private final KeyPair pair;

  private Signer(String kid, Algorithm algorithm, KeyPair pair) {
    this.kid = kid;
    this.algorithm = algorithm;
    this.pair = pair;
  }

  /** A new key of the shortest length that is accepted. */
  public static Signer of(String kid, Algorithm algorithm) {
    return of(kid, algorithm, 2048);
  }

  static Signer of(String kid, Algorithm algorithm, int modulusBits) {
    try {
      return new Signer(kid, algorithm, generate(algorithm, modulusBits));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The same key under another algorithm. */
  Signer as(Algorithm other) {
    return new Signer(kid, other, pair);
  }

  public String kid() {
    return kid;
  }

  PublicKey key() {
    return pair.getPublic();
  }

  /** The public key as a member of a JWK set, without {@code alg} and {@code use}. */
  public String jwk() {
    String id = "\"kid\":\"" + kid + "\",";
    return switch (pair.getPublic()) {
      case RSAPublicKey rsa ->
          "{%s\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"}"
              .formatted(id, number(rsa.getModulus(), 0), number(rsa.getPublicExponent(), 0));
      case ECPublicKey ec -> {
        int bytes = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
        yield "{%s\"kty\":\"EC\",\"crv\":\"P-%d\",\"x\":\"%s\",\"y\":\"%s\"}"
            .formatted(
                id,
                ec.getParams().getCurve().getField().getFieldSize(),
                number(ec.getW().getAffineX(), bytes),
                number(ec.getW().getAffineY(), bytes));
      }
      case EdECPublicKey ed -> {
        byte[] encoded = ed.getEncoded();
        byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        yield "{%s\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"}".formatted(id, encode(x));
      }
      default -> throw new AssertionError("no such key");
    };
  }

  /** A token with {@code claims} as they stand. */
  public String token(String claims) {
    return sign("{\"alg\":\"" + algorithm.alg() + "\",\"kid\":\"" + kid + "\"}", claims);
  }

  /** A token with header and payload as they stand. */
  public String sign(String header, String claims) {
    String signed = encode(utf8(header)) + "." + encode(utf8(claims));
    return signed + "." + encode(signature(signed));
  }

  byte[] signature(String signed) {
    try {
      Signature signature = Signature.getInstance(algorithm.javaName());
      if (algorithm.parameters() != null) {
        signature.setParameter(algorithm.parameters());
      }
      signature.initSign(pair.getPrivate());
      signature.update(utf8(signed));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A JWK set of {@code jwks}. */
  public static Bytes set(String... jwks) {
    return Bytes.utf8("{\"keys\":[" + String.join(",", jwks) + "]}");
  }

  /** A JWK set of the public keys of {@code signers}. */
  public static Bytes set(Signer... signers) {
    return set(Stream.of(signers).map(Signer::jwk).toArray(String[]::new));
  }

  static KeySet keys(String... jwks) {
    return switch (KeySet.read(set(jwks).array(), Cryptography.JDK)) {
      case KeySet.Read(KeySet keys) -> keys;
      case KeySet.Unreadable(String reason) -> throw new AssertionError(reason);
    };
  }

  static String encode(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String number(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    int wanted = length == 0 ? (number.bitLength() + 7) / 8 : length;
    byte[] sized = new byte[wanted];
    int copied = Math.min(wanted, bytes.length);
    System.arraycopy(bytes, bytes.length - copied, sized, wanted - copied, copied);
    return encode(sized);
  }

  private static KeyPair generate(Algorithm algorithm, int modulusBits)
      throws GeneralSecurityException {
    return switch (algorithm.scheme()) {
      case RSA, RSA_PSS -> {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(modulusBits);
        yield generator.generateKeyPair();
      }
      case ECDSA -> {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        int bits = algorithm == Algorithm.ES512 ? 521 : algorithm.hashBytes() * 8;
        generator.initialize(new ECGenParameterSpec("secp" + bits + "r1"));
        yield generator.generateKeyPair();
      }
      case EDDSA -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      case HMAC -> throw new AssertionError("a secret is no key pair");
    };
  }
}
