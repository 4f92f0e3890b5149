package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.edge.Gateway;
import io.sallyport.edge.RawClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** What the calls of one connection to an endpoint may do to each other: nothing. */
class Http2SharedConnectionTest extends ToHttp2Endpoint {

  /** An endpoint's side of a connection that sends no more than the windows let it. */
  private static final class Sender {
    private final RawHttp2 peer;
    private int sent;

    Sender(RawHttp2 peer) {
      this.peer = peer;
    }

    /** The next {@code length} bytes of the body of {@code stream}, of which none was sent. */
    void body(int stream, int length, int flags) throws IOException {
      int done = 0;
      while (done < length) {
        int window = Math.min(65_535 + granted(0) - sent, 65_535 + granted(stream) - done);
        int size = Math.min(window, Math.min(16_000, length - done));
        if (size == 0) {
          peer.awaitFrame(RawFrame.WINDOW_UPDATE);
          continue;
        }
        done += size;
        sent += size;
        peer.data(stream, done == length ? flags : RawFrame.NONE, "s".repeat(size));
      }
    }

    private int granted(int stream) {
      return peer.seen().stream()
          .filter(frame -> frame.type() == RawFrame.WINDOW_UPDATE && frame.stream() == stream)
          .mapToInt(frame -> ByteBuffer.wrap(frame.payload()).getInt())
          .sum();
    }
  }

  @Test
  void manyCallersWhoTakeNothingDoNotHoldUpOthers() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          Sender sender = new Sender(peer);
          for (int i = 0; i < 90; i++) {
            int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
            peer.answer(stream, RawFrame.END_HEADERS, ":status", "200");
            sender.body(stream, 64_000, RawFrame.NONE);
          }
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, RawFrame.END_HEADERS, ":status", "200", "content-length", "2000000");
          sender.body(stream, 2_000_000, RawFrame.END_STREAM);
          peer.awaitEnd();
        });
    try (RawHttp2 slow = slow(gateway)) {
      get(slow, 90);
      try (RawClient client = gateway.client()) {
        assertThat(client.get("/").reply().text()).hasSize(2_000_000);
      }
    }
    gateway.records(91);
  }

  @Test
  void wholeAnswersThatNobodyTakesDoNotHoldUpOthers() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          Sender sender = new Sender(peer);
          for (int i = 0; i < 200; i++) {
            int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
            peer.answer(stream, RawFrame.END_HEADERS, ":status", "200");
            sender.body(stream, 64_000, RawFrame.END_STREAM);
          }
          answer(peer, 1);
          peer.awaitEnd();
        });
    List<RawHttp2> callers = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        RawHttp2 slow = slow(gateway);
        callers.add(slow);
        get(slow, 100);
      }
      assertThat(status(gateway)).isEqualTo(200);
      // What waited is all there.
      RawHttp2 first = callers.getFirst().windowUpdate(0, 64_000).windowUpdate(1, 64_000);
      int got = 0;
      RawFrame frame;
      do {
        frame = first.awaitFrame(RawFrame.DATA, 1);
        got += frame.payload().length;
      } while (!frame.has(RawFrame.END_STREAM));
      assertThat(got).isEqualTo(64_000);
    } finally {
      for (RawHttp2 slow : callers) {
        slow.close();
      }
    }
    gateway.records(201);
  }

  /** A caller who takes nothing of any answer. */
  private static RawHttp2 slow(Gateway gateway) throws Exception {
    return RawHttp2.plain(gateway.address()).handshake(RawFrame.INITIAL_WINDOW_SIZE, 0);
  }

  /** Calls one after the other, each when the last is answered. */
  private static void get(RawHttp2 slow, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      slow.get(1 + 2 * i, "/slow").awaitFrame(RawFrame.HEADERS, 1 + 2 * i);
    }
  }

  @Test
  void whatCameTooLateForACallerWhoLeftEndsNoOtherCall() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept();
          int kept = peer.awaitFrame(RawFrame.HEADERS).stream();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, RawFrame.END_HEADERS, ":status", "200")
              .data(stream, RawFrame.NONE, "part");
          peer.awaitReset(stream, RawFrame.CANCEL);
          byte[] piece = new RawFrame(RawFrame.DATA, RawFrame.NONE, stream, new byte[5]).encoded();
          ByteBuffer late = ByteBuffer.allocate(5_000 * piece.length);
          while (late.hasRemaining()) {
            late.put(piece);
          }
          peer.send(late.array());
          peer.answer(stream, END, "x-sum", "1");
          ok(peer, kept);
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    try (RawClient other = gateway.client()) {
      other.get("/kept");
      Gateway.eventually(() -> endpoint.connections.get() == 1);
      try (RawClient leaves = gateway.client()) {
        leaves.get("/");
        leaves.input().readNBytes(10);
        leaves.socket.setSoLinger(true, 0);
      }
      assertThat(other.reply().text()).isEqualTo("ok");
    }
    gateway.records(2);
    assertThat(endpoint.connections).hasValue(1);
  }

  @Test
  void manyMalformedAnswersEndNoOtherCall() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept();
          int kept = peer.awaitFrame(RawFrame.HEADERS).stream();
          for (int i = 0; i < 600; i++) {
            peer.answer(peer.awaitFrame(RawFrame.HEADERS).stream(), END, "x-a", "1");
          }
          ok(peer, kept);
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    try (RawClient other = gateway.client();
        RawClient client = gateway.client()) {
      other.get("/kept");
      Gateway.eventually(() -> endpoint.connections.get() == 1);
      for (int i = 0; i < 600; i++) {
        assertThat(client.get("/").reply().status()).isEqualTo(504);
      }
      assertThat(other.reply().text()).isEqualTo("ok");
    }
    gateway.records(601);
    assertThat(endpoint.connections).hasValue(1);
  }

  @Test
  void refusesAHeadThatIsLongerThanTheEndpointTakesAndSparesItsConnection() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept(RawFrame.MAX_HEADER_LIST_SIZE, 2_000);
          RawFrame head = peer.awaitFrame(RawFrame.HEADERS);
          assertThat(head.payload()).hasSizeLessThan(2_000);
          ok(peer, head.stream());
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    try (RawClient client = gateway.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nX-A: " + "x".repeat(2_000) + "\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(431);
    }
    assertThat(status(gateway)).isEqualTo(200);
    gateway.records(2);
    assertThat(endpoint.connections).hasValue(1);
  }

  @Test
  void sendsNoRequestThatWasGivenUpBeforeTheConnectionWasReady() throws Exception {
    CountDownLatch givenUp = new CountDownLatch(1);
    RawEndpoint endpoint =
        endpoint((peer, number) -> {
          String chosen = number == 1 ? "http/1.1" : "h2";
          ((SSLSocket) peer.socket).setHandshakeApplicationProtocolSelector((_, _) -> chosen);
          if (number == 1) {
            peer.socket.getInputStream().readNBytes(3);
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
            return;
          }
          assertThat(givenUp.await(10, TimeUnit.SECONDS)).isTrue();
          peer.accept();
          assertThat(peer.roundTrip()).noneMatch(frame -> frame.type() == RawFrame.HEADERS);
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint).timeout(Duration.ofMillis(500)));
    assertThat(status(gateway)).isEqualTo(200);
    assertThat(status(gateway)).isEqualTo(504);
    givenUp.countDown();
    Gateway.eventually(() -> gateway.idle() == 1);
    gateway.records(2);
    assertThat(endpoint.connections).hasValue(2);
  }
}
