package io.sallyport.core.token;

import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signature algorithm of RFC 7518 section 3.1, or EdDSA of RFC 8037. {@code none} is not among
 * them.
 */
public enum Algorithm {
  RS256(Scheme.RSA, "SHA256withRSA", 32),
  RS384(Scheme.RSA, "SHA384withRSA", 48),
  RS512(Scheme.RSA, "SHA512withRSA", 64),
  PS256(Scheme.RSA_PSS, "RSASSA-PSS", 32),
  PS384(Scheme.RSA_PSS, "RSASSA-PSS", 48),
  PS512(Scheme.RSA_PSS, "RSASSA-PSS", 64),
  ES256(Scheme.ECDSA, "SHA256withECDSAinP1363Format", 32),
  ES384(Scheme.ECDSA, "SHA384withECDSAinP1363Format", 48),
  ES512(Scheme.ECDSA, "SHA512withECDSAinP1363Format", 64),
  EDDSA(Scheme.EDDSA, "Ed25519", 64),
  HS256(Scheme.HMAC, "HmacSHA256", 32),
  HS384(Scheme.HMAC, "HmacSHA384", 48),
  HS512(Scheme.HMAC, "HmacSHA512", 64);

  private static final Map<String, Algorithm> BY_NAME = byName();

  /** What a key can be used for; a key fits one scheme only, or both of RSA's. */
  enum Scheme {
    RSA,
    RSA_PSS,
    ECDSA,
    EDDSA,
    HMAC
  }

  private final Scheme scheme;
  private final String javaName;
  private final int hashBytes;

  Algorithm(Scheme scheme, String javaName, int hashBytes) {
    this.scheme = scheme;
    this.javaName = javaName;
    this.hashBytes = hashBytes;
  }

  /** The algorithm called {@code alg} in a header, or null when it is none of these. */
  public static @Nullable Algorithm named(String alg) {
    return BY_NAME.get(alg);
  }

  /** The name in a header. */
  public String alg() {
    return this == EDDSA ? "EdDSA" : name();
  }

  Scheme scheme() {
    return scheme;
  }

  String javaName() {
    return javaName;
  }

  /** The length of the hash in bytes, which a MAC's key must not be shorter than. */
  int hashBytes() {
    return hashBytes;
  }

  /** What the signature's parameters are; null where the name says all. */
  @Nullable AlgorithmParameterSpec parameters() {
    if (scheme != Scheme.RSA_PSS) {
      return null;
    }
    String hash = "SHA-" + hashBytes * 8;
    return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), hashBytes, 1);
  }

  private static Map<String, Algorithm> byName() {
    Map<String, Algorithm> names = new HashMap<>();
    for (Algorithm algorithm : values()) {
      names.put(algorithm.alg(), algorithm);
    }
    return names;
  }
}
