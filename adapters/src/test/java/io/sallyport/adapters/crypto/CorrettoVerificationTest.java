package io.sallyport.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.token.Algorithm;
import io.sallyport.core.token.Cryptography;
import io.sallyport.core.token.Jws;
import io.sallyport.core.token.KeySet;
import io.sallyport.core.token.Rejection;
import io.sallyport.core.token.Verification;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.EnumSet;
import java.util.Locale;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens of another library's making, verified by Corretto's provider where it is there. */
final class CorrettoVerificationTest {

  @Test
  void isThereOnLinux() {
    boolean isLinux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    assertThat(Corretto.load() instanceof Corretto.Usable).isEqualTo(isLinux);
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
  void verifiesByCorrettosHandAndByNoOther(Algorithm algorithm) throws JoseException {
    if (!(Corretto.load() instanceof Corretto.Usable(Provider corretto))) {
      return;
    }
    PublicJsonWebKey key = key(algorithm);
    String token = token(key, algorithm, "{\"sub\":\"ann\"}");
    WatchedProvider watched = new WatchedProvider(corretto);
    KeySet keys = keys(key, watched);

    for (int i = 0; i < 3; i++) {
      assertThat(verify(keys, token)).isInstanceOf(Verification.Verified.class);
    }
    assertThat(watched.verified()).as("signatures that Corretto verified").isEqualTo(3);

    for (String tampered : new String[] {withOtherClaims(token), withOtherSignature(token)}) {
      assertThat(verify(keys, tampered))
          .isInstanceOfSatisfying(
              Verification.Rejected.class,
              rejected -> assertThat(rejected.rejection()).isEqualTo(Rejection.SIGNATURE));
    }
    assertThat(verify(keys(key(algorithm), watched), token))
        .isInstanceOf(Verification.Rejected.class);
    assertThat(verify(keys, token)).isInstanceOf(Verification.Verified.class);
    assertThat(watched.verified()).isEqualTo(7);
  }

  private static Verification verify(KeySet keys, String token) {
    return keys.verify((Jws) Jws.read(token), EnumSet.allOf(Algorithm.class));
  }

  private static KeySet keys(PublicJsonWebKey key, Provider provider) {
    String set = "{\"keys\":[" + key.toJson(OutputControlLevel.PUBLIC_ONLY) + "]}";
    return switch (KeySet.read(
        set.getBytes(StandardCharsets.UTF_8), Cryptography.preferring(provider))) {
      case KeySet.Read(KeySet read) -> read;
      case KeySet.Unreadable(String reason) -> throw new AssertionError(reason);
    };
  }

  private static PublicJsonWebKey key(Algorithm algorithm) throws JoseException {
    PublicJsonWebKey key =
        switch (algorithm) {
          case ES256 -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
          case ES384 -> EcJwkGenerator.generateJwk(EllipticCurves.P384);
          case ES512 -> EcJwkGenerator.generateJwk(EllipticCurves.P521);
          default -> RsaJwkGenerator.generateJwk(2048);
        };
    key.setKeyId("k1");
    return key;
  }

  private static String token(PublicJsonWebKey key, Algorithm algorithm, String claims)
      throws JoseException {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims);
    signature.setAlgorithmHeaderValue(algorithm.alg());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setKey(key.getPrivateKey());
    return signature.getCompactSerialization();
  }

  private static String withOtherClaims(String token) {
    int dot = token.indexOf('.');
    return token.substring(0, dot + 1)
        + "eyJzdWIiOiJib2IifQ"
        + token.substring(token.lastIndexOf('.'));
  }

  private static String withOtherSignature(String token) {
    int at = token.lastIndexOf('.') + 20;
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }
}
