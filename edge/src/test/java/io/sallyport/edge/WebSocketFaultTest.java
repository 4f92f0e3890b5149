package io.sallyport.edge;

import static io.sallyport.edge.WebSocketTest.ACCEPT;
import static io.sallyport.edge.WebSocketTest.AGREED;
import static io.sallyport.edge.WebSocketTest.HANDSHAKE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.Endpoint.Verification;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSocket handshakes that go wrong, on either side of the gateway. */
class WebSocketFaultTest {

  private static final String SWITCH =
      "HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n";

  /** What no client may trust: RFC 6455 section 4.1, the client's checks 2 to 6. */
  static Stream<String> untrustworthy() {
    return Stream.of(
        SWITCH,
        SWITCH + "Sec-WebSocket-Accept: dGhlIHNhbXBsZSBub25jZQ==\r\n",
        SWITCH + "Sec-WebSocket-Accept: S3PPLMBITXAQ9KYGZZHZRBK+XOO=\r\n",
        SWITCH + ACCEPT + ACCEPT,
        SWITCH + ACCEPT.replace("\r\n", ", x\r\n"),
        "HTTP/1.1 101 x\r\n" + ACCEPT,
        "HTTP/1.1 101 x\r\nConnection: Upgrade\r\n" + ACCEPT,
        "HTTP/1.1 101 x\r\nUpgrade: websocket\r\n" + ACCEPT,
        "HTTP/1.1 101 x\r\nConnection: close\r\nUpgrade: websocket\r\n" + ACCEPT,
        "HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n" + ACCEPT,
        "HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: websocket, h2c\r\n" + ACCEPT,
        "HTTP/1.0 101 x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" + ACCEPT,
        SWITCH + ACCEPT + "Sec-WebSocket-Protocol: other\r\n",
        SWITCH + ACCEPT + "Sec-WebSocket-Protocol: CHAT\r\n",
        SWITCH + ACCEPT + "Sec-WebSocket-Protocol: chat, superchat\r\n",
        SWITCH + ACCEPT + "Sec-WebSocket-Protocol: \r\n",
        SWITCH + ACCEPT + "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Protocol: chat\r\n",
        SWITCH + ACCEPT + "Sec-WebSocket-Extensions: permessage-deflate\r\n",
        SWITCH + ACCEPT + "Content-Length: 0\r\n",
        SWITCH + ACCEPT + "Transfer-Encoding: chunked\r\n");
  }

