package io.sallyport.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeySetTest {

  private static final Signer RSA = Signer.of("a", Algorithm.RS256);
  private static final Signer EC = Signer.of("e", Algorithm.ES256);
  private static final Signer ED = Signer.of("d", Algorithm.EDDSA);

  @ParameterizedTest
  @CsvSource({
    "'\"use\":\"enc\"', UNFIT_KEY",
    "'\"use\":\"sig\"', verified",
    "'\"use\":7', UNFIT_KEY",
    "'\"key_ops\":[\"encrypt\"]', UNFIT_KEY",
    "'\"key_ops\":[\"verify\"]', verified",
    "'\"key_ops\":\"verify\"', UNFIT_KEY",
    "'\"alg\":\"RS256\"', verified",
    "'\"alg\":\"RS512\"', verified",
    "'\"alg\":\"PS256\"', UNFIT_KEY",
    "'\"alg\":\"RSA1_5\"', UNFIT_KEY",
    "'\"alg\":\"ES256\"', UNFIT_KEY",
    "'\"alg\":\"HS256\"', UNFIT_KEY",
    "'\"d\":\"AQAB\"', UNFIT_KEY",
    "'\"kty\":\"RSA\"', none"
  })
  void usesAKeyForWhatItIsMadeForOnly(String member, String verdict) {
    String jwk = RSA.jwk().replace("}", "," + member + "}");

    if (verdict.equals("none")) {
      assertThat(KeySet.read(Signer.set(jwk).array(), Cryptography.JDK))
          .isInstanceOf(KeySet.Unreadable.class);
    } else {
      assertThat(JwsTest.verdict(RSA.token("{}"), jwk)).isEqualTo(verdict);
    }
  }

  @Test
  void usesNeitherOfTwoKeysWithOneId() {
    Signer other = Signer.of("a", Algorithm.RS256);

    assertThat(JwsTest.verdict(RSA.token("{}"), RSA.jwk(), other.jwk())).isEqualTo("UNFIT_KEY");
    assertThat(JwsTest.verdict(RSA.token("{}"), other.jwk(), RSA.jwk(), EC.jwk()))
        .isEqualTo("UNFIT_KEY");
    assertThat(JwsTest.verdict(RSA.token("{}"), RSA.jwk(), RSA.jwk(), RSA.jwk()))
        .isEqualTo("UNFIT_KEY");
  }

  @Test
  void leavesOutWhatItDoesNotKnowAndKeepsTheRest() {
    KeySet keys = Signer.keys("{\"kty\":\"X\",\"kid\":\"x\"}", "{}", "7", RSA.jwk());

    assertThat(keys.size()).isEqualTo(1);
    assertThat(keys.useless()).containsEntry("x", "is of type `X`");
  }

  @Test
  void refusesShortRsaKeys() {
    Signer weak = Signer.of("w", Algorithm.RS256, 1024);

    assertThat(JwsTest.verdict(weak.token("{}"), weak.jwk())).isEqualTo("UNFIT_KEY");
    assertThat(Signer.keys(weak.jwk()).useless())
        .containsEntry("w", "is 1024 bits long; expected 2048 to 8192");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AQ", "AA", "Ag", "", "AQAB=", "AQ AB"})
  void refusesExponentsNoKeyHas(String exponent) {
    String jwk = RSA.jwk().replace("\"e\":\"AQAB\"", "\"e\":\"" + exponent + "\"");

    assertThat(Signer.keys(jwk).useless()).containsKey("a");
  }

  @Test
  void recognisesTheModuliOfRoca() {
    // A modulus of that generator is a power of 65537 modulo each small prime.
    BigInteger primorial = BigInteger.ONE;
    for (int prime = 3; prime <= 167; prime += 2) {
      if (BigInteger.valueOf(prime).isProbablePrime(20)) {
        primorial = primorial.multiply(BigInteger.valueOf(prime));
      }
    }
    BigInteger power = BigInteger.valueOf(65537).modPow(BigInteger.valueOf(12345), primorial);
    BigInteger modulus = primorial.multiply(BigInteger.TWO.pow(1900)).add(power);

    modulus = modulus.testBit(0) ? modulus : modulus.add(primorial);
    String n = Signer.encode(modulus.toByteArray());
    String jwk = "{\"kid\":\"r\",\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"" + n + "\"}";

    assertThat(RocaFingerprint.matches(modulus)).isTrue();
    assertThat(Signer.keys(jwk).useless().get("r")).contains("CVE-2017-15361");
    assertThat(RocaFingerprint.matches(modulus.add(BigInteger.TWO))).isFalse();
  }

  @Test
  void refusesPointsThatAreNotOnTheCurve() {
    String x = EC.jwk().replaceAll(".*\"x\":\"([^\"]*)\".*", "$1");
    String off = EC.jwk().replaceAll("\"y\":\"[^\"]*\"", "\"y\":\"" + x + "\"");

    assertThat(Signer.keys(off).useless())
        .containsEntry("e", "is a point that is not on the curve `P-256`");
    assertThat(Signer.keys(EC.jwk().replace("P-256", "P-384")).useless()).containsKey("e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
      })
  void refusesEd25519KeysThatFitAnySignature(String hex) {
    String x = Signer.encode(java.util.HexFormat.of().parseHex(hex));
    String jwk = ED.jwk().replaceAll("\"x\":\"[^\"]*\"", "\"x\":\"" + x + "\"");

    assertThat(Signer.keys(jwk).useless()).containsKey("d");
  }

  @Test
  void keepsTheObjectsOfKeysThatStay() {
    KeySet before = Signer.keys(RSA.jwk(), EC.jwk());
    KeySet same = Signer.keys(RSA.jwk(), EC.jwk()).over(before);
    KeySet rotated = Signer.keys(EC.jwk(), ED.jwk()).over(before);
    VerificationKey rsa = key(before, RSA);
    VerificationKey ec = key(before, EC);

    assertThat(same).isSameAs(before);
    assertThat(rotated.holds(ec)).isTrue();
    assertThat(rotated.holds(rsa)).isFalse();
  }

  private static VerificationKey key(KeySet keys, Signer signer) {
    Jws jws = (Jws) Jws.read(signer.token("{}"));
    return ((Verification.Verified) keys.verify(jws, java.util.Set.of(jws.algorithm()))).key();
  }
}
