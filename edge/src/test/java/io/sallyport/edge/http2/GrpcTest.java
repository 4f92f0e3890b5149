package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import io.sallyport.edge.Gateway;
import io.sallyport.edge.Hurried;
import io.sallyport.edge.RawClient;
import io.sallyport.edge.tls.UpstreamHttp2;
import io.sallyport.edge.wire.Grpc;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of gRPC, from a caller over HTTP/2 to an endpoint over HTTP/2. */
class GrpcTest extends OverGrpc {

  /** Serves one call of one message each way. */
  private static RawFields serveOne(RawHttp2 peer) throws Exception {
    RawFrame head = peer.awaitFrame(RawFrame.HEADERS);
    int stream = head.stream();
    assertThat(peer.awaitFrame(RawFrame.DATA, stream).text()).isEqualTo("hello");
    begin(peer, stream).data(stream, RawFrame.NONE, "hi");
    ends(peer, stream, "grpc-status", "0", "x-sum-bin", "AAE");
    return fields(head);
  }

  private static void callOne(RawHttp2 caller, int stream, String... fields) throws Exception {
    call(caller, stream, fields).data(stream, RawFrame.END_STREAM, "hello");
    assertThat(caller.awaitStatus(stream)).isEqualTo(200);
    assertThat(caller.awaitFrame(RawFrame.DATA, stream).text()).isEqualTo("hi");
    RawFrame last = caller.awaitFrame(RawFrame.HEADERS, stream);
    assertThat(last.has(RawFrame.END_STREAM)).isTrue();
    assertThat(fields(last).names()).containsExactly("grpc-status", "x-sum-bin");
    assertThat(fields(last).value("grpc-status")).isEqualTo("0");
    assertThat(fields(last).value("x-sum-bin")).isEqualTo("AAE");
  }

