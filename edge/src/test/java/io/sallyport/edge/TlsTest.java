package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.OpenSsl;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.Endpoint.Verification;
import io.sallyport.core.pipeline.Times;
import io.sallyport.edge.tls.TlsProblem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // made before all tests
  private static Certificates local;

  @SuppressWarnings("NullAway.Init") // made before all tests
  private static Certificates other;

  @SuppressWarnings("NullAway.Init") // made before all tests
  private static Certificates expired;

  @BeforeAll
  static void make() throws Exception {
    local = Certificates.make(folder, "local", "dns:localhost,ip:127.0.0.1");
    other = Certificates.make(folder, "other", "dns:other.example");
    expired =
        Certificates.make(
            folder, "expired", "dns:localhost", "-startdate", "-10d", "-validity", "5");
  }

  @Test
  void usesBoringSsl() {
    assertThat(OpenSsl.isAvailable()).isTrue();
  }

  @Test
  void servesHttps() throws Exception {
    try (Gateway gateway =
        Gateway.mock().tls(new EdgeSettings.Tls(0, local.certificate(), local.key())).start()) {
      for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
        SSLSocket socket = secure(local, gateway);
        socket.setEnabledProtocols(new String[] {protocol});
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"other", "http/1.1"});
        socket.setSSLParameters(parameters);
        try (RawClient client = new RawClient(socket)) {
          assertThat(client.get("/a").reply().text()).isEqualTo("GET /a");
          assertThat(client.get("/b").reply().text()).isEqualTo("GET /b");
          assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
          assertThat(client.send("GET / HTTP/9\r\n\r\n").reply().status()).isEqualTo(400);
          assertThat(client.ended()).isTrue();
        }
      }
      gateway.records(6);
      assertThat(gateway.records(6).getFirst().exchange().request().secure()).isTrue();
    }
  }

  @Test
  void streamsOverHttpsBothWays() throws Exception {
    String large = "y".repeat(2_000_000);
    try (FakeUpstream upstream =
            local.saying("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n" + large);
        Gateway gateway =
            Gateway.to(endpoint("localhost", upstream, Verification.FULL))
                .trusted(local.certificate())
                .tls(new EdgeSettings.Tls(0, local.certificate(), local.key()))
                .start();
        RawClient client = new RawClient(secure(local, gateway))) {
      for (int i = 0; i < 2; i++) {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n" + large);
        assertThat(client.reply().text()).isEqualTo(large);
        assertThat(upstream.seen.getLast()).endsWith(large);
      }
      assertThat(upstream.connections.get()).isEqualTo(1);
      gateway.records(2);
    }
  }

  private static SSLSocket secure(Certificates trusted, Gateway gateway) throws Exception {
    InetSocketAddress address = Objects.requireNonNull(gateway.bound.https());
    return (SSLSocket)
        trusted.context().getSocketFactory().createSocket("127.0.0.1", address.getPort());
  }

  private static Endpoint endpoint(String host, FakeUpstream upstream, Verification verification) {
    return new Endpoint(host, upstream.port(), true, verification);
  }

  private static int status(Certificates served, String host, Verification how, boolean trusted)
      throws Exception {
    try (FakeUpstream upstream = served.saying(OK)) {
      Gateway.Builder builder = Gateway.to(endpoint(host, upstream, how));
      if (trusted) {
        builder.trusted(served.certificate());
      }
      try (Gateway gateway = builder.start();
          RawClient client = gateway.client()) {
        int status = client.get("/").reply().status();
        gateway.records(1);
        if (status != 200) {
          assertThat(gateway.refusal().reason()).contains("TLS");
          assertThat(upstream.seen).isEmpty();
        }
        return status;
      }
    }
  }

  @Test
  void refusesAnIssuerItDoesNotTrust() throws Exception {
    assertThat(status(local, "localhost", Verification.FULL, false)).isEqualTo(504);
  }

  @Test
  void refusesACertificateForAnotherHost() throws Exception {
    assertThat(status(other, "localhost", Verification.FULL, true)).isEqualTo(504);
    assertThat(status(other, "127.0.0.1", Verification.FULL, true)).isEqualTo(504);
  }

  @Test
  void refusesAnExpiredCertificate() throws Exception {
    assertThat(status(expired, "localhost", Verification.ANY_ISSUER, false)).isEqualTo(504);
  }

  @Test
  void trustsWhatTheOperatorAdds() throws Exception {
    assertThat(status(local, "localhost", Verification.FULL, true)).isEqualTo(200);
    assertThat(status(local, "127.0.0.1", Verification.FULL, true)).isEqualTo(200);
  }

  @Test
  void trustsAnyIssuerButNotAnyHostWhereTold() throws Exception {
    assertThat(status(local, "localhost", Verification.ANY_ISSUER, false)).isEqualTo(200);
    assertThat(status(other, "localhost", Verification.ANY_ISSUER, false)).isEqualTo(504);
  }

  @Test
  void breaksOffABodyThatEndsWithoutTheEndOfTls() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              SSLSocket inner =
                  (SSLSocket)
                      local.context().getSocketFactory().createSocket(peer.socket, null, false);
              inner.setUseClientMode(false);
              assertThat(inner.getInputStream().read()).isEqualTo('G');
              inner
                  .getOutputStream()
                  .write("HTTP/1.1 200 OK\r\n\r\npart".getBytes(StandardCharsets.US_ASCII));
              // The TCP connection ends in order, below TLS.
              peer.socket.shutdownOutput();
              peer.awaitEnd();
            });
        Gateway gateway =
            Gateway.to(endpoint("localhost", upstream, Verification.ANY_ISSUER)).start();
        RawClient client = gateway.client()) {
      client.get("/");
      assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
      assertThat(gateway.record().ending()).isEqualTo(Ending.INTEGRATION_BROKE);
    }
  }

  /** Such a caller would take the close of TLS for the end of the answer. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void endsAnAnswerThatBrokeOffWithoutTheEndOfTls(String version) throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.head();
              peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
            });
        Gateway gateway =
            Gateway.to(upstream.port())
                .tls(new EdgeSettings.Tls(0, local.certificate(), local.key()))
                .start()) {
      SSLSocket socket = secure(local, gateway);
      socket.setEnabledProtocols(new String[] {version});
      try (RawClient client = new RawClient(socket)) {
        client.send("GET / HTTP/1.0\r\n\r\n");
        assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
        assertThat(gateway.record().ending()).isEqualTo(Ending.INTEGRATION_BROKE);
      }
    }
  }

  /** The logs are closed right after the drain; the end of TLS may wait for the caller. */
  @Test
  void recordsByTheEndOfADrainWhatACallerDoesNotTake() throws Exception {
    byte[] large = new byte[32 << 20];
    try (Gateway gateway =
            Gateway.answering(
                    exchange -> new Now<>(Response.of(200, HeaderList.EMPTY, new Bytes(large))))
                .tls(new EdgeSettings.Tls(0, local.certificate(), local.key()))
                .start();
        RawClient client = new RawClient(secure(local, gateway))) {
      client.get("/");
      assertThat(client.input().read()).isEqualTo('H');
      gateway.edge.drain(Duration.ofMillis(100));
      assertThat(gateway.recorded()).isEqualTo(1);
      assertThat(gateway.record().ending()).isEqualTo(Ending.CALLER_GONE);
    }
  }

  @Test
  void refusesFilesThatCannotBeUsedBeforeAnythingIsBound() throws Exception {
    Path garbage = Files.writeString(folder.resolve("garbage"), "not a key");
    Path missing = folder.resolve("missing");
    assertProblem(missing, local.key(), "`" + missing + "` cannot be read");
    assertProblem(local.certificate(), missing, "`" + missing + "` cannot be read");
    assertProblem(garbage, local.key(), "has no certificate");
    assertProblem(local.certificate(), garbage, "has no private key");
    assertProblem(local.certificate(), other.key(), "does not belong to");
  }

  private static void assertProblem(Path certificate, Path key, String message) {
    EdgeSettings settings =
        Gateway.mock().tls(new EdgeSettings.Tls(0, certificate, key)).settings();
    assertThatThrownBy(() -> new Edge(settings, Times.SYSTEM))
        .isInstanceOf(TlsProblem.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsKeysInTheirOlderEncodings() throws Exception {
    byte[] pkcs8 = local.privateKey().getEncoded();
    // A SEC 1 key with its curve, as openssl writes it: version, key, [0] curve.
    byte[] raw = Arrays.copyOfRange(pkcs8, 35, 67);
    byte[] sec1 = new byte[7 + 32 + 12];
    byte[] start = {0x30, 0x31, 2, 1, 1, 4, 32};
    byte[] curve = {(byte) 0xA0, 10, 6, 8, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 3, 1, 7};
    System.arraycopy(start, 0, sec1, 0, 7);
    System.arraycopy(raw, 0, sec1, 7, 32);
    System.arraycopy(curve, 0, sec1, 39, 12);
    Path key = Certificates.pem(folder.resolve("sec1.key"), "EC PRIVATE KEY", sec1);
    try (Gateway gateway =
        Gateway.mock().tls(new EdgeSettings.Tls(0, local.certificate(), key)).start()) {
      assertThat(gateway.bound.https()).isNotNull();
    }
  }

  @Test
  void readsRsaKeysInBothEncodings() throws Exception {
    Certificates rsa = Certificates.makeRsa(folder, "rsa", "dns:localhost,ip:127.0.0.1");
    byte[] pkcs8 = rsa.privateKey().getEncoded();
    // What surrounds the PKCS#1 key of 2,048 bits: sequence, version, algorithm, octets.
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    Path older = Certificates.pem(folder.resolve("pkcs1.key"), "RSA PRIVATE KEY", pkcs1);
    for (Path key : List.of(rsa.key(), older)) {
      try (Gateway gateway =
              Gateway.mock().tls(new EdgeSettings.Tls(0, rsa.certificate(), key)).start();
          RawClient client = new RawClient(secure(rsa, gateway))) {
        assertThat(client.get("/a").reply().text()).isEqualTo("GET /a");
        gateway.records(1);
      }
    }
  }

  @Test
  void closesAConnectionThatDoesNotFinishItsHandshake() throws Exception {
    try (Gateway gateway =
            Gateway.mock()
                .tls(new EdgeSettings.Tls(0, local.certificate(), local.key()))
                .timeouts(Hurried.handshake(Duration.ofMillis(150)))
                .start();
        RawClient client = new RawClient(Objects.requireNonNull(gateway.bound.https()))) {
      assertThat(client.input().readAllBytes()).isEmpty();
      Gateway.eventually(() -> gateway.edge.connections() == 0);
      gateway.records(0);
    }
  }

  @Test
  void answers504WhenTheEndpointDoesNotFinishItsHandshake() throws Exception {
    try (FakeUpstream upstream = new FakeUpstream(peer -> peer.awaitEnd());
        Gateway gateway =
            Gateway.to(endpoint("localhost", upstream, Verification.FULL))
                .timeouts(Hurried.handshake(Duration.ofMillis(150)))
                .start();
        RawClient client = gateway.client()) {
      assertThat(client.get("/").reply().status()).isEqualTo(504);
      assertThat(gateway.refusal().reason()).contains("TLS handshake");
      Gateway.eventually(() -> upstream.ended.get() == 1);
    }
  }

  /** The JDK's TLS is chosen once for a process, so this needs another one. */
  @Test
  void servesAndCallsByTheTlsOfTheJdkWhereBoringSslDoesNotLoad() throws Exception {
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dio.netty.handler.ssl.noOpenSsl=true",
                "-cp",
                System.getProperty("java.class.path"),
                JdkTls.class.getName(),
                Files.createDirectory(folder.resolve("jdk")).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).content().isEqualTo("BoringSSL: false, answer: 200 ok, stapling: refused\n");
  }

  @Test
  void closesAConnectionThatDoesNotSpeakTls() throws Exception {
    try (Gateway gateway =
            Gateway.mock().tls(new EdgeSettings.Tls(0, local.certificate(), local.key())).start();
        RawClient client = new RawClient(Objects.requireNonNull(gateway.bound.https()))) {
      client.get("/");
      byte[] answer = client.input().readAllBytes();
      assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP");
      Gateway.eventually(() -> gateway.edge.connections() == 0);
      gateway.records(0);
    }
  }
}
