package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.edge.Certificates;
import io.sallyport.edge.EdgeSettings;
import io.sallyport.edge.Gateway;
import io.sallyport.edge.Hurried;
import io.sallyport.edge.RawClient;
import io.sallyport.edge.tls.UpstreamHttp2;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls to endpoints that choose HTTP/2, with endpoints that write frames as they like. */
class Http2UpstreamTest {

  private static final int END = RawFrame.END_STREAM | RawFrame.END_HEADERS;

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // made before all tests
  private static Certificates local;

  private @Nullable RawEndpoint endpoint;
  private @Nullable Gateway gateway;

  @BeforeAll
  static void make() throws Exception {
    local = Certificates.make(folder, "local", "dns:localhost,ip:127.0.0.1");
  }

  @AfterEach
  void stop() throws Exception {
    if (gateway != null) {
      gateway.close();
    }
    if (endpoint != null) {
      endpoint.close();
      assertThat(endpoint.failures).isEmpty();
    }
  }

  private RawEndpoint endpoint(RawEndpoint.Script script) throws Exception {
    RawEndpoint made = new RawEndpoint(local, script);
    endpoint = made;
    return made;
  }

  private static Gateway.Builder to(RawEndpoint endpoint) {
    return Gateway.to(endpoint.endpoint())
        .trusted(local.certificate())
        .upstreamHttp2(UpstreamHttp2.OFFERED);
  }

  private Gateway start(Gateway.Builder builder) throws Exception {
    Gateway made = builder.start();
    gateway = made;
    return made;
  }

  private Gateway start(RawEndpoint.Script script) throws Exception {
    return start(to(endpoint(script)));
  }