  @Test
  void carriesCallsWithTheirTrailersByPriorKnowledge() throws Exception {
    List<RawFields> heads = new CopyOnWriteArrayList<>();
    RawEndpoint endpoint =
        plain((peer, _) -> {
          peer.accept();
          heads.add(serveOne(peer));
          heads.add(serveOne(peer));
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    RawHttp2 caller = caller(gateway);
    callOne(caller, 1, "grpc-timeout", "5S", "x-key-bin", "/+8", "x-key-bin", "AA,BB");
    callOne(caller, 3);
    gateway.records(2);
    assertThat(endpoint.connections).hasValue(1);
    RawFields head = heads.getFirst();
    assertThat(head.value(":scheme")).isEqualTo("http");
    assertThat(head.value(":path")).isEqualTo("/a.B/C");
    assertThat(head.value("content-type")).isEqualTo("application/grpc");
    assertThat(head.value("te")).isEqualTo("trailers");
    assertThat(head.value("grpc-timeout")).isEqualTo("5S");
    assertThat(head.value("x-key-bin")).isEqualTo("/+8");
    assertThat(head.names()).contains("x-key-bin").doesNotContain("content-length");
    Gateway.eventually(() -> gateway.idle() == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OFF", "OFFERED"})
  void carriesCallsOverTlsByAlpn(UpstreamHttp2 ordinary) throws Exception {
    RawEndpoint endpoint =
        kept(
            new RawEndpoint(
                local,
                (peer, _) -> {
                  peer.accept();
                  assertThat(serveOne(peer).value(":scheme")).isEqualTo("https");
                  peer.awaitEnd();
                }));
    Gateway gateway = start(to(endpoint).upstreamHttp2(ordinary));
    callOne(caller(gateway), 1);
    gateway.records(1);
  }

  @Test
  void speaksHttp1ToTheSameEndpointForOtherRequests() throws Exception {
    RawEndpoint endpoint =
        plain((peer, number) -> {
          if (number == 1) {
            peer.accept();
            serveOne(peer);
          } else {
            byte[] first = peer.socket.getInputStream().readNBytes(3);
            assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("GET");
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          }
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    RawHttp2 caller = caller(gateway);
    callOne(caller, 1);
    assertThat(caller.get(3, "/").awaitAnswer(3).text()).isEqualTo("ok");
    gateway.records(2);
  }

  @Test
  void passesAnAnswerOfTrailersAlone() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          ends(peer, stream, ":status", "200", "grpc-status", "5", "grpc-message", "none");
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1).data(1, RawFrame.END_STREAM, "hello");
    RawFrame only = caller.awaitFrame(RawFrame.HEADERS, 1);
    assertThat(only.has(RawFrame.END_STREAM)).isTrue();
    assertThat(fields(only).value("grpc-status")).isEqualTo("5");
    assertThat(fields(only).value("grpc-message")).isEqualTo("none");
    gateway.records(1);
  }

  @Test
  void passesMessagesBothWaysAsTheyCome() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          begin(peer, stream);
          for (int i = 0; i < 3; i++) {
            String message = peer.awaitFrame(RawFrame.DATA, stream).text();
            peer.data(stream, RawFrame.NONE, "re: " + message);
          }
          RawFrame last = peer.awaitFrame(RawFrame.HEADERS, stream);
          assertThat(last.has(RawFrame.END_STREAM)).isTrue();
          assertThat(fields(last).names()).containsExactly("x-count");
          assertThat(fields(last).value("x-count")).isEqualTo("3");
          ends(peer, stream, "grpc-status", "0");
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1);
    // The head comes before the caller has said anything more.
    assertThat(caller.awaitStatus(1)).isEqualTo(200);
    for (int i = 0; i < 3; i++) {
      caller.data(1, RawFrame.NONE, "m" + i);
      assertThat(caller.awaitFrame(RawFrame.DATA, 1).text()).isEqualTo("re: m" + i);
    }
    caller.headers(1, END, RawBlock.of("x-count", "3"));
    assertThat(fields(caller.awaitFrame(RawFrame.HEADERS, 1)).value("grpc-status")).isEqualTo("0");
    assertThat(gateway.record().responseLength()).isEqualTo(18);
  }

  @Test
  void sendsTrailersBehindWhatWaitsForTheCallersWindow() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          serveOne(peer);
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway, RawFrame.INITIAL_WINDOW_SIZE, 0);
    call(caller, 1).data(1, RawFrame.END_STREAM, "hello");
    assertThat(caller.awaitStatus(1)).isEqualTo(200);
    assertThat(caller.roundTrip()).isEmpty();
    caller.windowUpdate(1, 1);
    assertThat(caller.awaitFrame(RawFrame.DATA, 1).text()).isEqualTo("h");
    caller.windowUpdate(1, 1);
    RawFrame data = caller.awaitFrame(RawFrame.DATA, 1);
    assertThat(data.text()).isEqualTo("i");
    assertThat(data.has(RawFrame.END_STREAM)).isFalse();
    assertThat(fields(caller.awaitFrame(RawFrame.HEADERS, 1)).value("grpc-status")).isEqualTo("0");
    gateway.records(1);
  }

