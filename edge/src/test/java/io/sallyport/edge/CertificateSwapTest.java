package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.edge.ocsp.Authority;
import io.sallyport.edge.ocsp.Authority.Issued;
import io.sallyport.edge.tls.CertificateFiles;
import io.sallyport.edge.tls.Replacement;
import io.sallyport.edge.tls.ServerTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are replaced while they are in use. */
class CertificateSwapTest {

  @TempDir private Path folder;

  private final Authority authority;
  private Issued first;
  private CertificateFiles files;
  private Gateway gateway;
  private ServerTls tls;

  @SuppressWarnings("NullAway.Init") // the rest is made before each test
  CertificateSwapTest() throws Exception {
    authority = new Authority("Swaps");
  }

  @BeforeEach
  void start() throws Exception {
    first = authority.order("localhost").into(folder, "served");
    files = new CertificateFiles(first.file(), first.key(), null);
    gateway =
        Gateway.mock().loops(2).tls(new EdgeSettings.Tls(0, first.file(), first.key())).start();
    tls = gateway.edge.tls().orElseThrow();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void keepsTheOldOneWhenTheKeyIsNotThatOfTheCertificate() throws Exception {
    Issued other = authority.order("localhost").into(folder, "other");
    Files.copy(other.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
    assertKept("the key in `" + first.key() + "` does not belong to `" + first.file() + "`");
  }

  @Test
  void keepsTheOldOneWhenTheNewOneHasExpired() throws Exception {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    authority
        .order("localhost")
        .valid(yesterday.minus(Duration.ofDays(9)), yesterday)
        .into(folder, "served");
    assertKept("the certificate in `" + first.file() + "` expired at ");
  }

  @Test
  void keepsTheOldOneWhenTheNewOneIsNotValidYet() throws Exception {
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    authority
        .order("localhost")
        .valid(tomorrow, tomorrow.plus(Duration.ofDays(9)))
        .into(folder, "served");
    assertKept("the certificate in `" + first.file() + "` is not valid before ");
  }

  @Test
  void keepsTheOldOneWhenAFileIsRemoved() throws Exception {
    Files.delete(first.file());
    assertKept("`" + first.file() + "` cannot be read");
  }

  @Test
  void keepsTheOldOneWhenAFileIsHalfWritten() throws Exception {
    authority.order("localhost").into(folder, "served");
    String whole = Files.readString(first.file());
    // The server's own certificate is there; that of the authority breaks off.
    Files.writeString(first.file(), whole.substring(0, whole.length() - 100));
    assertKept("`" + first.file() + "` has a block without its end; is it half-written?");
    Files.writeString(first.file(), "");
    assertKept("`" + first.file() + "` has no certificate");
  }

  private void assertKept(String why) throws Exception {
    Replacement replacement = tls.replace(List.of(files));
    assertThat(replacement.replaced()).isEmpty();
    assertThat(replacement.problems()).hasSize(1);
    assertThat(replacement.problems().getFirst().message()).contains(why);
    try (SSLSocket socket = connect(authority.trusting())) {
      assertThat(shown(socket)).isEqualTo(first.certificate());
      assertThat(new RawClient(socket).get("/").reply().status()).isEqualTo(200);
    }
  }

  @Test
  void showsTheNewOneToNewConnectionsAndKeepsTheOldConnections() throws Exception {
    try (RawClient old = new RawClient(connect(authority.trusting()))) {
      assertThat(old.get("/a").reply().text()).isEqualTo("GET /a");
      Issued second = authority.order("localhost").into(folder, "served");
      Replacement replacement = tls.replace(List.of(files));
      assertThat(replacement.problems()).isEmpty();
      assertThat(replacement.replaced()).hasSize(1);
      try (SSLSocket socket = connect(authority.trusting())) {
        assertThat(shown(socket)).isEqualTo(second.certificate());
        assertThat(new RawClient(socket).get("/b").reply().text()).isEqualTo("GET /b");
      }
      assertThat(old.get("/c").reply().text()).isEqualTo("GET /c");
      assertThat(shown((SSLSocket) old.socket)).isEqualTo(first.certificate());
    }
  }

  @Test
  void changesNothingWhenTheFilesAreTheSame() throws Exception {
    Files.setLastModifiedTime(
        first.file(), java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(9)));
    assertThat(tls.replace(List.of(files))).isEqualTo(new Replacement(List.of(), List.of()));
  }

  @Test
  void aCertificateThatCannotBeUsedDoesNotHoldUpAnother() throws Exception {
    Issued renewed = authority.order("localhost").into(folder, "served");
    Path missing = folder.resolve("missing");
    Replacement replacement =
        tls.replace(List.of(files, new CertificateFiles(missing, missing, null)));
    assertThat(replacement.problems()).hasSize(1);
    assertThat(replacement.replaced()).hasSize(1);
    try (SSLSocket socket = connect(authority.trusting())) {
      assertThat(shown(socket)).isEqualTo(renewed.certificate());
    }
  }

  @Test
  void keepsTheDefaultWhenItsNewFilesCannotBeUsed() throws Exception {
    Path missing = folder.resolve("missing");
    Issued named = authority.order("named.example").into(folder, "named");
    Replacement replacement =
        tls.replace(
            List.of(
                new CertificateFiles(missing, missing, null),
                new CertificateFiles(named.file(), named.key(), null)));
    assertThat(replacement.problems()).hasSize(1);
    try (SSLSocket socket = connect(authority.trusting())) {
      assertThat(shown(socket)).isEqualTo(first.certificate());
    }
  }

  @Test
  void swapsTwentyTimesUnderLoadWithoutAFailedRequest() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger served = new AtomicInteger();
    List<String> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> load = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int requests = i % 2 == 0 ? 1 : 50;
      load.add(
          Thread.ofPlatform()
              .start(() -> {
                while (!over.get()) {
                  request(requests, served, failures);
                }
              }));
    }
    for (int swap = 0; swap < 20; swap++) {
      authority.order("localhost").into(folder, "served");
      assertThat(tls.replace(List.of(files)).replaced()).hasSize(1);
      int seen = served.get();
      Gateway.eventually(() -> served.get() > seen + 20 || !failures.isEmpty());
    }
    over.set(true);
    for (Thread thread : load) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(served.get()).isGreaterThan(400);
  }

  /** A connection of its own that sends so many requests. */
  private void request(int requests, AtomicInteger served, List<String> failures) {
    try (RawClient client = new RawClient(connect(authority.trusting()))) {
      for (int i = 0; i < requests; i++) {
        RawClient.Reply reply = client.get("/x").reply();
        if (!reply.text().equals("GET /x")) {
          failures.add(reply.toString());
        }
        served.incrementAndGet();
      }
    } catch (Exception e) {
      failures.add(e.toString());
    }
  }

  private SSLSocket connect(SSLContext context) throws IOException {
    int port = Objects.requireNonNull(gateway.bound.https()).getPort();
    return (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
  }

  private static Object shown(SSLSocket socket) throws IOException {
    return socket.getSession().getPeerCertificates()[0];
  }
}
