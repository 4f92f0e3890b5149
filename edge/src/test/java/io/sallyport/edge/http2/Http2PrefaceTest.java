package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.edge.Certificates;
import io.sallyport.edge.EdgeSettings;
import io.sallyport.edge.Gateway;
import io.sallyport.edge.RawClient;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a connection comes to speak HTTP/2, and how it does not: RFC 9113 sections 3.1 to 3.4. */
class Http2PrefaceTest extends OverHttp2 {

  private static final String SETTINGS = "\0\0\0\4\0\0\0\0\0";

  // In clear text, with prior knowledge.

  @Test
  void takesThePrefaceByteByByte() throws Exception {
    try (RawHttp2 fresh = silent()) {
      for (char octet : (RawHttp2.PREFACE + SETTINGS).toCharArray()) {
        fresh.send(String.valueOf(octet));
        Thread.sleep(1);
      }
      fresh.readSettings();
      fresh.awaitSettingsAck();
      assertThat(fresh.get(1, "/").awaitAnswer(1).status()).isEqualTo(200);
    }
  }

  @Test
  void takesARequestRightBehindThePreface() throws Exception {
    try (RawHttp2 fresh = silent()) {
      byte[] request = new RawFrame(RawFrame.HEADERS, END, 1, RawBlock.get("/").bytes()).encoded();
      fresh.send(RawHttp2.PREFACE + SETTINGS + new String(request, StandardCharsets.ISO_8859_1));
      fresh.readSettings();
      assertThat(fresh.awaitAnswer(1).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\r",
        "PRI * HTTP/2.0\r\nHost: a\r\n\r\nSM\r\n\r\n",
        "PRI / HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "PRI * HTTP/1.1\r\n\r\nSM\r\n\r\n",
        "PRI * HTTP/2.1\r\n\r\nSM\r\n\r\n",
        "pri * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
        "PRI * HTTP/2.0\n\nSM\n\n",
        "\r\nPRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
      })
  void endsAConnectionWithAWrongPreface(String preface) throws Exception {
    int before = echo.calls();
    try (RawHttp2 fresh = silent()) {
      fresh.socket.setSoTimeout(10_000);
      fresh.send(preface + SETTINGS);
      byte[] request = new RawFrame(RawFrame.HEADERS, END, 1, RawBlock.get("/").bytes()).encoded();
      fresh.send(request);
      String all =
          new String(fresh.socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(all).doesNotContain("HTTP/1.1 200").doesNotContain("GET / ");
    }
    assertThat(echo.calls()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 14, 18, 20, 23, 24, 30})
  void recordsNothingOfAPrefaceThatIsCut(int length) throws Exception {
    int before = gateway.recorded();
    try (RawHttp2 fresh = silent()) {
      fresh.send((RawHttp2.PREFACE + SETTINGS).substring(0, length));
      fresh.socket.shutdownOutput();
      fresh.socket.setSoTimeout(10_000);
      fresh.socket.getInputStream().readAllBytes();
    }
    gateway.records(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 14, 20, 23, 24, 30})
  void endsAConnectionThatStopsInItsPreface(int length) throws Exception {
    Duration soon = Duration.ofMillis(200);
    EdgeSettings.Timeouts usual = EdgeSettings.Timeouts.DEFAULT;
    EdgeSettings.Timeouts hurried =
        new EdgeSettings.Timeouts(
            soon,
            soon,
            soon,
            soon,
            usual.linger(),
            usual.handshake(),
            usual.connect(),
            usual.silence(),
            usual.resolved());
    try (Gateway waiting = Gateway.answering(echo).timeouts(hurried).start();
        RawHttp2 fresh = RawHttp2.plain(waiting.address())) {
      fresh.send((RawHttp2.PREFACE + SETTINGS).substring(0, length));
      fresh.socket.setSoTimeout(10_000);
      // A time-out of the socket would be an error here.
      assertThat(fresh.socket.getInputStream().readAllBytes().length).isLessThan(1000);
    }
  }

  @Test
  void refusesAnythingBeforeTheSettingsOfTheCaller() throws Exception {
    try (RawHttp2 fresh = silent()) {
      fresh.send(RawHttp2.PREFACE).ping(RawFrame.NONE, "too soon").get(1, "/");
      fresh.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
    }
  }

  // In clear text, by an upgrade, RFC 7540 section 3.2, which RFC 9113 has dropped.

  @Test
  void ignoresAnUpgradeToHttp2() throws Exception {
    try (RawClient client = new RawClient(gateway.address())) {
      client.send(
          "GET /upgraded HTTP/1.1\r\n"
              + "Host: a\r\n"
              + "Connection: Upgrade, HTTP2-Settings\r\n"
              + "Upgrade: h2c\r\n"
              + "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n");
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.text()).startsWith("GET /upgraded ");
      assertThat(reply.has("\r\nUpgrade:")).isFalse();
      assertThat(client.get("/next").reply().text()).startsWith("GET /next ");
    }
  }

  @Test
  void takesNoPrefaceBehindARequestOfHttp1() throws Exception {
    try (RawClient client = new RawClient(gateway.address())) {
      client.get("/");
      client.send(RawHttp2.PREFACE + SETTINGS);
      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(client.reply().status()).isIn(400, 404, 505);
      assertThat(client.ended()).isTrue();
    }
  }

  // Over TLS, by what the handshake settles.

  @Test
  void speaksHttp2OverTlsWhenTheCallerOffersIt(@TempDir Path folder) throws Exception {
    Certificates local = Certificates.make(folder, "local", "dns:localhost,ip:127.0.0.1");
    try (Gateway secure = secure(local)) {
      for (String[] offer : new String[][] {{"h2"}, {"h2", "http/1.1"}, {"http/1.1", "h2"}}) {
        try (RawHttp2 caller = RawHttp2.secure(local.context(), https(secure), offer)) {
          assertThat(((SSLSocket) caller.socket).getApplicationProtocol()).isEqualTo("h2");
          caller.handshake();
          caller.request(
              1,
              RawBlock.of(":method", "GET", ":scheme", "https", ":path", "/", ":authority", "a"));
          assertThat(caller.awaitAnswer(1).text()).startsWith("GET / ");
        }
      }
      assertThat(secure.records(3)).allMatch(record -> record.exchange().request().secure());
    }
  }

  @Test
  void speaksHttp1OverTlsWhenTheCallerOffersNoOther(@TempDir Path folder) throws Exception {
    Certificates local = Certificates.make(folder, "local", "dns:localhost,ip:127.0.0.1");
    try (Gateway secure = secure(local)) {
      for (String[] offer : new String[][] {{"http/1.1"}, {}}) {
        try (RawHttp2 caller = RawHttp2.secure(local.context(), https(secure), offer);
            RawClient client = new RawClient(caller.socket)) {
          assertThat(((SSLSocket) caller.socket).getApplicationProtocol()).isNotEqualTo("h2");
          assertThat(client.get("/").reply().text()).startsWith("GET / ");
        }
      }
    }
  }

  @Test
  void takesNoPrefaceOverTlsThatSettledOnHttp1(@TempDir Path folder) throws Exception {
    Certificates local = Certificates.make(folder, "local", "dns:localhost,ip:127.0.0.1");
    try (Gateway secure = secure(local);
        RawHttp2 caller = RawHttp2.secure(local.context(), https(secure), "http/1.1");
        RawClient client = new RawClient(caller.socket)) {
      client.send(RawHttp2.PREFACE + SETTINGS);
      assertThat(client.reply().status()).isIn(400, 505);
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void takesNoHttp1OverTlsThatSettledOnHttp2(@TempDir Path folder) throws Exception {
    Certificates local = Certificates.make(folder, "local", "dns:localhost,ip:127.0.0.1");
    int before = echo.calls();
    try (Gateway secure = secure(local);
        RawHttp2 caller = RawHttp2.secure(local.context(), https(secure), "h2")) {
      caller.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      caller.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
    }
    assertThat(echo.calls()).isEqualTo(before);
  }

  private static Gateway secure(Certificates local) throws Exception {
    return Gateway.answering(echo)
        .tls(new EdgeSettings.Tls(0, local.certificate(), local.key()))
        .start();
  }

  private static InetSocketAddress https(Gateway secure) {
    return Objects.requireNonNull(secure.bound.https());
  }
}