  @Test
  void sendsTrailersThoughTheWindowOfTheConnectionIsUsedUp() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          begin(peer, stream);
          // At once, so that it is more than the caller's socket takes, and exactly its window.
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          for (int left = 65_535; left > 0; left -= 16_384) {
            byte[] part = new byte[Math.min(left, 16_384)];
            all.writeBytes(new RawFrame(RawFrame.DATA, RawFrame.NONE, stream, part).encoded());
          }
          peer.send(all.toByteArray());
          ends(peer, stream, "grpc-status", "0");
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1).data(1, RawFrame.END_STREAM, "hello");
    assertThat(caller.awaitStatus(1)).isEqualTo(200);
    assertThat(fields(caller.awaitFrame(RawFrame.HEADERS, 1)).value("grpc-status")).isEqualTo("0");
    gateway.records(1);
  }

  @Test
  void passesTrailersBehindBodiesOfAnnouncedLength() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          RawFrame last = peer.awaitFrame(RawFrame.HEADERS, stream);
          assertThat(fields(last).value("x-sum")).isEqualTo("1");
          peer.answer(stream, RawFrame.END_HEADERS, ":status", "200", "content-length", "2")
              .data(stream, RawFrame.NONE, "hi");
          ends(peer, stream, "grpc-status", "0");
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1, "content-length", "5").data(1, RawFrame.NONE, "hello");
    caller.headers(1, END, RawBlock.of("x-sum", "1")).awaitStatus(1);
    assertThat(fields(caller.awaitFrame(RawFrame.HEADERS, 1)).value("grpc-status")).isEqualTo("0");
    gateway.records(1);
  }

  @Test
  void endsWithDataWhereNoTrailerMayGo() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          begin(peer, stream).data(stream, RawFrame.NONE, "hi");
          // Names that the gateway has rules about, and one that it sets itself.
          ends(peer, stream, "date", "x", "server", "y", "apigw-requestid", "z");
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1).data(1, RawFrame.END_STREAM, "hello");
    assertThat(caller.awaitAnswer(1).text()).isEqualTo("hi");
    gateway.records(1);
  }

  @Test
  void keepsTrailersBackThatWouldPassForWhatTheGatewaySays() throws Exception {
    AtomicReference<RawFields> trailers = new AtomicReference<>();
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          trailers.set(fields(peer.awaitFrame(RawFrame.HEADERS, stream)));
          ends(peer, stream, ":status", "200", "grpc-status", "0");
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    RawBlock block =
        RawBlock.of(
            "x-forwarded-for",
            "1.1.1.1",
            "authorization",
            "Bearer x",
            "x-amzn-trace-id",
            "y",
            "x-own",
            "1");
    call(caller, 1).headers(1, END, block);
    assertThat(caller.awaitStatus(1)).isEqualTo(200);
    assertThat(trailers.get().names()).containsExactly("x-own");
    gateway.records(1);
  }

  // Ends.

  @Test
  void cancelsTheCallWhoseCallerCancelsBeforeAnAnswer() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.awaitFrame(RawFrame.DATA, stream);
          begun.countDown();
          assertThat(peer.awaitFrame(RawFrame.RST_STREAM, stream).code())
              .isEqualTo(RawFrame.CANCEL);
          cancelled.countDown();
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1).data(1, RawFrame.NONE, "hello");
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    caller.reset(1, RawFrame.CANCEL);
    assertThat(gateway.record().ending()).isEqualTo(Ending.CALLER_GONE);
    assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void cancelsTheCallWhoseCallerCancelsInsideTheAnswer() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          begin(peer, stream).data(stream, RawFrame.NONE, "hi");
          assertThat(peer.awaitFrame(RawFrame.RST_STREAM, stream).code())
              .isEqualTo(RawFrame.CANCEL);
          serveOne(peer);
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1).awaitFrame(RawFrame.DATA, 1);
    caller.reset(1, RawFrame.CANCEL);
    assertThat(gateway.record().ending()).isEqualTo(Ending.CALLER_GONE);
    callOne(caller, 3);
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "11, 11", "12, 12", "2, 2", "1, 2", "7, 2", "0, 2"})
  void tellsTheCallerWhyTheEndpointBrokeOff(int said, int told) throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          begin(peer, stream).data(stream, RawFrame.NONE, "hi").reset(stream, said);
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1).awaitFrame(RawFrame.DATA, 1);
    assertThat(caller.awaitFrame(RawFrame.RST_STREAM, 1).code()).isEqualTo(told);
    assertThat(gateway.record().ending()).isEqualTo(Ending.INTEGRATION_BROKE);
  }

  @Test
  void endsTheRequestOfACallWhoseAnswerIsComplete() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          begin(peer, stream);
          ends(peer, stream, "grpc-status", "9").reset(stream, RawFrame.NO_ERROR);
          serveOne(peer);
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1).data(1, RawFrame.NONE, "hello");
    caller.awaitStatus(1);
    assertThat(fields(caller.awaitFrame(RawFrame.HEADERS, 1)).value("grpc-status")).isEqualTo("9");
    assertThat(caller.awaitFrame(RawFrame.RST_STREAM, 1).code()).isEqualTo(RawFrame.NO_ERROR);
    callOne(caller, 3);
    assertThat(gateway.records(2)).extracting(ExchangeRecord::ending).containsOnly(Ending.ANSWERED);
  }

  // Time.

  @Test
  void isNotSilentWhileTheCallerTalks() throws Exception {
    Gateway gateway =
        start(
            to(plain((peer, _) -> {
              peer.accept();
              int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
              begin(peer, stream);
              while (!peer.awaitFrame(RawFrame.DATA, stream).has(RawFrame.END_STREAM)) {
                // Nothing is said meanwhile.
              }
              ends(peer, stream, "grpc-status", "0");
              peer.awaitEnd();
            }))
                .timeouts(Hurried.silence(Duration.ofSeconds(1))));
    RawHttp2 caller = caller(gateway);
    call(caller, 1).awaitStatus(1);
    for (int i = 0; i < 6; i++) {
      Thread.sleep(250);
      caller.data(1, RawFrame.NONE, "m");
    }
    caller.data(1, RawFrame.END_STREAM, "last");
    assertThat(fields(caller.awaitFrame(RawFrame.HEADERS, 1)).value("grpc-status")).isEqualTo("0");
    gateway.records(1);
  }

  @Test
  void breaksOffACallInWhichNobodySaysAnything() throws Exception {
    Gateway gateway =
        start(
            to(plain((peer, _) -> {
              peer.accept();
              int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
              begin(peer, stream);
              assertThat(peer.awaitFrame(RawFrame.RST_STREAM, stream).code())
                  .isEqualTo(RawFrame.CANCEL);
              peer.awaitEnd();
            }))
                .timeouts(Hurried.silence(Duration.ofMillis(100))));
    RawHttp2 caller = caller(gateway);
    call(caller, 1).data(1, RawFrame.NONE, "hello").awaitStatus(1);
    assertThat(caller.awaitFrame(RawFrame.RST_STREAM, 1).code()).isEqualTo(RawFrame.INTERNAL_ERROR);
    assertThat(gateway.record().ending()).isEqualTo(Ending.INTEGRATION_BROKE);
  }

  @Test
  void letsARequestGoOnForLongOnceItIsAnswered() throws Exception {
    Gateway gateway =
        start(
            to(plain((peer, _) -> {
              peer.accept();
              int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
              begin(peer, stream);
              peer.awaitFrame(RawFrame.DATA, stream);
              ends(peer, stream, "grpc-status", "0");
              peer.awaitEnd();
            }))
                .timeouts(Hurried.reading(Duration.ofMillis(500))));
    RawHttp2 caller = caller(gateway);
    call(caller, 1).awaitStatus(1);
    Thread.sleep(800);
    caller.data(1, RawFrame.END_STREAM, "late");
    assertThat(fields(caller.awaitFrame(RawFrame.HEADERS, 1)).value("grpc-status")).isEqualTo("0");
    gateway.records(1);
  }

  @Test
  void outlivesAPingWithEachOfManyMessages() throws Exception {
    int many = 5_000;
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          begin(peer, stream);
          for (int i = 0; i < many; i++) {
            peer.awaitFrame(RawFrame.DATA, stream);
            peer.data(stream, RawFrame.NONE, "m").ping(RawFrame.NONE, "measures");
          }
          ends(peer, stream, "grpc-status", "0");
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1);
    for (int i = 0; i < many; i++) {
      caller.data(1, RawFrame.NONE, "m").awaitFrame(RawFrame.DATA, 1);
      caller.ping(RawFrame.NONE, "measures");
    }
    caller.data(1, RawFrame.END_STREAM, "");
    caller.awaitFrame(RawFrame.HEADERS, 1);
    gateway.records(1);
  }

  @Test
  void outlivesManyCallsThatTheEndpointEndsBeforeTheirRequests() throws Exception {
    int many = 4_000;
    RawEndpoint endpoint =
        plain((peer, _) -> {
          peer.accept();
          for (int i = 0; i < many; i++) {
            int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
            ends(peer, stream, ":status", "200", "grpc-status", "9")
                .reset(stream, RawFrame.NO_ERROR);
          }
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    RawHttp2 caller = caller(gateway);
    for (int i = 0; i < many; i++) {
      call(caller, 1 + 2 * i);
      assertThat(caller.awaitStatus(1 + 2 * i)).isEqualTo(200);
    }
    gateway.records(many);
    assertThat(endpoint.connections).hasValue(1);
  }

  // What is no call of gRPC.

  @ParameterizedTest
  @CsvSource({
    "ON, application/grpc-web",
    "ON, application/grpc-web+proto",
    "ON, application/grpcx",
    "ON, application/grpc+",
    "ON, application/grp",
    "ON, text/plain",
    "OFF, application/grpc",
    "OFF, application/grpc+proto",
  })
  void carriesAsAnyOtherRequest(Grpc grpc, String mediaType) throws Exception {
    RawEndpoint endpoint = plain((peer, _) -> serveHttp1(peer));
    Gateway gateway = start(to(endpoint).grpc(grpc));
    RawHttp2 caller = caller(gateway);
    caller.headers(
        1,
        RawFrame.END_HEADERS,
        RawBlock.request("POST", "/", "content-type", mediaType, "te", "trailers"));
    caller.data(1, RawFrame.NONE, "hello").headers(1, END, RawBlock.of("x-sum", "1"));
    assertThat(caller.awaitAnswer(1).text()).isEqualTo("ok");
    gateway.records(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/grpc",
        "application/grpc+proto",
        "Application/GRPC",
        "application/grpc;charset=utf-8",
        "application/grpc+json ; a=b",
      })
  void carriesAsGrpc(String mediaType) throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          serveOne(peer);
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    caller.headers(
        1, RawFrame.END_HEADERS, RawBlock.request("POST", "/", "content-type", mediaType));
    caller.data(1, RawFrame.END_STREAM, "hello");
    assertThat(caller.awaitStatus(1)).isEqualTo(200);
    gateway.records(1);
  }

  @Test
  void carriesARequestOfTwoMediaTypesAsAnyOther() throws Exception {
    Gateway gateway = start(to(plain((peer, _) -> serveHttp1(peer))));
    RawHttp2 caller = caller(gateway);
    call(caller, 1, "content-type", "application/grpc").data(1, RawFrame.END_STREAM, "hello");
    assertThat(caller.awaitAnswer(1).text()).isEqualTo("ok");
    gateway.records(1);
  }

  @Test
  void carriesACallOnARouteThatPassesOnlyWhatIsMappedAsAnyOther() throws Exception {
    RawEndpoint endpoint = plain((peer, _) -> serveHttp1(peer));
    Gateway gateway = start(to(endpoint).protocol(Protocol.HTTP));
    RawHttp2 caller = caller(gateway);
    call(caller, 1).data(1, RawFrame.NONE, "hello").headers(1, END, RawBlock.of("x-sum", "1"));
    assertThat(caller.awaitAnswer(1).text()).isEqualTo("ok");
    gateway.records(1);
  }

  @Test
  void carriesWhatComesOverHttp1AsAnyOther() throws Exception {
    Gateway gateway = start(to(plain((peer, _) -> serveHttp1(peer))));
    try (RawClient client = gateway.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/grpc\r\nTE: trailers\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n");
      assertThat(client.reply().text()).isEqualTo("ok");
    }
    gateway.records(1);
  }

  /** Serves one chunked request, of which trailers may be no part. */
  private static void serveHttp1(RawHttp2 peer) throws Exception {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n0\r\n\r\n") < 0) {
      int octet = peer.socket.getInputStream().read();
      assertThat(octet).as(text.toString()).isNotNegative();
      text.append((char) octet);
    }
    assertThat(text.toString()).startsWith("POST /").doesNotContainIgnoringCase("te:");
    peer.send(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n");
    peer.awaitEnd();
  }
}
