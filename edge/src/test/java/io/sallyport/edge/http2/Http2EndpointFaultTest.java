package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.edge.Gateway;
import io.sallyport.edge.Hurried;
import io.sallyport.edge.RawClient;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls to endpoints that choose HTTP/2 and then refuse, break off or break the rules. */
class Http2EndpointFaultTest extends ToHttp2Endpoint {

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

  @ParameterizedTest
  @CsvSource({"HEAD, 200", "GET, 204", "GET, 304"})
  void endsTheStreamOfAnAnswerWithoutABodyThatDoesNotEnd(String method, String status)
      throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept(RawFrame.MAX_CONCURRENT_STREAMS, 1);
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, RawFrame.END_HEADERS, ":status", status);
          peer.awaitReset(stream, RawFrame.CANCEL);
          answer(peer, 1);
          peer.awaitEnd();
        });
    try (RawClient client = gateway.client()) {
      client.send(method + " / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.reply(true).status()).isEqualTo(Integer.parseInt(status));
    }
    Gateway.eventually(() -> gateway.idle() == 1);
    assertThat(status(gateway)).isEqualTo(200);
    gateway.records(2);
  }

  @Test
  void givesAConnectionNoMoreCallsThatResetsThemAll() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, number) -> {
          peer.accept();
          int kept = peer.awaitFrame(RawFrame.HEADERS).stream();
          if (number > 1) {
            ok(peer, kept);
            peer.awaitEnd();
            return;
          }
          for (int i = 0; i < 100; i++) {
            peer.reset(peer.awaitFrame(RawFrame.HEADERS).stream(), RawFrame.INTERNAL_ERROR);
          }
          // A call of another kind is served on.
          ok(peer, kept);
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    try (RawClient slow = gateway.client()) {
      slow.get("/slow");
      Gateway.eventually(() -> endpoint.connections.get() == 1);
      for (int i = 0; i < 100; i++) {
        assertThat(status(gateway)).isEqualTo(504);
      }
      assertThat(status(gateway)).isEqualTo(200);
      assertThat(slow.reply().text()).isEqualTo("ok");
    }
    gateway.records(102);
    assertThat(endpoint.connections).hasValue(2);
    Gateway.eventually(() -> endpoint.ended.get() == 1);
  }

  @Test
  void servesOnThoughTheEndpointResetsManyCalls() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept();
          int kept = peer.awaitFrame(RawFrame.HEADERS).stream();
          for (int i = 0; i < 600; i++) {
            int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
            if (i % 20 == 0) {
              ok(peer, stream);
            } else {
              peer.reset(stream, RawFrame.INTERNAL_ERROR);
            }
          }
          ok(peer, kept);
          peer.awaitEnd();
        });
    Gateway gateway = start(to(endpoint));
    try (RawClient slow = gateway.client();
        RawClient client = gateway.client()) {
      slow.get("/slow");
      Gateway.eventually(() -> endpoint.connections.get() == 1);
      for (int i = 0; i < 600; i++) {
        assertThat(client.get("/").reply().status()).isEqualTo(i % 20 == 0 ? 200 : 504);
      }
      assertThat(slow.reply().text()).isEqualTo("ok");
    }
    gateway.records(601);
    assertThat(endpoint.connections).hasValue(1);
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
        ":status 600                    | the status `600`",
        ":status 099                    | the status `99`",
        ":status 2x0                    | a :status that is not three digits",
        ":status 2000                   | a :status that is not three digits",
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
}
