package io.sallyport.edge.ocsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.edge.ocsp.Authority.Issued;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Responses made by OpenSSL, and what becomes of them when something about them is wrong. */
class OcspResponseTest {

  @TempDir private Path folder;

  private final Authority authority;
  private Issued issuer;
  private Issued served;

  @SuppressWarnings("NullAway.Init") // the rest is made before each test
  OcspResponseTest() throws Exception {
    authority = new Authority("Issuer");
  }

  @BeforeEach
  void issue() throws Exception {
    issuer = authority.into(folder, "issuer");
    served =
        authority
            .order("localhost")
            .serial(0x8123)
            .responder("http://ocsp.example/a")
            .into(folder, "served");
    OpenSsl.index(folder, "V", 0x8123);
  }

  @Test
  void acceptsAResponseOfTheIssuer() throws Exception {
    OcspResponse response = check(answer(issuer), Instant.now());
    assertThat(Instant.ofEpochMilli(response.endsMillis()))
        .isBetween(Instant.now().plusSeconds(86_000), Instant.now().plusSeconds(86_401));
  }

  @Test
  void acceptsAResponseOfWhoTheIssuerEntrusts() throws Exception {
    Issued delegate = authority.order("ocsp").signsOcsp().into(folder, "delegate");
    assertThat(check(answer(delegate), Instant.now()).encoded()).isNotEmpty();
  }

  @Test
  void refusesAResponseOfWhoeverElseTheIssuerIssuedFor() throws Exception {
    Issued somebody = authority.order("somebody").into(folder, "somebody");
    assertRefused(answer(somebody), Instant.now(), "not signed by the certificate's issuer");
  }

  @Test
  void refusesAResponseOfAnotherAuthority() throws Exception {
    Issued stranger = new Authority("Issuer").into(folder, "stranger");
    assertRefused(answer(stranger), Instant.now(), "not signed by the certificate's issuer");
  }

  @Test
  void refusesAResponseOfADelegateOfAnotherAuthority() throws Exception {
    Issued delegate = new Authority("Issuer").order("x").signsOcsp().into(folder, "stranger");
    assertRefused(answer(delegate), Instant.now(), "not signed by the certificate's issuer");
  }

  @Test
  void refusesADelegateWhoseCertificateHasExpired() throws Exception {
    Instant now = Instant.now();
    Issued delegate =
        authority
            .order("ocsp")
            .signsOcsp()
            .valid(now.minus(Duration.ofDays(3)), now.minus(Duration.ofDays(1)))
            .into(folder, "delegate");
    assertRefused(answer(delegate), now, "not signed by the certificate's issuer");
  }

  @Test
  void refusesAResponseThatWasChanged() throws Exception {
    byte[] answer = answer(issuer);
    // At the end come certificates, which are not part of what is signed.
    for (int at : new int[] {answer.length / 5, answer.length / 4, answer.length / 3}) {
      byte[] changed = answer.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> check(changed, Instant.now())).isInstanceOf(OcspProblem.class);
    }
  }

  @Test
  void refusesARevokedCertificateAndOneTheResponderDoesNotKnow() throws Exception {
    OpenSsl.index(folder, "R", 0x8123);
    assertRefused(answer(issuer), Instant.now(), "the certificate is revoked");
    OpenSsl.index(folder, "V", 0x7777);
    assertRefused(answer(issuer), Instant.now(), "does not know the certificate");
  }

  @Test
  void refusesAResponseAboutAnotherCertificate() throws Exception {
    byte[] answer = answer(issuer);
    X509Certificate other = authority.order("localhost").into(folder, "other").certificate();
    assertThatThrownBy(
            () -> OcspResponse.check(answer, other, authority.certificate(), Instant.now()))
        .isInstanceOf(OcspProblem.class)
        .hasMessageContaining("about another certificate");
  }

  @Test
  void refusesAResponseOutOfItsTime() throws Exception {
    byte[] answer = answer(issuer);
    assertRefused(answer, Instant.now().plus(Duration.ofHours(25)), "too old, it ended at");
    assertRefused(answer, Instant.now().minus(Duration.ofHours(1)), "of the future");
  }

  @Test
  void refusesWhatIsNoResponse() throws Exception {
    byte[] answer = answer(issuer);
    for (int length = 0; length < answer.length; length += 7) {
      byte[] part = Arrays.copyOf(answer, length);
      assertThatThrownBy(() -> check(part, Instant.now())).isInstanceOf(OcspProblem.class);
    }
    byte[] tryLater = {0x30, 3, 0x0A, 1, 3};
    assertRefused(tryLater, Instant.now(), "try later");
  }

  @Test
  void findsTheResponderThatACertificateNames() throws Exception {
    assertThat(OcspResponder.of(served.certificate()))
        .isEqualTo(URI.create("http://ocsp.example/a"));
    assertThat(OcspResponder.of(authority.certificate())).isNull();
    Issued odd = authority.order("x").responder("ldap://ocsp.example").into(folder, "odd");
    assertThat(OcspResponder.of(odd.certificate())).isNull();
  }

  @Test
  void asksNobodyAtAnAddressThatCannotBe() throws Exception {
    for (String address : List.of("http://ocsp.example:99999/", "http:ocsp.example", "http:///a")) {
      Issued odd = authority.order("x").responder(address).into(folder, "odd");
      assertThat(OcspResponder.of(odd.certificate())).as(address).isNull();
    }
  }

  @Test
  void saysOfWhateverIsNoResponseThatItIsNone() throws Exception {
    Issued delegate = authority.order("ocsp").signsOcsp().into(folder, "delegate");
    byte[] answer = answer(delegate);
    for (int i = 0; i < answer.length; i++) {
      checkAnyway(Arrays.copyOf(answer, i));
      for (int bits : new int[] {0x01, 0x80, 0xFF}) {
        byte[] changed = answer.clone();
        changed[i] ^= (byte) bits;
        checkAnyway(changed);
      }
    }
  }

  private void checkAnyway(byte[] answer) {
    try {
      check(answer, Instant.now());
    } catch (OcspProblem e) {
      // What it has to be; any other exception fails the test.
    }
  }

  @Test
  void asksARealResponder() throws Exception {
    try (OpenSsl.Responder responder = OpenSsl.responder(folder, issuer, issuer)) {
      byte[] answer =
          OcspResponder.ask(
              URI.create(responder.uri()),
              served.certificate(),
              authority.certificate(),
              Duration.ofSeconds(10));
      assertThat(check(answer, Instant.now()).encoded()).isEqualTo(answer);
    }
  }

  private OcspResponse check(byte[] answer, Instant now) throws OcspProblem {
    return OcspResponse.check(answer, served.certificate(), authority.certificate(), now);
  }

  private void assertRefused(byte[] answer, Instant now, String why) {
    assertThatThrownBy(() -> check(answer, now))
        .isInstanceOf(OcspProblem.class)
        .hasMessageContaining(why);
  }

  /** OpenSSL's answer to our request, signed by {@code signer}. */
  private byte[] answer(Issued signer) throws Exception {
    Path request = folder.resolve("request.der");
    Files.write(request, OcspResponder.request(served.certificate(), authority.certificate()));
    Path response = folder.resolve("response.der");
    String said =
        OpenSsl.run(
            folder,
            "ocsp",
            "-index",
            "index.txt",
            "-CA",
            issuer.file().toString(),
            "-rsigner",
            signer.file().toString(),
            "-rkey",
            signer.key().toString(),
            "-reqin",
            request.toString(),
            "-respout",
            response.toString(),
            "-ndays",
            "1");
    assertThat(response).as(said).exists();
    return Files.readAllBytes(response);
  }
}
