package io.sallyport.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.Times;
import io.sallyport.edge.ocsp.Authority;
import io.sallyport.edge.ocsp.Authority.Issued;
import io.sallyport.edge.ocsp.OcspResponse;
import io.sallyport.edge.ocsp.OpenSsl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether OpenSSL, as a client, is handed an OCSP response and finds it good. */
class StaplingTest {

  private static final String GOOD = "Cert Status: good";
  private static final String NONE = "OCSP response: no response sent";
  private static final long HANDSHAKE = Duration.ofSeconds(10).toNanos();

  @TempDir private Path folder;

  private final Authority authority;
  private Issued issuer;
  private List<CertificateFiles> served = List.of();

  /** How far the clock is ahead, in milliseconds. */
  private final AtomicLong later = new AtomicLong();

  private final Times clock =
      new Times() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public long millis() {
          return System.currentTimeMillis() + later.get();
        }
      };

  @SuppressWarnings("NullAway.Init") // the rest is made before each test
  StaplingTest() throws Exception {
    authority = new Authority("Stapling");
  }

  @BeforeEach
  void issue() throws Exception {
    issuer = authority.into(folder, "issuer");
    OpenSsl.index(folder, "V", 0x4321);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void staplesWhatTheResponderSays(String protocol) throws Exception {
    try (OpenSsl.Responder responder = OpenSsl.responder(folder, issuer, issuer);
        ServerTls tls = open(responder.uri(), null, Times.SYSTEM);
        TestListener listener = new TestListener(tls)) {
      assertThat(status(listener, protocol)).contains(NONE);
      tls.start();
      awaitStaple(tls);
      assertThat(status(listener, protocol)).contains(GOOD).doesNotContain("verify error");
    }
  }

  @Test
  void servesWithoutAResponseWhileTheResponderIsAway() throws Exception {
    String gone;
    try (OpenSsl.Responder responder = OpenSsl.responder(folder, issuer, issuer)) {
      gone = responder.uri();
    }
    try (ServerTls tls = open(gone, null, Times.SYSTEM);
        TestListener listener = new TestListener(tls)) {
      tls.start();
      assertThat(status(listener, "-tls1_3")).contains(NONE, "Verify return code: 0");
    }
  }

  @Test
  void doesNotStapleThatItIsRevoked() throws Exception {
    OpenSsl.index(folder, "R", 0x4321);
    try (OpenSsl.Responder responder = OpenSsl.responder(folder, issuer, issuer);
        ServerTls tls = open(responder.uri(), null, Times.SYSTEM);
        TestListener listener = new TestListener(tls)) {
      tls.start();
      // The responder has answered once it has logged a request.
      Thread.sleep(300);
      assertThat(status(listener, "-tls1_3")).contains(NONE);
    }
  }

  @Test
  void dropsAGoodResponseWhenTheResponderSaysRevoked() throws Exception {
    byte[] good = Files.readAllBytes(response());
    OpenSsl.index(folder, "R", 0x4321);
    try (OpenSsl.Responder responder = OpenSsl.responder(folder, issuer, issuer);
        ServerTls tls = open(responder.uri(), null, Times.SYSTEM)) {
      ServerCertificate certificate = tls.certificates().getFirst();
      certificate.staple(
          OcspResponse.check(good, certificate.chain()[0], authority.certificate(), Instant.now()));
      tls.start();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (certificate.response() != null) {
        assertThat(System.nanoTime() - deadline).isNegative();
        Thread.sleep(5);
      }
    }
  }

  @Test
  void staplesAFileUntilItIsTooOld() throws Exception {
    try (ServerTls tls = open("http://127.0.0.1:1/", response(), clock);
        TestListener listener = new TestListener(tls)) {
      assertThat(status(listener, "-tls1_3")).contains(GOOD);
      later.set(Duration.ofHours(25).toMillis());
      assertThat(status(listener, "-tls1_3")).contains(NONE);
    }
  }

  @Test
  void startsWithoutAFileThatCannotBeStapled() throws Exception {
    Path garbage = Files.writeString(folder.resolve("garbage"), "no response");
    for (Path file : List.of(garbage, folder.resolve("missing"))) {
      try (ServerTls tls = open("http://127.0.0.1:1/", file, Times.SYSTEM);
          TestListener listener = new TestListener(tls)) {
        assertThat(status(listener, "-tls1_3")).contains(NONE);
      }
    }
  }

  @Test
  void keepsTheLastResponseWhileItsFileIsBeingWritten() throws Exception {
    Path file = response();
    byte[] whole = Files.readAllBytes(file);
    try (ServerTls tls = open("http://127.0.0.1:1/", file, clock);
        TestListener listener = new TestListener(tls)) {
      for (byte[] part : List.of(new byte[0], Arrays.copyOf(whole, whole.length / 2))) {
        Files.write(file, part);
        assertThat(tls.replace(served).replaced()).isEmpty();
        assertThat(status(listener, "-tls1_3")).contains(GOOD);
      }
      Files.delete(file);
      tls.replace(served);
      assertThat(status(listener, "-tls1_3")).contains(GOOD);
      later.set(Duration.ofHours(25).toMillis());
      assertThat(status(listener, "-tls1_3")).contains(NONE);
    }
  }

  @Test
  void dropsTheLastResponseWhenItsFileSaysThatTheCertificateIsRevoked() throws Exception {
    Path file = response();
    try (ServerTls tls = open("http://127.0.0.1:1/", file, clock);
        TestListener listener = new TestListener(tls)) {
      OpenSsl.index(folder, "R", 0x4321);
      response();
      tls.replace(served);
      assertThat(status(listener, "-tls1_3")).contains(NONE);
    }
  }

  @Test
  void keepsNoResponseForAnotherCertificate() throws Exception {
    Path file = response();
    try (ServerTls tls = open("http://127.0.0.1:1/", file, clock);
        TestListener listener = new TestListener(tls)) {
      authority.order("localhost").serial(0x4322).into(folder, "served");
      assertThat(tls.replace(served).replaced()).hasSize(1);
      assertThat(status(listener, "-tls1_3")).contains(NONE);
    }
  }

  @Test
  void keepsTheLastResponseWhenOnlyTheChainIsNew() throws Exception {
    Path file = response();
    try (ServerTls tls = open("http://127.0.0.1:1/", file, clock);
        TestListener listener = new TestListener(tls)) {
      Path chain = served.getFirst().certificates();
      Files.writeString(chain, Files.readString(chain) + Files.readString(issuer.file()));
      Files.writeString(file, "half");
      assertThat(tls.replace(served).replaced()).hasSize(1);
      assertThat(status(listener, "-tls1_3")).contains(GOOD);
    }
  }

  @Test
  void saysOnceWhyAFileIsNotStapled() throws Exception {
    Path file = response();
    byte[] whole = Files.readAllBytes(file);
    try (ServerTls tls = open("http://127.0.0.1:1/", file, clock)) {
      ServerCertificate certificate = tls.certificates().getFirst();
      Instant now = Instant.now();
      Files.writeString(file, "half");
      assertThat(StapleFile.read(certificate, file, now).orElseThrow())
          .contains("`" + file + "` is not stapled: the response is malformed; the last one is");
      assertThat(StapleFile.read(certificate, file, now)).isEmpty();
      Instant tooLate = now.plus(Duration.ofHours(25));
      Files.delete(file);
      assertThat(StapleFile.read(certificate, file, tooLate).orElseThrow())
          .endsWith("` is not stapled: it cannot be read");
      Files.write(file, whole);
      assertThat(StapleFile.read(certificate, file, now)).isEmpty();
      Files.writeString(file, "half");
      assertThat(StapleFile.read(certificate, file, now)).isPresent();
    }
  }

  private ServerTls open(
      String responder, @org.jspecify.annotations.Nullable Path file, Times times)
      throws Exception {
    Issued issued =
        authority.order("localhost").serial(0x4321).responder(responder).into(folder, "served");
    served = List.of(new CertificateFiles(issued.file(), issued.key(), file));
    return ServerTls.open(served, Stapling.FETCH, HANDSHAKE, times);
  }

  /** A file with a response about the certificate of number 0x4321. */
  private Path response() throws Exception {
    Path file = folder.resolve("response.der");
    String said =
        OpenSsl.run(
            folder,
            "ocsp",
            "-index",
            "index.txt",
            "-CA",
            issuer.file().toString(),
            "-issuer",
            issuer.file().toString(),
            "-serial",
            "0x4321",
            "-rsigner",
            issuer.file().toString(),
            "-rkey",
            issuer.key().toString(),
            "-respout",
            file.toString(),
            "-ndays",
            "1");
    assertThat(file).as(said).exists();
    return file;
  }

  private static void awaitStaple(ServerTls tls) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (tls.certificates().getFirst().staple(System.currentTimeMillis()) == null) {
      assertThat(System.nanoTime() - deadline).isNegative();
      Thread.sleep(5);
    }
  }

  private String status(TestListener listener, String protocol) throws Exception {
    return OpenSsl.run(
        folder,
        "s_client",
        "-connect",
        "127.0.0.1:" + listener.port(),
        "-servername",
        "localhost",
        "-CAfile",
        issuer.file().toString(),
        "-status",
        protocol);
  }
}
