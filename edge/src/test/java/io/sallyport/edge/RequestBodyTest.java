package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.Ending;
import org.junit.jupiter.api.Test;

/** Request bodies: streamed, held, refused, forgotten and announced. */
class RequestBodyTest {

  private static final String CHUNKED =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void answers413ToALengthBeyondTheLimitBeforeTheBody() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(OK);
        Gateway gateway = Gateway.to(upstream.port()).payload(100).start();
        RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(413);
      assertThat(client.ended()).isTrue();
      assertThat(upstream.connections.get()).isZero();
      gateway.record();
    }
  }

  @Test
  void answers413ToChunksBeyondTheLimitAndCutsTheEndpointOff() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(OK);
        Gateway gateway = Gateway.to(upstream.port()).payload(100).start();
        RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 11; i++) {
        client.send("a\r\n0123456789\r\n");
      }
      assertThat(client.reply().status()).isEqualTo(413);
      assertThat(client.ended()).isTrue();
      gateway.record();
      assertThat(upstream.seen).noneMatch(request -> request.startsWith("POST"));
    }
  }

  @Test
  void answers413WhenABodyToBeHeldIsTooLong() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(OK);
        Gateway gateway = Gateway.to(upstream.port()).holdsRequest(10).start()) {
      for (String request :
          new String[] {
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n01234567890",
            CHUNKED + "5\r\n01234\r\n6\r\n012345\r\n0\r\n\r\n"
          }) {
        try (RawClient client = gateway.client()) {
          client.send(request);
          assertThat(client.reply().status()).isEqualTo(413);
        }
      }
      assertThat(upstream.connections.get()).isZero();
      gateway.records(2);
      assertThat(gateway.budget.held()).isZero();
    }
  }

  @Test
  void answers503OverTheBudgetBeforeTheBodyIsRead() throws Exception {
    try (FakeUpstream upstream = new FakeUpstream(FakeUpstream.Peer::awaitEnd);
        Gateway gateway = Gateway.to(upstream.port()).holdsRequest(1000).budget(1000).start();
        RawClient first = gateway.client();
        RawClient second = gateway.client()) {
      first.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 600\r\n\r\n" + "x".repeat(600));
      Gateway.eventually(() -> upstream.connections.get() == 1);
      assertThat(gateway.budget.held()).isEqualTo(600);
      second.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 600\r\n\r\n");
      assertThat(second.reply().status()).isEqualTo(503);
      first.socket.close();
      gateway.records(2);
      assertThat(gateway.budget.held()).isZero();
    }
  }

  @Test
  void releasesTheBudgetWhenTheExchangeEnds() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(OK);
        Gateway gateway = Gateway.to(upstream.port()).holdsRequest(1000).budget(1000).start();
        RawClient client = gateway.client()) {
      for (int i = 0; i < 5; i++) {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 600\r\n\r\n" + "x".repeat(600));
        assertThat(client.reply().status()).isEqualTo(200);
        client.send(CHUNKED + "3\r\nabc\r\n0\r\n\r\n");
        assertThat(client.reply().status()).isEqualTo(200);
      }
      assertThat(upstream.seen.getLast()).contains("Content-Length: 3\r\n").endsWith("abc");
      gateway.records(10);
      assertThat(gateway.budget.held()).isZero();
    }
  }

  @Test
  void forgetsASmallBodyNobodyReadsAndKeepsTheConnection() throws Exception {
    try (Gateway gateway = Gateway.mock().start();
        RawClient client = gateway.client()) {
      for (int i = 0; i < 3; i++) {
        client.send("POST /" + i + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
        RawClient.Reply reply = client.reply();
        assertThat(reply.text()).isEqualTo("POST /" + i);
        assertThat(reply.has("Connection: close")).isFalse();
      }
      gateway.records(3);
    }
  }

  @Test
  void answersBeforeTheBodyHasEndedAndCloses() throws Exception {
    try (Gateway gateway = Gateway.mock().start();
        RawClient client = gateway.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(100));
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.has("Connection: close")).isTrue();
      client.send("x".repeat(100_000));
      assertThat(client.ended()).isTrue();
      gateway.record();
    }
  }

  @Test
  void passesAnEarlyAnswerOfTheEndpointOnAndCloses() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.head();
              peer.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
              peer.awaitEnd();
            });
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc");
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.text()).isEqualTo("no");
      assertThat(reply.has("Connection: close")).isTrue();
      assertThat(client.ended()).isTrue();
      Gateway.eventually(() -> upstream.ended.get() == 1);
      assertThat(gateway.record().ending()).isEqualTo(Ending.ANSWERED);
    }
  }

  @Test
  void sendsContinueOnlyWhenTheBodyIsWanted() throws Exception {
    String request =
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-Continue\r\n\r\n";
    try (FakeUpstream upstream = FakeUpstream.saying(OK);
        Gateway proxy = Gateway.to(upstream.port()).start();
        Gateway mock = Gateway.mock().start();
        RawClient wanted = proxy.client();
        RawClient unwanted = mock.client()) {
      wanted.send(request);
      assertThat(wanted.reply().status()).isEqualTo(100);
      assertThat(wanted.send("abc").reply().status()).isEqualTo(200);
      assertThat(upstream.seen.getFirst()).endsWith("\r\n\r\nabc").doesNotContain("Expect");
      unwanted.send(request);
      assertThat(unwanted.reply().status()).isEqualTo(200);
      assertThat(unwanted.ended()).isTrue();
      proxy.record();
      mock.record();
    }
  }

  @Test
  void answers400WhenChunksTurnMalformedOnTheWay() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(OK);
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
      Gateway.eventually(() -> upstream.connections.get() == 1);
      client.send("nonsense\r\n");
      assertThat(client.reply().status()).isEqualTo(400);
      assertThat(client.ended()).isTrue();
      Gateway.eventually(() -> upstream.ended.get() == 1);
      gateway.record();
    }
  }

  @Test
  void doesNotBlameTheEndpointForChunksThatTurnMalformedInsideItsAnswer() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.head();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nno");
              peer.awaitEnd();
            });
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
      client.input().readNBytes(20);
      client.send("nonsense\r\n");
      Gateway.eventually(() -> upstream.ended.get() == 1);
      assertThat(gateway.record().ending()).isEqualTo(Ending.CALLER_GONE);
    }
  }

  /** Such a body is worked on by another thread, and sent by the loop all the same. */
  @Test
  void sendsALongHeldBodyFromTheLoop() throws Exception {
    String large = "z".repeat(100_000);
    try (FakeUpstream upstream =
            FakeUpstream.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Gateway gateway = Gateway.to(upstream.port()).holdsRequest(200_000).start();
        RawClient client = gateway.client()) {
      for (int i = 0; i < 3; i++) {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + large);
        assertThat(client.reply().text()).isEqualTo("ok");
        assertThat(upstream.seen.getLast()).endsWith(large);
      }
      gateway.records(3);
      assertThat(upstream.connections).hasValue(1);
    }
  }
}
