package io.sallyport.edge;

import static io.sallyport.edge.WebSocketTest.AGREED;
import static io.sallyport.edge.WebSocketTest.HANDSHAKE;
import static io.sallyport.edge.WebSocketTest.exchange;
import static io.sallyport.edge.WebSocketTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.Endpoint.Verification;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import io.sallyport.edge.tls.UpstreamHttp2;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSocket with TLS on both sides of the gateway. */
class WebSocketTlsTest {

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // made before all tests
  private static Certificates local;

  @BeforeAll
  static void make() throws Exception {
    local = Certificates.make(folder, "local", "dns:localhost,ip:127.0.0.1");
  }

  /** An endpoint that would speak HTTP/2 if it were offered. */
  @ParameterizedTest
  @EnumSource(UpstreamHttp2.class)
  void offersHttp1AloneToTheEndpoint(UpstreamHttp2 http2) throws Exception {
    AtomicReference<String> chosen = new AtomicReference<>();
    FakeUpstream.Script script =
        peer -> {
          WebSocketTest.echo(peer);
          chosen.set(((SSLSocket) peer.socket).getApplicationProtocol());
        };
    try (FakeUpstream upstream = secure(script, "h2", "http/1.1");
        Gateway gateway = to(upstream).upstreamHttp2(http2).start()) {
      try (RawClient client = client(local, gateway, "TLSv1.3")) {
        assertThat(client.send(HANDSHAKE).reply().status()).isEqualTo(101);
        assertThat(exchange(client, "hello")).isEqualTo("hello");
      }
      gateway.records(1);
      Gateway.eventually(() -> upstream.ended.get() == 1);
      assertThat(chosen.get()).isEqualTo("http/1.1");
    }
  }

  @Test
  void answers504WhenTheEndpointSpeaksHttp2Alone() throws Exception {
    try (FakeUpstream upstream = secure(WebSocketTest::echo, "h2");
        Gateway gateway = to(upstream).upstreamHttp2(UpstreamHttp2.OFFERED).start();
        RawClient client = client(local, gateway, "TLSv1.3")) {
      assertThat(client.send(HANDSHAKE).reply().status()).isEqualTo(504);
      assertThat(gateway.refusal().reason()).contains("TLS");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void losesNothingThatComesWithTheHandshakeOrTheAnswer(String version) throws Exception {
    try (FakeUpstream upstream =
            secure(peer -> {
              peer.request();
              peer.send(AGREED + "fir");
              peer.send("st");
              peer.send(read(peer.input(), 5));
              peer.awaitEnd();
            });
        Gateway gateway = to(upstream).start();
        RawClient client = client(local, gateway, version)) {
      client.send(HANDSHAKE + "ear");
      client.send("ly");
      assertThat(client.reply().status()).isEqualTo(101);
      assertThat(read(client.input(), 10)).isEqualTo("firstearly");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void carriesLargeMessagesBothWaysAtOnce(String version) throws Exception {
    String large = "0123456789abcdef".repeat(1 << 16);
    try (FakeUpstream upstream = secure(WebSocketTest::echo);
        Gateway gateway = to(upstream).start();
        RawClient client = client(local, gateway, version)) {
      client.send(HANDSHAKE).reply();
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < 16; i++) {
                    client.send(large);
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      for (int i = 0; i < 16; i++) {
        assertThat(read(client.input(), large.length())).isEqualTo(large);
      }
      sender.join();
      // Counted when the read is over, which may be after the client has it.
      Gateway.eventually(() -> gateway.edge.tunnelledToCallers() == 16L * large.length());
    }
  }

  /** TLS's own end, with nothing lost before it. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void carriesTheEndOfTheEndpointOver(String version) throws Exception {
    try (FakeUpstream upstream =
            secure(peer -> {
              peer.request();
              peer.send(AGREED + "x".repeat(500_000));
            });
        Gateway gateway = to(upstream).start();
        RawClient client = client(local, gateway, version)) {
      client.send(HANDSHAKE).reply();
      assertThat(client.input().readAllBytes()).hasSize(500_000);
      client.socket.close();
      assertThat(gateway.record().responseLength()).isEqualTo(500_000);
      Gateway.eventually(() -> gateway.edge.connections() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void carriesTheEndOfTheCallerOver(String version) throws Exception {
    try (FakeUpstream upstream =
            secure(peer -> {
              peer.request();
              peer.send(AGREED);
              peer.keep(new String(peer.input().readAllBytes(), StandardCharsets.ISO_8859_1));
            });
        Gateway gateway = to(upstream).start()) {
      try (RawClient client = client(local, gateway, version)) {
        client.send(HANDSHAKE).reply();
        client.send("y".repeat(500_000));
      }
      Gateway.eventually(() -> upstream.ended.get() == 1);
      assertThat(upstream.seen.getLast()).hasSize(500_000);
      assertThat(upstream.failures).isEmpty();
      assertThat(gateway.record().ending()).isEqualTo(Ending.ANSWERED);
      Gateway.eventually(() -> gateway.edge.connections() == 0);
    }
  }

  private static Gateway.Builder to(FakeUpstream upstream) {
    return Gateway.to(new Endpoint("localhost", upstream.port(), true, Verification.FULL))
        .trusted(local.certificate())
        .tls(new EdgeSettings.Tls(0, local.certificate(), local.key()))
        .protocol(Protocol.WEBSOCKET);
  }

  private static FakeUpstream secure(FakeUpstream.Script script, String... protocols)
      throws Exception {
    SSLServerSocket server =
        (SSLServerSocket)
            local
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SSLParameters parameters = server.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    server.setSSLParameters(parameters);
    return new FakeUpstream(server, script);
  }

  static RawClient client(Certificates trusted, Gateway gateway, String version) throws Exception {
    InetSocketAddress address = Objects.requireNonNull(gateway.bound.https());
    SSLSocket socket =
        (SSLSocket)
            trusted.context().getSocketFactory().createSocket("127.0.0.1", address.getPort());
    socket.setEnabledProtocols(new String[] {version});
    return new RawClient(socket);
  }
}
