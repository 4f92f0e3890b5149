package io.sallyport.app.command;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An issuer's key, what it signs, and what somebody without it can make. */
final class TestIssuer {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair pair;

  TestIssuer() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    pair = generator.generateKeyPair();
  }

  /** The key set it publishes. */
  String jwks() {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return "{\"keys\":[{\"kid\":\"k1\",\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"}]}"
        .formatted(number(key.getModulus()), number(key.getPublicExponent()));
  }

  /** The public key as everybody has it. */
  byte[] published() {
    return pair.getPublic().getEncoded();
  }

  String token(String claims) throws GeneralSecurityException {
    return signed("{\"alg\":\"RS256\",\"kid\":\"k1\"}", claims);
  }

  String signed(String header, String claims) throws GeneralSecurityException {
    String text = unsigned(header, claims);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(text.getBytes(StandardCharsets.UTF_8));
    return text + "." + BASE64.encodeToString(signature.sign());
  }

  /** A MAC with a secret that is none. */
  static String mac(byte[] secret, String claims) throws GeneralSecurityException {
    String text = unsigned("{\"alg\":\"HS256\",\"kid\":\"k1\"}", claims);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return text + "." + BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String unsigned(String header, String claims) {
    return encode(header) + "." + encode(claims);
  }

  private static String encode(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    byte[] magnitude = new byte[bytes.length - from];
    System.arraycopy(bytes, from, magnitude, 0, magnitude.length);
    return BASE64.encodeToString(magnitude);
  }
}
