package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.Endpoint.Verification;
import io.sallyport.edge.Gateway;
import io.sallyport.edge.Hurried;
import io.sallyport.edge.wire.Grpc;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of gRPC that an endpoint cannot serve, and callers and endpoints that break the rules. */
class GrpcFaultTest extends OverGrpc {

  // Endpoints that do not speak HTTP/2.

  @Test
  void failsWhereTheEndpointChoosesNoProtocol() throws Exception {
    fails(kept(RawEndpoint.choosing(local, GrpcFaultTest::reads)), "does not choose HTTP/2");
  }

  @Test
  void failsWhereTheEndpointChoosesHttp1Alone() throws Exception {
    RawEndpoint endpoint = kept(RawEndpoint.choosing(local, GrpcFaultTest::reads, "http/1.1"));
    fails(endpoint, "does not choose HTTP/2");
  }

  @Test
  void failsWhereTheEndpointAnswersInHttp1() throws Exception {
    RawEndpoint endpoint =
        plain((peer, _) -> {
          peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
          peer.socket.getInputStream().readAllBytes();
        });
    fails(endpoint, "does not answer in HTTP/2");
  }

  @Test
  void failsWhereTheEndpointEndsTheConnection() throws Exception {
    fails(plain((peer, _) -> peer.socket.getInputStream().read()), "does not answer in HTTP/2");
  }

  @Test
  void failsWhereTheEndpointSaysNothing() throws Exception {
    RawEndpoint endpoint = plain(GrpcFaultTest::reads);
    Gateway gateway = start(to(endpoint).timeouts(Hurried.handshake(Duration.ofMillis(200))));
    fails(
        gateway, "NOT_HTTP2 the endpoint does not answer in HTTP/2: the endpoint sent no settings");
  }

  private static void reads(RawHttp2 peer, int number) throws Exception {
    peer.awaitEnd();
  }

  private void fails(RawEndpoint endpoint, String reason) throws Exception {
    fails(start(to(endpoint)), "NOT_HTTP2 the endpoint " + reason);
    assertThat(endpoint.connections).hasValue(1);
  }

  private void fails(Gateway gateway, String reason) throws Exception {
    RawHttp2 caller = caller(gateway);
    call(caller, 1).data(1, RawFrame.END_STREAM, "hello");
    assertThat(caller.awaitStatus(1)).isEqualTo(504);
    assertThat(gateway.refusal().reason()).startsWith(reason);
  }