  /** Answers {@code count} requests. */
  private static void answer(RawHttp2 peer, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      RawFrame head = peer.awaitFrame(RawFrame.HEADERS);
      ok(peer, head.stream());
    }
  }

  private static void ok(RawHttp2 peer, int stream) {
    peer.answer(stream, RawFrame.END_HEADERS, ":status", "200", "content-length", "2")
        .data(stream, RawFrame.END_STREAM, "ok");
  }

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
  void failsACallWhereTheEndpointAllowsNoStreams() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept(RawFrame.MAX_CONCURRENT_STREAMS, 0);
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    assertThat(status(gateway)).isEqualTo(504);
    assertThat(gateway.refusal().reason()).isEqualTo("CLOSED the endpoint allows no streams");
  }

  private static int status(Gateway gateway) throws Exception {
    try (RawClient client = gateway.client()) {
      return client.get("/").reply().status();
    }
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
  void sendsStreamsAboveTheLastOfAGoawayAgain() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, number) -> {
          peer.accept();
          if (number > 1) {
            answer(peer, 1);
            peer.awaitEnd();
            return;
          }
          answer(peer, 1);
          int kept = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.awaitFrame(RawFrame.HEADERS);
          peer.goAway(kept, RawFrame.NO_ERROR);
          ok(peer, kept);
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    assertThat(status(gateway)).isEqualTo(200);
    try (RawClient one = gateway.client();
        RawClient two = gateway.client()) {
      one.get("/1");
      two.get("/2");
      assertThat(one.reply().text()).isEqualTo("ok");
      assertThat(two.reply().text()).isEqualTo("ok");
    }
    gateway.records(3);
    assertThat(endpoint.connections).hasValue(2);
    // The endpoint's first connection is given up by the gateway.
    Gateway.eventually(() -> endpoint.ended.get() == 1);
  }

  @Test
  void sendsARefusedRequestAgainWhateverItsMethod() throws Exception {
    RawEndpoint endpoint = refusing();
    Gateway gateway = start(to(endpoint).holdsRequest(100));
    try (RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
      assertThat(client.reply().text()).isEqualTo("ok");
    }
    gateway.records(1);
    assertThat(endpoint.connections).hasValue(2);
  }

  @Test
  void doesNotRepeatABodyThatIsGone() throws Exception {
    RawEndpoint endpoint = refusing();
    Gateway gateway = start(to(endpoint));
    try (RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
      assertThat(client.reply().status()).isEqualTo(504);
    }
    gateway.records(1);
    assertThat(endpoint.connections).hasValue(1);
  }

  private RawEndpoint refusing() throws Exception {
    return endpoint((peer, number) -> {
      peer.accept();
      if (number == 1) {
        int stream = peer.awaitFrame(RawFrame.DATA).stream();
        peer.reset(stream, RawFrame.REFUSED_STREAM);
      } else {
        answer(peer, 1);
      }
      peer.awaitEnd();
    });
  }

  @Test
  void repeatsWhatMayBeRepeatedWhenAConnectionThatServedEnds() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, number) -> {
          peer.accept();
          answer(peer, 1);
          if (number == 1) {
            peer.awaitFrame(RawFrame.HEADERS);
            return;
          }
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    assertThat(status(gateway)).isEqualTo(200);
    assertThat(status(gateway)).isEqualTo(200);
    gateway.records(2);
    assertThat(endpoint.connections).hasValue(2);
  }

  @Test
  void breaksOffABodyThatTheEndpointResets() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, RawFrame.END_HEADERS, ":status", "200")
              .data(stream, RawFrame.NONE, "part")
              .reset(stream, RawFrame.INTERNAL_ERROR);
          peer.awaitEnd();
        });
    try (RawClient client = gateway.client()) {
      client.get("/");
      assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
    }
    assertThat(gateway.record().ending()).isEqualTo(Ending.INTEGRATION_BROKE);
  }

  @Test
  void failsWhenTheEndpointResetsWithoutAnAnswer() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          peer.reset(peer.awaitFrame(RawFrame.HEADERS).stream(), RawFrame.CANCEL);
          peer.awaitEnd();
        });
    assertThat(status(gateway)).isEqualTo(504);
    assertThat(gateway.refusal().reason()).startsWith("CLOSED the peer has reset the stream");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-a 1                          | a response without :status",
        ":status 200 :status 200        | more than one :status",
        ":status 20                     | a :status that is not three digits",
        ":status 101                    | the status `101`",
        ":status 999                    | the status `999`",
        ":status 200 :path /            | a pseudo-header field that no response has",
        "x-a 1 :status 200              | a pseudo-header field after a header field",
        ":status 200 X-A 1              | a header field name that is not a token in lower case",
        ":status 200 connection close   | a field of one connection",
        ":status 200 content-length 5   | a Content-Length without a body",
        ":status 200 content-length x   | a Content-Length that is not a number",
      })
  void refusesAHeadThatIsNone(String fields, String reason) throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, END, fields.split(" "));
          // The connection goes on.
          answer(peer, 1);
          peer.awaitEnd();
        });
    assertThat(status(gateway)).isEqualTo(504);
    assertThat(gateway.refusal().reason()).contains("MALFORMED", reason);
    assertThat(status(gateway)).isEqualTo(200);
  }

  @Test
  void breaksOffABodyOfAnotherLengthThanAnnounced() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, RawFrame.END_HEADERS, ":status", "200", "content-length", "5")
              .data(stream, RawFrame.END_STREAM, "ok");
          peer.awaitEnd();
        });
    try (RawClient client = gateway.client()) {
      client.get("/");
      assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
    }
    assertThat(gateway.record().ending()).isEqualTo(Ending.INTEGRATION_BROKE);
  }

  @Test
  void failsAllCallsOfAConnectionWhoseEndpointBreaksTheProtocol() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept();
          peer.awaitFrame(RawFrame.HEADERS);
          peer.awaitFrame(RawFrame.HEADERS);
          peer.frame(RawFrame.PUSH_PROMISE, RawFrame.END_HEADERS, 1, 0, 0, 0, 2);
          assertThat(peer.awaitFrame(RawFrame.GOAWAY).code()).isEqualTo(RawFrame.PROTOCOL_ERROR);
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    try (RawClient one = gateway.client();
        RawClient two = gateway.client()) {
      one.get("/1");
      two.get("/2");
      assertThat(one.reply().status()).isEqualTo(504);
      assertThat(two.reply().status()).isEqualTo(504);
    }
    assertThat(gateway.records(2))
        .allSatisfy(record -> assertThat(String.valueOf(record.refusal())).contains("MALFORMED"));
    Gateway.eventually(() -> endpoint.ended.get() == 1);
  }

  @Test
  void failsWhenTheEndpointDoesNotStartWithSettings() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.ping(RawFrame.NONE, "12345678");
          peer.socket.getInputStream().readAllBytes();
        });
    assertThat(status(gateway)).isEqualTo(504);
    assertThat(gateway.refusal().reason()).contains("MALFORMED").contains("SETTINGS");
  }

  @Test
  void failsWhenTheEndpointSendsNoSettings() throws Exception {
    RawEndpoint endpoint = endpoint((peer, _) -> peer.socket.getInputStream().readAllBytes());
    Gateway gateway = start(to(endpoint).timeouts(Hurried.handshake(Duration.ofMillis(300))));
    assertThat(status(gateway)).isEqualTo(504);
    assertThat(gateway.refusal().reason()).contains("sent no settings");
    Gateway.eventually(() -> endpoint.ended.get() == 1);
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
  void givesAConnectionUpThatDoesNotAnswerItsPing() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, number) -> {
          peer.accept();
          answer(peer, 1);
          if (number == 1) {
            peer.awaitFrame(RawFrame.PING);
          }
          peer.awaitEnd();
        });
    Gateway gateway =
        start(
            to(endpoint)
                .timeout(Duration.ofMillis(200))
                .timeouts(Hurried.connect(Duration.ofMillis(200))));
    assertThat(status(gateway)).isEqualTo(200);
    assertThat(status(gateway)).isEqualTo(504);
    // Nobody else waits for an endpoint that may be gone.
    assertThat(status(gateway)).isEqualTo(200);
    Gateway.eventually(() -> endpoint.ended.get() == 1);
    gateway.records(3);
    assertThat(endpoint.connections).hasValue(2);
  }

  @Test
  void breaksOffABodyInWhichTheEndpointFallsSilent() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, RawFrame.END_HEADERS, ":status", "200")
              .data(stream, RawFrame.NONE, "part");
          peer.awaitFrame(RawFrame.RST_STREAM, stream);
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint).timeouts(Hurried.silence(Duration.ofMillis(100))));
    try (RawClient client = gateway.client()) {
      client.get("/");
      assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
    }
    assertThat(gateway.record().ending()).isEqualTo(Ending.INTEGRATION_BROKE);
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
