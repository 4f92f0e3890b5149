package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.edge.EdgeSettings;
import io.sallyport.edge.Gateway;
import io.sallyport.edge.RawClient;
import io.sallyport.edge.tls.UpstreamHttp2;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Calls to endpoints that choose HTTP/2. */
class Http2UpstreamTest extends ToHttp2Endpoint {

  @Test
  void sendsOneRequestAfterTheOtherOverOneConnection() throws Exception {
    List<RawFrame> heads = new CopyOnWriteArrayList<>();
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          for (int i = 0; i < 2; i++) {
            heads.add(peer.awaitFrame(RawFrame.HEADERS));
            ok(peer, heads.getLast().stream());
          }
          peer.awaitEnd();
        });
    try (RawClient client = gateway.client()) {
      client.send(
          "GET /a?b=c HTTP/1.1\r\nHost: a\r\nX-One: 1\r\nTE: trailers\r\nConnection: x-two\r\n"
              + "X-Two: 2\r\n\r\n");
      assertThat(client.reply().text()).isEqualTo("ok");
      assertThat(client.get("/").reply().text()).isEqualTo("ok");
    }
    gateway.records(2);
    assertThat(heads).extracting(RawFrame::stream).containsExactly(1, 3);
    RawFields fields = RawFields.of(heads.getFirst().payload());
    assertThat(fields.names().subList(0, 4))
        .containsExactly(":method", ":scheme", ":authority", ":path");
    assertThat(fields.value(":path")).isEqualTo("/a?b=c");
    assertThat(fields.value(":scheme")).isEqualTo("https");
    assertThat(fields.value(":authority")).startsWith("localhost:");
    assertThat(fields.value("x-one")).isEqualTo("1");
    assertThat(fields.names()).doesNotContain("te", "connection", "x-two", "host");
    assertThat(heads.getFirst().payload()[0]).isEqualTo((byte) 0x20);
  }

  @Test
  void offersNothingUnlessSwitchedOn() throws Exception {
    RawEndpoint none = endpoint((peer, _) -> peer.awaitEnd());
    Gateway gateway = start(to(none).upstreamHttp2(UpstreamHttp2.OFF));
    AtomicReference<String> first = new AtomicReference<>("");
    try (RawEndpoint strict =
            new RawEndpoint(
                local,
                (peer, _) -> {
                  byte[] bytes = peer.socket.getInputStream().readNBytes(3);
                  first.set(new String(bytes, java.nio.charset.StandardCharsets.US_ASCII));
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                  peer.awaitEnd();
                });
        Gateway other = Gateway.to(strict.endpoint()).trusted(local.certificate()).start();
        RawClient client = other.client()) {
      assertThat(client.get("/").reply().text()).isEqualTo("ok");
      assertThat(first.get()).isEqualTo("GET");
    }
    assertThat(gateway.recorded()).isZero();
  }

  @Test
  void sharesOneConnectionBetweenCalls() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept();
          List<Integer> streams = new ArrayList<>();
          while (streams.size() < 10) {
            streams.add(peer.awaitFrame(RawFrame.HEADERS).stream());
          }
          streams.reversed().forEach(stream -> ok(peer, stream));
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    all(gateway, 10);
    assertThat(endpoint.connections).hasValue(1);
    Gateway.eventually(() -> gateway.idle() == 1);
  }

  /** Sends {@code count} requests at once and expects an answer to each. */
  private static void all(Gateway gateway, int count) throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        clients.add(gateway.client().get("/" + i));
      }
      for (RawClient client : clients) {
        assertThat(client.reply().text()).isEqualTo("ok");
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    gateway.records(count);
  }

  @Test
  void opensAnotherConnectionWhereTheEndpointAllowsNoMoreStreams() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept(RawFrame.MAX_CONCURRENT_STREAMS, 2);
          int first = peer.awaitFrame(RawFrame.HEADERS).stream();
          int second = peer.awaitFrame(RawFrame.HEADERS).stream();
          assertThat(peer.roundTrip()).noneMatch(frame -> frame.type() == RawFrame.HEADERS);
          ok(peer, first);
          ok(peer, second);
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    all(gateway, 6);
    assertThat(endpoint.connections.get()).isEqualTo(3);
  }

  @Test
  void streamsLongBodiesBothWaysWithinTheWindows() throws Exception {
    String large = "z".repeat(1_000_000);
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          StringBuilder body = new StringBuilder();
          RawFrame last;
          do {
            last = peer.awaitFrame(RawFrame.DATA, stream);
            body.append(last.text());
            if (last.payload().length > 0) {
              peer.windowUpdate(0, last.payload().length);
              peer.windowUpdate(stream, last.payload().length);
            }
          } while (!last.has(RawFrame.END_STREAM));
          assertThat(body.toString()).isEqualTo(large);
          peer.answer(stream, RawFrame.END_HEADERS, ":status", "200");
          int window = 65_535;
          for (int sent = 0; sent < large.length(); ) {
            int run = Math.min(Math.min(window, 16_384), large.length() - sent);
            if (run == 0) {
              RawFrame more = peer.awaitFrame(RawFrame.WINDOW_UPDATE, stream);
              window += java.nio.ByteBuffer.wrap(more.payload()).getInt();
              continue;
            }
            sent += run;
            window -= run;
            peer.data(stream, sent == large.length() ? RawFrame.END_STREAM : 0, "z".repeat(run));
          }
          peer.awaitEnd();
        });
    try (RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + large);
      assertThat(client.reply().text()).isEqualTo(large);
    }
    gateway.records(1);
  }

  @Test
  void sendsTheEndOfABodyThatComesByItself() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.DATA).stream();
          begun.countDown();
          assertThat(peer.awaitFrame(RawFrame.DATA, stream).has(RawFrame.END_STREAM)).isTrue();
          ok(peer, stream);
          peer.awaitEnd();
        });
    try (RawHttp2 caller = RawHttp2.plain(gateway.address()).handshake()) {
      caller.post(1).data(1, RawFrame.NONE, "hello");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      caller.data(1, RawFrame.END_STREAM, "");
      assertThat(caller.awaitAnswer(1).text()).isEqualTo("ok");
    }
    gateway.records(1);
  }

  @Test
  void breaksOffABodyThatIsTooLong() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          assertThat(peer.awaitFrame(RawFrame.RST_STREAM, stream).code())
              .isEqualTo(RawFrame.CANCEL);
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint).payload(10));
    try (RawClient client = gateway.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "6\r\n123456\r\n6\r\n123456\r\n0\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(413);
    }
    gateway.records(1);
  }

  @Test
  void keepsAnAnswerThatCameBeforeTheRequestEnded() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          ok(peer, stream);
          peer.reset(stream, RawFrame.NO_ERROR);
          peer.awaitEnd();
        });
    try (RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhi");
      assertThat(client.reply().text()).isEqualTo("ok");
    }
    gateway.records(1);
  }

  @Test
  void keepsThatAnswerForACallerWhoTakesItLater() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          ok(peer, stream);
          peer.reset(stream, RawFrame.NO_ERROR);
          answer(peer, 1);
          peer.awaitEnd();
        });
    try (RawHttp2 slow =
        RawHttp2.plain(gateway.address()).handshake(RawFrame.INITIAL_WINDOW_SIZE, 0)) {
      slow.post(1);
      assertThat(slow.awaitStatus(1)).isEqualTo(200);
      assertThat(status(gateway)).isEqualTo(200);
      slow.windowUpdate(1, 10);
      assertThat(slow.awaitFrame(RawFrame.DATA, 1).text()).isEqualTo("ok");
    }
    gateway.records(2);
  }

  @Test
  void passesOverInterimAnswersAndTrailers() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, RawFrame.END_HEADERS, ":status", "103", "link", "</a>")
              .answer(stream, RawFrame.END_HEADERS, ":status", "200", "content-length", "2")
              .data(stream, RawFrame.NONE, "ok")
              .answer(stream, END, "x-sum", "1");
          peer.awaitEnd();
        });
    try (RawClient client = gateway.client()) {
      RawClient.Reply reply = client.get("/").reply();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.text()).isEqualTo("ok");
      assertThat(reply.head()).doesNotContainIgnoringCase("link");
    }
    gateway.records(1);
  }

  @Test
  void answersHeadAndStatusesWithoutABody() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, END, ":status", "204");
          stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, RawFrame.END_HEADERS, ":status", "304", "content-length", "7")
              .data(stream, RawFrame.END_STREAM, "");
          answer(peer, 1);
          peer.awaitEnd();
        });
    try (RawClient client = gateway.client()) {
      assertThat(client.get("/").reply().status()).isEqualTo(204);
      assertThat(client.get("/").reply().status()).isEqualTo(304);
      assertThat(client.get("/").reply().text()).isEqualTo("ok");
    }
    gateway.records(3);
  }

  @Test
  void cancelsTheStreamWhenTheCallerGoesAway() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept();
          answer(peer, 1);
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, RawFrame.END_HEADERS, ":status", "200")
              .data(stream, RawFrame.NONE, "part");
          assertThat(peer.awaitFrame(RawFrame.RST_STREAM, stream).code())
              .isEqualTo(RawFrame.CANCEL);
          answer(peer, 1);
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    assertThat(status(gateway)).isEqualTo(200);
    try (RawClient client = gateway.client()) {
      client.get("/");
      client.input().readNBytes(10);
      // The caller is gone, rather than silent from here on.
      client.socket.setSoLinger(true, 0);
    }
    gateway.records(2);
    // The connection serves on.
    assertThat(status(gateway)).isEqualTo(200);
    assertThat(endpoint.connections).hasValue(1);
  }

  @Test
  void endsAConnectionThatIsIdle() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept();
          answer(peer, 1);
          assertThat(peer.awaitFrame(RawFrame.GOAWAY).code()).isEqualTo(RawFrame.NO_ERROR);
          peer.awaitEnd();
        });
    Gateway gateway =
        start(to(endpoint).connections(new EdgeSettings.Connections(10, Duration.ofMillis(100))));
    assertThat(status(gateway)).isEqualTo(200);
    Gateway.eventually(() -> endpoint.ended.get() == 1);
    assertThat(gateway.idle()).isZero();
  }

  @Test
  void aSlowCallerDoesNotHoldUpOthers() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          String piece = "s".repeat(16_000);
          for (int i = 0; i < 20; i++) {
            int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
            peer.answer(stream, RawFrame.END_HEADERS, ":status", "200", "content-length", "64001");
            for (int j = 0; j < 4; j++) {
              peer.data(stream, RawFrame.NONE, piece);
            }
          }
          answer(peer, 1);
          peer.awaitEnd();
        });
    try (RawHttp2 slow =
        RawHttp2.plain(gateway.address()).handshake(RawFrame.INITIAL_WINDOW_SIZE, 0)) {
      for (int i = 0; i < 20; i++) {
        slow.get(1 + 2 * i, "/slow");
      }
      for (int i = 0; i < 20; i++) {
        slow.awaitFrame(RawFrame.HEADERS);
      }
      assertThat(status(gateway)).isEqualTo(200);
    }
    gateway.records(21);
  }
}
