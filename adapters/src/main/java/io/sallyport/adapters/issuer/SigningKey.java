package io.sallyport.adapters.issuer;

import io.sallyport.core.language.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * An RSA key of 2,048 bits that signs with RS256. Its id is its thumbprint (RFC 7638), so that two
 * keys never share one.
 */
final class SigningKey {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int BITS = 2048;

  private final KeyPair pair;
  private final String id;

  private SigningKey(KeyPair pair) {
    this.pair = pair;
    this.id = thumbprint(modulus(), exponent());
  }

  /** A new key; takes some tenths of a second. */
  static SigningKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return new SigningKey(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime makes RSA keys", e);
    }
  }

  /** A signed token in compact serialization (RFC 7515 section 7.1). */
  String sign(String type, String claims) {
    String header = "{\"kid\":" + Json.quote(id) + ",\"alg\":\"RS256\"" + typeMember(type) + "}";
    String content = encode(header) + "." + encode(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime signs with RS256", e);
    }
  }

  /** The public half as a JSON Web Key (RFC 7517). */
  String jwk() {
    return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\""
        + id
        + "\",\"n\":\""
        + modulus()
        + "\",\"e\":\""
        + exponent()
        + "\"}";
  }

  /** Cognito's tokens say no {@code typ}. */
  private static String typeMember(String type) {
    return type.isEmpty() ? "" : ",\"typ\":" + Json.quote(type);
  }

  private String modulus() {
    return encode(((RSAPublicKey) pair.getPublic()).getModulus());
  }

  private String exponent() {
    return encode(((RSAPublicKey) pair.getPublic()).getPublicExponent());
  }

  /** The least octets that hold {@code number}, without a sign (RFC 7518 section 2). */
  private static String encode(BigInteger number) {
    byte[] octets = number.toByteArray();
    int from = octets[0] == 0 ? 1 : 0;
    return BASE64.encodeToString(Arrays.copyOfRange(octets, from, octets.length));
  }

  private static String encode(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String thumbprint(String modulus, String exponent) {
    String canonical = "{\"e\":\"" + exponent + "\",\"kty\":\"RSA\",\"n\":\"" + modulus + "\"}";
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return BASE64.encodeToString(digest.digest(canonical.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
