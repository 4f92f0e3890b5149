package io.sallyport.edge;

import static io.sallyport.edge.WebSocketTest.AGREED;
import static io.sallyport.edge.WebSocketTest.HANDSHAKE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends of WebSocket connections that come at a bad moment, or over TLS. */
class WebSocketEndsTest {

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // made before all tests
  private static Certificates local;

  @BeforeAll
  static void make() throws Exception {
    local = Certificates.make(folder, "local", "dns:localhost,ip:127.0.0.1");
  }

  /** The close of TLS would say that the endpoint had said all it wanted to. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void carriesAResetOfTheEndpointOverToACallerWithTls(String version) throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send(AGREED);
              WebSocketTest.read(peer.input(), 1);
              peer.socket.setSoLinger(true, 0);
            });
        Gateway gateway = secure(upstream);
        RawClient client = WebSocketTlsTest.client(local, gateway, version)) {
      client.send(HANDSHAKE).reply();
      client.send("x");
      assertThatThrownBy(() -> client.input().read()).isInstanceOf(IOException.class);
      assertThat(gateway.record().ending()).isEqualTo(Ending.INTEGRATION_BROKE);
    }
  }

  @Test
  void isRecordedOnceWhenTheEndpointResetsAsItAgrees() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send(AGREED + "x");
              peer.socket.setSoLinger(true, 0);
            });
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start()) {
      for (int i = 0; i < 50; i++) {
        try (RawClient client = gateway.client()) {
          client.send(HANDSHAKE + "early");
          while (!client.ended()) {
            // What came before the reset.
          }
        }
      }
      Gateway.eventually(() -> gateway.edge.connections() == 0);
      Gateway.eventually(() -> gateway.edge.inFlight() == 0);
      Gateway.eventually(() -> gateway.edge.tunnels() == 0);
      gateway.records(50);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void leavesNothingOpenWhenACallerWithTlsGoesAsTheEndpointAgrees(String version) throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send(AGREED + "x".repeat(1000));
              peer.awaitEnd();
            });
        Gateway gateway = secure(upstream)) {
      for (int i = 0; i < 60; i++) {
        try (RawClient client = WebSocketTlsTest.client(local, gateway, version)) {
          client.send(HANDSHAKE);
          Thread.sleep(0, i * 15_000);
        }
      }
      Gateway.eventually(() -> upstream.ended.get() == upstream.connections.get());
      Gateway.eventually(() -> gateway.edge.connections() == 0);
      Gateway.eventually(() -> gateway.edge.inFlight() == 0);
      Gateway.eventually(() -> gateway.edge.tunnels() == 0);
      gateway.records(60);
    }
  }

  /** The answer before is still on its way when the connection switches. */
  @Test
  void switchesBehindALongAnswer() throws Exception {
    String large = "0123456789abcdef".repeat(1 << 19);
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              if (!peer.request()) {
                return;
              }
              if (peer.seen().contains("Upgrade")) {
                peer.send(AGREED + "hello");
                peer.awaitEnd();
              } else {
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + large.length() + "\r\n\r\n");
                peer.send(large);
              }
            });
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      client.get("/");
      client.send(HANDSHAKE + "early");
      Thread.sleep(300);
      RawClient.Reply first = client.reply();
      assertThat(first.status()).isEqualTo(200);
      assertThat(first.text()).isEqualTo(large);
      assertThat(client.reply().status()).isEqualTo(101);
      assertThat(WebSocketTest.read(client.input(), 5)).isEqualTo("hello");
      assertThat(gateway.recorded()).isEqualTo(1);
      client.socket.shutdownOutput();
      assertThat(client.ended()).isTrue();
      gateway.records(2);
    }
  }

  private static Gateway secure(FakeUpstream upstream) throws Exception {
    return Gateway.to(upstream.port())
        .protocol(Protocol.WEBSOCKET)
        .tls(new EdgeSettings.Tls(0, local.certificate(), local.key()))
        .start();
  }
}
