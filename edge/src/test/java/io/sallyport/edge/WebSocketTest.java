package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import io.sallyport.edge.FakeUpstream.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is passed on as WebSocket, RFC 6455, byte by byte. */
class WebSocketTest {

  /** The handshake of RFC 6455 section 1.3. */
  static final String HANDSHAKE =
      "GET /chat?room=1 HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\n"
          + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nX-Own: 1\r\n"
          + "Sec-WebSocket-Protocol: chat, superchat\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  static final String ACCEPT = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";

  static final String AGREED =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: WebSocket\r\n"
          + ACCEPT
          + "Sec-WebSocket-Protocol: chat\r\n\r\n";

  @Test
  void joinsTheConnectionsWhenTheEndpointAgrees() throws Exception {
    try (FakeUpstream upstream = new FakeUpstream(WebSocketTest::echo);
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      RawClient.Reply reply = client.send(HANDSHAKE).reply();
      assertThat(reply.head())
          .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
          .contains("Connection: Upgrade\r\nUpgrade: websocket\r\n", ACCEPT)
          .contains("Sec-WebSocket-Protocol: chat\r\n", "Apigw-Requestid: ")
          .doesNotContain("Content-Length", "Transfer-Encoding");
      assertThat(upstream.seen.getFirst())
          .startsWith("GET /chat?room=1 HTTP/1.1\r\nHost: 127.0.0.1:" + upstream.port() + "\r\n")
          .contains("Connection: Upgrade\r\nUpgrade: websocket\r\n", "X-Own: 1\r\n")
          .contains("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "X-Forwarded-For: ")
          .containsOnlyOnce("Upgrade: ")
          .doesNotContain("keep-alive");
      for (String text : new String[] {"one", "\0\u0081\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"}) {
        assertThat(exchange(client, text)).isEqualTo(text);
      }
      assertThat(gateway.edge.tunnels()).isEqualTo(1);
      assertThat(gateway.edge.inFlight()).isEqualTo(1);
      assertThat(gateway.recorded()).isZero();
    }
  }

  @Test
  void isRecordedOnceItIsOver() throws Exception {
    try (FakeUpstream upstream = new FakeUpstream(WebSocketTest::echo);
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start()) {
      try (RawClient client = gateway.client()) {
        client.send(HANDSHAKE).reply();
        exchange(client, "hello");
        client.socket.shutdownOutput();
        assertThat(client.ended()).isTrue();
      }
      var record = gateway.record();
      assertThat(record.status()).isEqualTo(101);
      assertThat(record.integrationStatus()).isEqualTo(101);
      assertThat(record.ending()).isEqualTo(Ending.ANSWERED);
      assertThat(record.responseLength()).isEqualTo(5);
      assertThat(record.latencyNanos()).isGreaterThan(record.integrationNanos());
      assertThat(gateway.edge.tunnels()).isZero();
      assertThat(gateway.edge.inFlight()).isZero();
      assertThat(gateway.edge.tunnelledFromCallers()).isEqualTo(5);
      assertThat(gateway.edge.tunnelledToCallers()).isEqualTo(5);
      Gateway.eventually(() -> gateway.edge.connections() == 0);
      assertThat(gateway.edge.accepted()).isEqualTo(1);
      assertThat(gateway.idle()).isZero();
    }
  }

  @Test
  void losesNothingThatComesWithTheHandshakeOrTheAnswer() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + AGREED + "first");
              peer.send(read(peer.input(), 5));
              peer.awaitEnd();
            });
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      assertThat(client.send(HANDSHAKE + "early").reply().status()).isEqualTo(101);
      assertThat(read(client.input(), 10)).isEqualTo("firstearly");
    }
  }

  @Test
  void neverUsesAConnectionThatServedOrWillServeAnotherRequest() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              while (peer.request()) {
                peer.send(
                    "HTTP/1.1 426 Upgrade Required\r\n"
                        + "Upgrade: other\r\n"
                        + "Content-Length: 2\r\n\r\n"
                        + "no");
              }
            });
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      assertThat(client.get("/").reply().status()).isEqualTo(426);
      assertThat(gateway.idle()).isEqualTo(1);
      RawClient.Reply refused = client.send(HANDSHAKE).reply();
      assertThat(refused.status()).isEqualTo(426);
      assertThat(refused.text()).isEqualTo("no");
      assertThat(refused.head()).doesNotContain("Upgrade: other");
      assertThat(upstream.connections.get()).isEqualTo(2);
      assertThat(gateway.idle()).isEqualTo(1);
      // It was an answer like any other, and so is the next.
      assertThat(client.get("/").reply().status()).isEqualTo(426);
      assertThat(upstream.connections.get()).isEqualTo(2);
      gateway.records(3);
    }
  }

  @Test
  void staysHttpForCallersOfHttp10() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying("HTTP/1.1 204 No\r\n\r\n");
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      client.send(HANDSHAKE.replace("HTTP/1.1", "HTTP/1.0"));
      assertThat(client.reply().status()).isEqualTo(204);
      assertThat(upstream.seen.getFirst()).doesNotContain("Upgrade");
      gateway.records(1);
    }
  }

  @Test
  void carriesTheEndOfOneDirectionOver() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send(AGREED);
              String all = new String(peer.input().readAllBytes(), StandardCharsets.ISO_8859_1);
              ended.countDown();
              peer.send("got " + all);
            });
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      client.send(HANDSHAKE).reply();
      client.send("all");
      client.socket.shutdownOutput();
      ended.await();
      assertThat(client.input().readAllBytes()).asString().isEqualTo("got all");
      assertThat(gateway.record().ending()).isEqualTo(Ending.ANSWERED);
    }
  }

  @Test
  void carriesTheEndOfTheEndpointsDirectionOver() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send(AGREED + "bye");
              peer.socket.shutdownOutput();
              peer.keep(new String(peer.input().readAllBytes(), StandardCharsets.ISO_8859_1));
            });
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      client.send(HANDSHAKE).reply();
      assertThat(client.input().readAllBytes()).asString().isEqualTo("bye");
      client.send("still here");
      assertThat(gateway.recorded()).isZero();
      client.socket.shutdownOutput();
      Gateway.eventually(() -> upstream.seen.contains("still here"));
      assertThat(gateway.record().ending()).isEqualTo(Ending.ANSWERED);
    }
  }

  /** A caller that has ended its side before the endpoint agrees may still be told something. */
  @Test
  void carriesAnEarlyEndOfTheCallerOver() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              Thread.sleep(50);
              peer.send(AGREED);
              assertThat(peer.input().read()).isEqualTo(-1);
              peer.send("bye");
            });
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      client.send(HANDSHAKE);
      client.socket.shutdownOutput();
      assertThat(client.reply().status()).isEqualTo(101);
      assertThat(client.input().readAllBytes()).asString().isEqualTo("bye");
      assertThat(upstream.failures).isEmpty();
      gateway.records(1);
    }
  }

  @Test
  void carriesAResetOfTheEndpointOver() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send(AGREED);
              read(peer.input(), 1);
              peer.socket.setSoLinger(true, 0);
            });
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      client.send(HANDSHAKE).reply();
      client.send("x");
      assertThatThrownBy(() -> client.input().read()).isInstanceOf(SocketException.class);
      assertThat(gateway.record().ending()).isEqualTo(Ending.INTEGRATION_BROKE);
    }
  }

  @Test
  void carriesAResetOfTheCallerOver() throws Exception {
    CountDownLatch agreed = new CountDownLatch(1);
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send(AGREED);
              agreed.countDown();
              peer.awaitEnd();
            });
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start()) {
      try (RawClient client = gateway.client()) {
        client.send(HANDSHAKE).reply();
        agreed.await();
        client.socket.setSoLinger(true, 0);
      }
      assertThat(gateway.record().ending()).isEqualTo(Ending.CALLER_GONE);
      Gateway.eventually(() -> upstream.failures.toString().contains("reset"));
    }
  }

  /** Each side reads only what the other takes, and nothing is lost when it takes again. */
  @Test
  void stopsReadingASideWhoseBytesTheOtherDoesNotTake() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    AtomicLong got = new AtomicLong();
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send(AGREED);
              read.await();
              byte[] block = new byte[64 * 1024];
              for (int n = peer.input().read(block); n >= 0; n = peer.input().read(block)) {
                got.addAndGet(n);
              }
            });
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      client.send(HANDSHAKE).reply();
      AtomicLong sent = new AtomicLong();
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                byte[] block = new byte[64 * 1024];
                try {
                  for (int i = 0; i < 1024; i++) {
                    client.send(block);
                    sent.addAndGet(block.length);
                  }
                  client.socket.shutdownOutput();
                } catch (IOException e) {
                  sent.set(-1);
                }
              });
      Gateway.eventually(() -> sent.get() > 0);
      long before = -1;
      while (before != sent.get()) {
        before = sent.get();
        Thread.sleep(200);
      }
      // What fits into the kernel's buffers, and little in ours; of 64 MB.
      assertThat(before).isLessThan(32L << 20);
      assertThat(gateway.edge.tunnelledFromCallers()).isLessThan(16L << 20);
      read.countDown();
      sender.join();
      assertThat(sent.get()).isEqualTo(64L << 20);
      assertThat(client.ended()).isTrue();
      assertThat(got.get()).isEqualTo(64L << 20);
    }
  }

  @Test
  void endsWhenNothingHasComeForTooLong() throws Exception {
    var limits = new EdgeSettings.Tunnels(Duration.ofMillis(200), Duration.ofHours(1));
    try (FakeUpstream upstream = new FakeUpstream(WebSocketTest::echo);
        Gateway gateway =
            Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).tunnels(limits).start();
        RawClient client = gateway.client()) {
      client.send(HANDSHAKE).reply();
      for (int i = 0; i < 6; i++) {
        Thread.sleep(60);
        assertThat(exchange(client, "x")).isEqualTo("x");
      }
      assertThat(client.ended()).isTrue();
      assertThat(gateway.record().ending()).isEqualTo(Ending.ANSWERED);
      Gateway.eventually(() -> upstream.ended.get() == 1);
      assertThat(gateway.record().latencyNanos()).isGreaterThan(500_000_000L);
    }
  }

  @Test
  void endsWhenItsTimeIsOver() throws Exception {
    var limits = new EdgeSettings.Tunnels(Duration.ofHours(1), Duration.ofMillis(250));
    try (FakeUpstream upstream = new FakeUpstream(WebSocketTest::echo);
        Gateway gateway =
            Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).tunnels(limits).start();
        RawClient client = gateway.client()) {
      client.send(HANDSHAKE).reply();
      long began = System.nanoTime();
      assertThatThrownBy(
              () -> {
                while (true) {
                  exchange(client, "x");
                  Thread.sleep(10);
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(System.nanoTime() - began).isBetween(150_000_000L, 5_000_000_000L);
      assertThat(gateway.record().ending()).isEqualTo(Ending.ANSWERED);
      Gateway.eventually(() -> upstream.ended.get() == 1);
    }
  }

  @Test
  void goesOnWhileTheGatewayDrainsAndEndsWithTheDrain() throws Exception {
    try (FakeUpstream upstream = new FakeUpstream(WebSocketTest::echo);
        Gateway gateway = Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).start();
        RawClient client = gateway.client()) {
      client.send(HANDSHAKE).reply();
      Thread drain = Thread.ofVirtual().start(() -> gateway.edge.drain(Duration.ofMillis(400)));
      Thread.sleep(100);
      assertThat(exchange(client, "draining")).isEqualTo("draining");
      drain.join();
      // Now, and not a moment later: the logs are closed next.
      assertThat(gateway.recorded()).isEqualTo(1);
      assertThat(client.ended()).isTrue();
      assertThat(gateway.record().ending()).isEqualTo(Ending.ANSWERED);
      Gateway.eventually(() -> upstream.ended.get() == 1);
    }
  }

  @Test
  void countsAsAConnection() throws Exception {
    var limits = new EdgeSettings.Limits(1, 10_240, 10_240, 100, 32_768, 1024);
    try (FakeUpstream upstream = new FakeUpstream(WebSocketTest::echo);
        Gateway gateway =
            Gateway.to(upstream.port()).protocol(Protocol.WEBSOCKET).limits(limits).start()) {
      try (RawClient client = gateway.client()) {
        client.send(HANDSHAKE).reply();
        try (RawClient second = gateway.client()) {
          assertThat(second.ended()).isTrue();
        }
        assertThat(exchange(client, "x")).isEqualTo("x");
      }
      Gateway.eventually(() -> gateway.edge.connections() == 0);
      try (RawClient third = gateway.client()) {
        assertThat(third.send(HANDSHAKE).reply().status()).isEqualTo(101);
      }
    }
  }

  static void echo(Peer peer) throws IOException {
    if (!peer.request()) {
      return;
    }
    peer.send(AGREED);
    byte[] block = new byte[16 * 1024];
    for (int n = peer.input().read(block); n >= 0; n = peer.input().read(block)) {
      peer.socket.getOutputStream().write(block, 0, n);
    }
  }

  static String exchange(RawClient client, String text) throws IOException {
    return read(client.send(text).input(), text.length());
  }

  static String read(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("ended after " + bytes.length + " bytes");
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
