package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.Endpoint.Verification;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Endpoints that are away, silent, lying or rude. */
class EndpointFaultTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  static Stream<String> malformed() {
    return Stream.of(
        "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 600 OK\r\n\r\n",
        "ICY 200 OK\r\n\r\n",
        "\r\nHTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: \0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nokk",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n".repeat(9) + OK,
        "HTTP/1.1 200 OK\r\nA: " + "a".repeat(40_000) + "\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void answers504ToAMalformedResponse(String response) throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(response);
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      assertThat(client.get("/").reply().status()).isEqualTo(504);
      assertThat(gateway.refusal().reason()).contains("MALFORMED");
      Gateway.eventually(() -> upstream.ended.get() == 1);
      assertThat(client.get("/").reply().status())
          .as("the caller's connection lives")
          .isEqualTo(504);
    }
  }

  @Test
  void answers504WhenNothingListens() throws Exception {
    int port;
    try (FakeUpstream upstream = FakeUpstream.saying(OK)) {
      port = upstream.port();
    }
    try (Gateway gateway = Gateway.to(port).start();
        RawClient client = gateway.client()) {
      assertThat(client.get("/").reply().status()).isEqualTo(504);
      assertThat(gateway.refusal().reason()).contains("UNREACHABLE", "127.0.0.1:" + port);
    }
  }

  @Test
  void triesTheNextAddressOfAName() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(OK);
        Gateway gateway = Gateway.to(named("127-0-0-2.127-0-0-1.test", upstream.port())).start();
        RawClient client = gateway.client()) {
      assertThat(client.get("/").reply().status()).isEqualTo(200);
      gateway.records(1);
    }
  }

  @Test
  void answers504WhenNoAddressOfANameAnswersOrThereIsNone() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(OK)) {
      for (String name : List.of("127-0-0-2.127-0-0-3.test", "none.test")) {
        try (Gateway gateway = Gateway.to(named(name, upstream.port())).start();
            RawClient client = gateway.client()) {
          assertThat(client.get("/").reply().status()).isEqualTo(504);
          assertThat(gateway.refusal().reason()).contains("UNREACHABLE");
        }
      }
      assertThat(upstream.connections).hasValue(0);
    }
  }

  private static Endpoint named(String host, int port) {
    return new Endpoint(host, port, false, Verification.FULL);
  }

  @Test
  void answers504WhenTheEndpointIsSilentAndCancelsTheCall() throws Exception {
    try (FakeUpstream upstream = new FakeUpstream(peer -> peer.awaitEnd());
        Gateway gateway = Gateway.to(upstream.port()).timeout(Duration.ofMillis(150)).start();
        RawClient client = gateway.client()) {
      long before = System.nanoTime();
      assertThat(client.get("/").reply().status()).isEqualTo(504);
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(140), Duration.ofSeconds(2));
      Gateway.eventually(() -> upstream.ended.get() == 1);
      gateway.records(1);
    }
  }

  @Test
  void failsWhenTheEndpointClosesBeforeAnAnswer() throws Exception {
    try (FakeUpstream upstream = new FakeUpstream(peer -> peer.head());
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      assertThat(client.get("/").reply().status()).isEqualTo(504);
      assertThat(gateway.refusal().reason()).contains("CLOSED");
      assertThat(upstream.connections.get()).as("a fresh connection is not repeated").isEqualTo(1);
    }
  }

  static Stream<String> cut() {
    return Stream.of(
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n");
  }

  @ParameterizedTest
  @MethodSource("cut")
  void breaksTheAnswerOffWhenTheBodyIsCutShort(String response) throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.head();
              peer.send(response);
            });
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      client.get("/");
      assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
      assertThat(gateway.record().ending()).isEqualTo(Ending.INTEGRATION_BROKE);
      assertThat(gateway.record().responseLength()).isEqualTo(5);
    }
  }

  @Test
  void resetsACallerThatOnlyKnowsTheEndByTheConnection() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.head();
              peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
            });
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      client.send("GET / HTTP/1.0\r\n\r\n");
      assertThatThrownBy(client::reply).hasMessageContaining("reset");
      assertThat(gateway.record().ending()).isEqualTo(Ending.INTEGRATION_BROKE);
    }
  }

  @Test
  void breaksOffWhenTheEndpointFallsSilentInItsBody() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.head();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
              peer.awaitEnd();
            });
        Gateway gateway =
            Gateway.to(upstream.port()).timeouts(Hurried.silence(Duration.ofMillis(100))).start();
        RawClient client = gateway.client()) {
      client.get("/");
      assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
      assertThat(gateway.record().ending()).isEqualTo(Ending.INTEGRATION_BROKE);
      Gateway.eventually(() -> upstream.ended.get() == 1);
    }
  }

  @Test
  void doesNotUseAConnectionAgainThatSentMoreThanItsLength() throws Exception {
    try (FakeUpstream upstream =
            FakeUpstream.saying(OK + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.get("/").reply().text()).isEqualTo("ok");
      }
      assertThat(upstream.connections.get()).isEqualTo(3);
    }
  }

  @Test
  void closesAnIdleConnectionThatSendsUnasked() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send(OK);
              Thread.sleep(30);
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
              peer.awaitEnd();
            });
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      assertThat(client.get("/").reply().text()).isEqualTo("ok");
      Gateway.eventually(() -> upstream.ended.get() == 1);
      assertThat(gateway.edge.idleUpstreamConnections()).isZero();
      assertThat(client.get("/").reply().text()).isEqualTo("ok");
    }
  }

  @Test
  void repeatsAnIdempotentRequestOnceWhenAPooledConnectionWasDead() throws Exception {
    try (FakeUpstream upstream = diesAfterOne();
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      assertThat(client.get("/1").reply().text()).isEqualTo("ok");
      assertThat(client.get("/2").reply().text()).isEqualTo("ok");
      assertThat(upstream.connections.get()).isEqualTo(2);
      gateway.records(2);
    }
  }

  @Test
  void repeatsNoPostAndNoStreamedBody() throws Exception {
    for (String again :
        new String[] {
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
          "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
        }) {
      try (FakeUpstream upstream = diesAfterOne();
          Gateway gateway = Gateway.to(upstream.port()).start();
          RawClient client = gateway.client()) {
        assertThat(client.get("/1").reply().text()).isEqualTo("ok");
        assertThat(client.send(again).reply().status()).isEqualTo(504);
        assertThat(upstream.connections.get()).isEqualTo(1);
        gateway.records(2);
      }
    }
  }

  @Test
  void repeatsAHeldBody() throws Exception {
    try (FakeUpstream upstream = diesAfterOne();
        Gateway gateway = Gateway.to(upstream.port()).holdsRequest(100).start();
        RawClient client = gateway.client()) {
      assertThat(client.get("/1").reply().text()).isEqualTo("ok");
      client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(upstream.seen.getLast()).endsWith("\r\n\r\nabc");
    }
  }

  /** Serves one request on a connection, reads the next, and dies. */
  private static FakeUpstream diesAfterOne() throws IOException {
    return new FakeUpstream(peer -> {
      peer.request();
      peer.send(OK);
      peer.head();
    });
  }

  @Test
  void skipsInterimResponses() throws Exception {
    try (FakeUpstream upstream =
            FakeUpstream.saying(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK);
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      assertThat(client.get("/").reply().text()).isEqualTo("ok");
      assertThat(client.get("/").reply().text()).isEqualTo("ok");
      assertThat(upstream.connections.get()).isEqualTo(1);
    }
  }

  @Test
  void readsABodyThatEndsWithTheConnection() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              peer.send("HTTP/1.0 200 OK\r\n\r\nuntil the end");
            });
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      assertThat(client.get("/").reply().text()).isEqualTo("until the end");
      assertThat(client.get("/").reply().text()).isEqualTo("until the end");
      assertThat(gateway.records(2).getLast().ending()).isEqualTo(Ending.ANSWERED);
    }
  }

  @Test
  void knowsAnswersWithoutBodies() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              while (peer.request()) {
                String line = peer.seen();
                peer.send(
                    line.startsWith("HEAD")
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"
                        : "HTTP/1.1 " + line.substring(5, 8) + " X\r\nContent-Length: 0\r\n\r\n");
              }
            });
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.reply(true).has("Content-Length: 500")).isTrue();
      assertThat(client.get("/204").reply().has("Content-Length")).isFalse();
      assertThat(client.get("/304").reply().status()).isEqualTo(304);
      assertThat(client.get("/404").reply().status()).isEqualTo(404);
      assertThat(upstream.connections.get()).isEqualTo(1);
    }
  }

  @Test
  void holdsAResponseUpToItsLimit() throws Exception {
    try (FakeUpstream upstream =
            FakeUpstream.saying(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        Gateway fits = Gateway.to(upstream.port()).holdsResponse(5).start();
        Gateway small = Gateway.to(upstream.port()).holdsResponse(4).start();
        RawClient one = fits.client();
        RawClient two = small.client()) {
      RawClient.Reply reply = one.get("/").reply();
      assertThat(reply.text()).isEqualTo("hello");
      assertThat(reply.has("Content-Length: 5")).isTrue();
      assertThat(two.get("/").reply().status()).isEqualTo(413);
      fits.record();
      assertThat(fits.budget.held()).isZero();
      small.record();
      assertThat(small.budget.held()).isZero();
    }
  }

  @Test
  void endsConnectionsThatWereIdleForLong() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(OK);
        Gateway gateway =
            Gateway.to(upstream.port())
                .connections(new EdgeSettings.Connections(4, Duration.ofMillis(100)))
                .start();
        RawClient client = gateway.client()) {
      client.get("/").reply();
      assertThat(gateway.edge.idleUpstreamConnections()).isEqualTo(1);
      Gateway.eventually(() -> upstream.ended.get() == 1);
      assertThat(gateway.edge.idleUpstreamConnections()).isZero();
      assertThat(client.get("/").reply().text()).isEqualTo("ok");
    }
  }
}