  @ParameterizedTest
  @MethodSource("untrustworthy")
  void refusesASwitchThatIsNotTheOneItAskedFor(String answer) throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(answer + "\r\nframes");
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      RawClient.Reply reply = client.send(HANDSHAKE).reply();
      assertThat(reply.status()).isEqualTo(504);
      assertThat(gateway.refusal().reason()).startsWith("SWITCH ");
      assertThat(reply.text()).doesNotContain("frames");
      Gateway.eventually(() -> upstream.ended.get() == 1);
      Gateway.eventually(() -> gateway.edge.tunnels() == 0);
      // The caller's connection still speaks HTTP.
      assertThat(client.get("/").reply().status()).isEqualTo(504);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Sec-WebSocket-Protocol: superchat\r\n",
        "Sec-WebSocket-Extensions: a; x=1, b\r\n",
        "X-More: 1\r\nDate: now\r\n"
      })
  void trustsWhatTheCallerOffered(String fields) throws Exception {
    String answer =
        "HTTP/1.1 101\r\nupgrade:WEBSOCKET\r\nconnection: keep-alive,UPGRADE\r\n" + ACCEPT + fields;
    try (FakeUpstream upstream = FakeUpstream.saying(answer + "\r\n");
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      String asks =
          HANDSHAKE.replace("X-Own: 1", "Sec-WebSocket-Extensions: B;y, a;x=1\r\nX-Own: 1");
      RawClient.Reply reply = client.send(asks).reply();
      assertThat(reply.status()).isEqualTo(101);
      assertThat(reply.head()).contains(fields.replace("Date", "x-amzn-Remapped-Date"));
      assertThat(upstream.seen.getFirst()).contains("Sec-WebSocket-Extensions: B;y, a;x=1\r\n");
    }
  }

  @Test
  void doesNotTakeAnotherRequestsSwitchForItsOwn() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(AGREED);
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      assertThat(client.get("/").reply().status()).isEqualTo(504);
      assertThat(gateway.refusal().reason()).contains("MALFORMED", "`101` was not asked for");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n\r\n",
        "\u0081\u0005hello",
        "HTTP/1.1 101 x\nUpgrade: websocket\n\n",
        "HTTP/2 101\r\n\r\n"
      })
  void answers504ToGarbage(String answer) throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send(answer);
              if (!answer.endsWith("\n")) {
                peer.send("\r\n\r\n");
              }
              peer.awaitEnd();
            });
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      assertThat(client.send(HANDSHAKE).reply().status()).isEqualTo(504);
      assertThat(gateway.refusal().reason()).contains("MALFORMED");
      Gateway.eventually(() -> upstream.ended.get() == 1);
    }
  }

  @Test
  void answers504WhenNothingListens() throws Exception {
    int port;
    try (FakeUpstream upstream = FakeUpstream.saying(AGREED)) {
      port = upstream.port();
    }
    try (Gateway gateway = Gateway.to(port).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      assertThat(client.send(HANDSHAKE).reply().status()).isEqualTo(504);
      assertThat(gateway.refusal().reason()).contains("UNREACHABLE", "127.0.0.1:" + port);
    }
  }

  @Test
  void answers504WhenTheEndpointSpeaksNoTls() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(AGREED);
        Gateway gateway =
            Gateway.to(new Endpoint("127.0.0.1", upstream.port(), true, Verification.FULL))
                .timeouts(Hurried.handshake(Duration.ofMillis(200)))
                .protocol(Protocol.WEBSOCKET)
                .start();
        RawClient client = gateway.client()) {
      assertThat(client.send(HANDSHAKE).reply().status()).isEqualTo(504);
      assertThat(gateway.refusal().reason()).contains("TLS");
    }
  }

  @Test
  void answers504WhenTheEndpointIsSilent() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send("HTTP/1.1 101 Switching Protocols\r\n");
              peer.awaitEnd();
            });
        Gateway gateway =
            Gateway.to(upstream.port())
                .protocol(Protocol.WEBSOCKET)
                .timeout(Duration.ofMillis(150))
                .start();
        RawClient client = gateway.client()) {
      assertThat(client.send(HANDSHAKE).reply().status()).isEqualTo(504);
      assertThat(gateway.refusal().reason()).contains("too slow");
      Gateway.eventually(() -> upstream.ended.get() == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"})
  void answers504WhenTheEndpointClosesInsideTheHandshakeAndTriesNoMore(String part)
      throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send(part);
            });
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      assertThat(client.send(HANDSHAKE).reply().status()).isEqualTo(504);
      assertThat(gateway.refusal().reason()).contains("CLOSED");
      assertThat(upstream.connections.get()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void letsTheEndpointGoWhenTheCallerLeavesInsideTheHandshake(boolean reset) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              asked.countDown();
              peer.awaitEnd();
            });
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start()) {
      try (RawClient client = gateway.client()) {
        client.send(HANDSHAKE);
        asked.await();
        if (reset) {
          client.socket.setSoLinger(true, 0);
        }
      }
      Gateway.eventually(() -> upstream.ended.get() == 1);
      var record = gateway.record();
      assertThat(record.ending()).isEqualTo(Ending.CALLER_GONE);
      assertThat(record.status()).isZero();
      Gateway.eventually(() -> gateway.edge.inFlight() == 0);
    }
  }

  /** The endpoint agrees at the moment the caller goes: nothing may be left open. */
  @Test
  void leavesNothingOpenWhenTheCallerGoesAsTheEndpointAgrees() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send(AGREED + "x".repeat(1000));
              peer.awaitEnd();
            });
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start()) {
      for (int i = 0; i < 100; i++) {
        try (RawClient client = gateway.client()) {
          client.send(HANDSHAKE);
          if (i % 2 == 0) {
            client.socket.setSoLinger(true, 0);
          }
          Thread.sleep(0, i * 9_000);
        }
      }
      Gateway.eventually(() -> upstream.ended.get() == upstream.connections.get());
      Gateway.eventually(() -> gateway.edge.connections() == 0);
      Gateway.eventually(() -> gateway.edge.inFlight() == 0);
      Gateway.eventually(() -> gateway.edge.tunnels() == 0);
      gateway.records(100);
    }
  }

  @Test
  void passesAnAnswerWithABodyInChunksOn() throws Exception {
    try (FakeUpstream upstream =
            FakeUpstream.saying(
                "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n");
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      RawClient.Reply reply = client.send(HANDSHAKE).reply();
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.text()).isEqualTo("no");
      Gateway.eventually(() -> upstream.ended.get() == 1);
      assertThat(gateway.record().status()).isEqualTo(403);
    }
  }

  @Test
  void readsWhatFollowsAHandshakeThatFailedAsHttp() throws Exception {
    try (FakeUpstream upstream =
            FakeUpstream.saying("HTTP/1.1 401 x\r\nContent-Length: 0\r\n\r\n");
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      client.send(HANDSHAKE + "\u0081\u0085frame\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(401);
      assertThat(client.reply().status()).isEqualTo(400);
      assertThat(client.ended()).isTrue();
      gateway.records(2);
    }
  }
}
