package io.sallyport.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JwsTest {

  private static final Set<Algorithm> ALL = EnumSet.allOf(Algorithm.class);
  private static final Signer RSA = Signer.of("a", Algorithm.RS256);
  private static final Signer EC = Signer.of("e", Algorithm.ES256);
  private static final String CLAIMS = "{\"sub\":\"alice\"}";

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"HS256", "HS384", "HS512"})
  void acceptsEachAlgorithmAndNoChangedByte(Algorithm algorithm) {
    Signer signer =
        algorithm.javaName().contains("RSA") ? RSA.as(algorithm) : Signer.of("k", algorithm);
    String token = signer.token(CLAIMS);

    assertThat(verdict(token, signer.jwk())).isEqualTo("verified");
    for (int segment = 1; segment <= 2; segment++) {
      int at = token.indexOf('.', segment == 1 ? 0 : token.indexOf('.') + 1) + 5;
      char other = token.charAt(at) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, at) + other + token.substring(at + 1);
      assertThat(verdict(changed, signer.jwk())).isEqualTo("SIGNATURE");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "RS255", "rs256"})
  void refusesNoneHoweverItIsSpelt(String alg) {
    String head = Signer.encode(Signer.utf8("{\"alg\":\"" + alg + "\",\"kid\":\"a\"}"));
    String claims = Signer.encode(Signer.utf8(CLAIMS));

    assertThat(verdict(head + "." + claims + ".", RSA.jwk())).isEqualTo("ALGORITHM");
  }

  @Test
  void refusesAMacMadeWithAPublicKey() throws Exception {
    String header = "{\"alg\":\"HS256\",\"kid\":\"a\"}";
    String signed = Signer.encode(Signer.utf8(header)) + "." + Signer.encode(Signer.utf8(CLAIMS));
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
    mac.init(new javax.crypto.spec.SecretKeySpec(RSA.key().getEncoded(), "HMAC"));
    String token = signed + "." + Signer.encode(mac.doFinal(Signer.utf8(signed)));

    assertThat(verdict(token, RSA.jwk())).isEqualTo("UNFIT_KEY");
  }

  @Test
  void refusesAnAlgorithmThatIsNotAllowed() {
    Jws jws = (Jws) Jws.read(EC.token(CLAIMS));

    assertThat(Signer.keys(EC.jwk()).verify(jws, EnumSet.of(Algorithm.RS256)))
        .isEqualTo(
            new Verification.Rejected(
                Rejection.ALGORITHM, "the token is signed with `ES256`, which is not allowed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"RS256\",\"kid\":\"a\",\"crit\":[\"exp\"],\"exp\":1}",
        "{\"alg\":\"RS256\",\"kid\":\"a\",\"crit\":[]}",
        "{\"alg\":\"RS256\",\"kid\":\"a\",\"b64\":false}",
        "{\"alg\":\"RS256\",\"alg\":\"RS256\",\"kid\":\"a\"}",
        "{\"alg\":\"RS256\",\"kid\":\"a\",\"kid\":\"b\"}",
        "{\"alg\":\"RS256\",\"kid\":1}",
        "{\"alg\":[\"RS256\"],\"kid\":\"a\"}",
        "{\"alg\":\"RS256\",\"kid\":\"a\"} x",
        "{\"alg\":\"RS256\",\"kid\":\"a\"",
        "[\"RS256\"]",
        "\"RS256\"",
        "{\"alg\":\"RS256\",\"kid\":\"a\",\"x\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}"
      })
  void refusesHeadersThatAreNotWhatTheyShouldBe(String header) {
    assertThat(verdict(RSA.sign(header, CLAIMS), RSA.jwk())).isEqualTo("MALFORMED");
  }

  @Test
  void takesNoKeyFromTheTokenItself() {
    Signer other = Signer.of("a", Algorithm.RS256);
    String token =
        other.sign("{\"alg\":\"RS256\",\"kid\":\"a\",\"jwk\":" + other.jwk() + "}", CLAIMS);

    assertThat(verdict(token, RSA.jwk())).isEqualTo("SIGNATURE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", " ", "\n", "+", "/", "é", "\u0000", "."})
  void refusesAnythingBehindTheSignature(String more) {
    String verdict = verdict(RSA.token(CLAIMS) + more, RSA.jwk());

    assertThat(verdict).isEqualTo(more.equals(".") ? "SEGMENTS" : "MALFORMED");
  }

  @Test
  void refusesASecondTextOfTheSameSignature() {
    String token = EC.token(CLAIMS);
    char last = token.charAt(token.length() - 1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String other =
        token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1);

    assertThat(verdict(token, EC.jwk())).isEqualTo("verified");
    assertThat(verdict(other, EC.jwk())).isEqualTo("MALFORMED");
  }

  @Test
  void refusesATokenOfAMegabyteUnread() {
    assertThat(verdict("a".repeat(1 << 20), RSA.jwk())).isEqualTo("MALFORMED");
    assertThat(Jws.read("a.".repeat(1 << 19)))
        .isEqualTo(new Malformed(Rejection.MALFORMED, "the token is 1048576 characters long"));
  }

  @Test
  void refusesEcdsaSignaturesOutOfRangeOrInDer() {
    String signed = EC.token(CLAIMS).substring(0, EC.token(CLAIMS).lastIndexOf('.'));
    byte[] zero = new byte[64];
    byte[] ones = new byte[64];
    java.util.Arrays.fill(ones, (byte) 0xFF);
    byte[] der = new byte[70];
    der[0] = 0x30;

    for (byte[] signature : new byte[][] {zero, ones, der, new byte[63], new byte[0]}) {
      assertThat(verdict(signed + "." + Signer.encode(signature), EC.jwk())).isEqualTo("SIGNATURE");
    }
  }

  @Test
  void refusesAKeyThatIsNotThere() {
    Signer other = Signer.of("b", Algorithm.RS256);

    assertThat(verdict(other.token(CLAIMS), RSA.jwk())).isEqualTo("UNKNOWN_KEY");
  }

  @Test
  void takesTheOnlyKeyForATokenThatNamesNone() {
    String token = RSA.sign("{\"alg\":\"RS256\"}", CLAIMS);

    assertThat(verdict(token, RSA.jwk())).isEqualTo("verified");
    assertThat(verdict(token, RSA.jwk(), EC.jwk())).isEqualTo("UNKNOWN_KEY");
  }

  static String verdict(String token, String... jwks) {
    return switch (Jws.read(token)) {
      case Malformed malformed -> malformed.rejection().name();
      case Jws jws ->
          switch (Signer.keys(jwks).verify(jws, ALL)) {
            case Verification.Verified _ -> "verified";
            case Verification.Rejected rejected -> rejected.rejection().name();
          };
    };
  }
}