  @Test
  void failsAsEveryCallDoesWhereNothingListens() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    Endpoint nobody = new Endpoint("127.0.0.1", port, false, Verification.FULL);
    fails(start(Gateway.to(nobody).grpc(Grpc.ON)), "UNREACHABLE");
  }

  @Test
  void failsOnceMoreCallsThanOneConnectionTakesWaitForIt() throws Exception {
    RawEndpoint endpoint =
        plain((peer, _) -> {
          peer.accept(RawFrame.MAX_CONCURRENT_STREAMS, 2);
          for (int i = 0; i < 2; i++) {
            int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
            ends(peer, stream, ":status", "200", "grpc-status", "0");
          }
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    RawHttp2 caller = caller(gateway);
    for (int i = 0; i < 6; i++) {
      call(caller, 1 + 2 * i).data(1 + 2 * i, RawFrame.NONE, "hello");
    }
    List<Integer> answered = new ArrayList<>();
    while (answered.size() < 6) {
      answered.add(caller.awaitFrame(RawFrame.HEADERS).stream());
    }
    assertThat(answered).containsExactlyInAnyOrder(1, 3, 5, 7, 9, 11);
    gateway.records(6);
    assertThat(endpoint.connections).hasValue(3);
  }

  // Trailers that are none.

  @ParameterizedTest
  @CsvSource({
    ":status 200",
    ":path /",
    "connection close",
    "transfer-encoding chunked",
    "content-length 2",
    "host a",
    "X-Upper 1",
  })
  void resetsACallWhoseAnswerEndsWithFieldsThatAreNone(String trailers) throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          begin(peer, stream).data(stream, RawFrame.NONE, "hi");
          ends(peer, stream, trailers.split(" "));
          peer.awaitReset(stream, RawFrame.PROTOCOL_ERROR);
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1).data(1, RawFrame.END_STREAM, "hello");
    assertThat(caller.awaitFrame(RawFrame.RST_STREAM, 1).code()).isEqualTo(RawFrame.INTERNAL_ERROR);
    assertThat(gateway.record().ending()).isEqualTo(Ending.INTEGRATION_BROKE);
    assertThat(caller.seen()).filteredOn(frame -> frame.type() == RawFrame.HEADERS).hasSize(1);
  }

  @Test
  void resetsACallWhoseAnswerEndsWithTooManyFields() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          begin(peer, stream);
          ends(peer, stream, "x-a", "x".repeat(12_000));
          stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          begin(peer, stream).headers(stream, RawFrame.END_STREAM, long12());
          peer.continuation(stream, RawFrame.NONE, long12());
          peer.continuation(stream, RawFrame.END_HEADERS, long12());
          peer.awaitReset(stream, RawFrame.PROTOCOL_ERROR);
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1).data(1, RawFrame.END_STREAM, "hello").awaitStatus(1);
    assertThat(fields(caller.awaitFrame(RawFrame.HEADERS, 1)).value("x-a")).hasSize(12_000);
    call(caller, 3).data(3, RawFrame.END_STREAM, "hello").awaitStatus(3);
    caller.awaitReset(3, RawFrame.INTERNAL_ERROR);
    gateway.records(2);
  }

  private static RawBlock long12() {
    return RawBlock.of("x-a", "x".repeat(12_000));
  }

  @ParameterizedTest
  @CsvSource({
    ":path /, 400",
    "connection close, 400",
    "host a, 400",
    "X-Upper 1, 400",
  })
  void refusesARequestThatEndsWithFieldsThatAreNone(String trailers, int status) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          begun.countDown();
          peer.awaitReset(stream, RawFrame.CANCEL);
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1).data(1, RawFrame.NONE, "hello");
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    caller.headers(1, END, RawBlock.of(trailers.split(" ")));
    assertThat(caller.awaitStatus(1)).isEqualTo(status);
    caller.awaitReset(1, RawFrame.PROTOCOL_ERROR);
    gateway.records(1);
  }

  @Test
  void resetsACallWhoseRequestEndsWithFieldsThatAreNoneInsideTheAnswer() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          begin(peer, stream);
          peer.awaitReset(stream, RawFrame.CANCEL);
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1).awaitStatus(1);
    caller.headers(1, END, RawBlock.of("connection", "close"));
    caller.awaitReset(1, RawFrame.PROTOCOL_ERROR);
    // It is the caller that broke off.
    assertThat(gateway.record().ending()).isEqualTo(Ending.CALLER_GONE);
  }

  // Limits.

  @Test
  void refusesARequestThatIsTooLong() throws Exception {
    Gateway gateway =
        start(
            to(plain((peer, _) -> {
              peer.accept();
              int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
              peer.awaitReset(stream, RawFrame.CANCEL);
              peer.awaitEnd();
            }))
                .payload(10));
    RawHttp2 caller = caller(gateway);
    call(caller, 1, "content-length", "12").data(1, RawFrame.NONE, "123456");
    caller.data(1, RawFrame.END_STREAM, "123456");
    assertThat(caller.awaitStatus(1)).isEqualTo(413);
    gateway.records(1);
  }

  @Test
  void breaksOffARequestThatGrowsTooLongInsideTheAnswer() throws Exception {
    Gateway gateway =
        start(
            to(plain((peer, _) -> {
              peer.accept();
              int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
              begin(peer, stream);
              peer.awaitReset(stream, RawFrame.CANCEL);
              peer.awaitEnd();
            }))
                .payload(10));
    RawHttp2 caller = caller(gateway);
    call(caller, 1).data(1, RawFrame.NONE, "123456").awaitStatus(1);
    caller.data(1, RawFrame.NONE, "123456");
    caller.awaitReset(1, RawFrame.INTERNAL_ERROR);
    assertThat(gateway.record().ending()).isEqualTo(Ending.CALLER_GONE);
  }

  @Test
  void endsACallThatIsNotAnsweredInTime() throws Exception {
    Gateway gateway =
        start(
            to(plain((peer, _) -> {
              peer.accept();
              int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
              peer.awaitReset(stream, RawFrame.CANCEL);
              peer.awaitEnd();
            }))
                .timeout(Duration.ofMillis(200)));
    RawHttp2 caller = caller(gateway);
    call(caller, 1).data(1, RawFrame.NONE, "hello");
    assertThat(caller.awaitStatus(1)).isEqualTo(504);
    gateway.records(1);
  }

  @Test
  void takesNoMoreThanTheEndpointTakes() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept(RawFrame.INITIAL_WINDOW_SIZE, 0);
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          begin(peer, stream).awaitEnd();
          assertThat(peer.seen()).noneMatch(frame -> frame.type() == RawFrame.DATA);
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1).awaitStatus(1);
    for (int i = 0; i < 3; i++) {
      caller.data(1, RawFrame.NONE, "x".repeat(16_384));
    }
    // The stream's window is 65,535; none of it is given back while the endpoint takes nothing.
    assertThat(caller.roundTrip())
        .noneMatch(frame -> frame.type() == RawFrame.WINDOW_UPDATE && frame.stream() == 1);
    caller.reset(1, RawFrame.CANCEL);
    gateway.records(1);
  }

  @Test
  void resetsACallWhoseAnswerHasAnotherLengthThanAnnounced() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, RawFrame.END_HEADERS, ":status", "200", "content-length", "5")
              .data(stream, RawFrame.NONE, "hi");
          ends(peer, stream, "grpc-status", "0");
          peer.awaitEnd();
        });
    RawHttp2 caller = caller(gateway);
    call(caller, 1).data(1, RawFrame.END_STREAM, "hello");
    caller.awaitReset(1, RawFrame.INTERNAL_ERROR);
    gateway.records(1);
  }
}
