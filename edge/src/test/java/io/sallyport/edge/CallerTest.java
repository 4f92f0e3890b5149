package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.Later;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Response;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Step;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Callers that are slow, impatient, talkative or gone. */
class CallerTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  // Time.

  @Test
  void closesIdleConnectionsSilently() throws Exception {
    try (Gateway gateway = Gateway.mock().timeouts(Hurried.idle(Duration.ofMillis(100))).start();
        RawClient fresh = gateway.client();
        RawClient used = gateway.client()) {
      used.get("/").reply();
      assertThat(fresh.ended()).isTrue();
      assertThat(used.ended()).isTrue();
      gateway.records(1);
    }
  }

  @Test
  void answers408ToAHeadOrABodyThatTakesTooLong() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(OK);
        Gateway gateway =
            Gateway.to(upstream.port()).timeouts(Hurried.reading(Duration.ofMillis(100))).start();
        Gateway holding =
            Gateway.to(upstream.port())
                .holdsRequest(100)
                .timeouts(Hurried.reading(Duration.ofMillis(100)))
                .start();
        RawClient head = gateway.client();
        RawClient streamed = gateway.client();
        RawClient held = holding.client()) {
      head.send("GET / HTTP/1.1\r\nHo");
      streamed.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab");
      held.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab");
      for (RawClient client : new RawClient[] {head, streamed, held}) {
        assertThat(client.reply().status()).isEqualTo(408);
        assertThat(client.ended()).isTrue();
      }
      gateway.records(2);
      holding.records(1);
      assertThat(holding.budget.held()).isZero();
    }
  }

  @Test
  void resetsACallerThatTakesNothing() throws Exception {
    byte[] large = new byte[8_000_000];
    try (Gateway gateway =
            Gateway.answering(
                    exchange -> new Now<>(Response.of(200, HeaderList.EMPTY, new Bytes(large))))
                .timeouts(Hurried.writeStall(Duration.ofMillis(100)))
                .start();
        RawClient client = gateway.client()) {
      client.get("/");
      assertThat(gateway.record().ending()).isEqualTo(Ending.CALLER_GONE);
      assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
    }
  }

  @Test
  void holdsLittleForASlowReader() throws Exception {
    AtomicLong sent = new AtomicLong();
    String block = "x".repeat(64 * 1024);
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.head();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + 2000L * 65536 + "\r\n\r\n");
              for (int i = 0; i < 2000; i++) {
                peer.send(block);
                sent.addAndGet(block.length());
              }
            });
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      client.get("/");
      Thread.sleep(400);
      long early = sent.get();
      Thread.sleep(200);
      assertThat(sent.get()).as("bytes taken from the endpoint").isEqualTo(early);
      assertThat(early).isLessThan(30_000_000L);
      assertThat(client.reply().text()).hasSize(2000 * 65536);
      assertThat(gateway.record().ending()).isEqualTo(Ending.ANSWERED);
    }
  }

  @Test
  void takesLittleFromACallerWhoseEndpointIsSlow() throws Exception {
    AtomicLong sent = new AtomicLong();
    byte[] block = new byte[64 * 1024];
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.head();
              Thread.sleep(800);
              peer.awaitEnd();
            });
        Gateway gateway = Gateway.to(upstream.port()).payload(1L << 30).start();
        RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000000\r\n\r\n");
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (sent.get() < 200_000_000) {
                    client.send(block);
                    sent.addAndGet(block.length);
                  }
                } catch (IOException e) {
                  // The test is over.
                }
              });
      Thread.sleep(500);
      assertThat(sent.get()).isLessThan(30_000_000L);
      leave(client.socket, false);
      writer.join();
      assertThat(gateway.record().ending()).isEqualTo(Ending.CALLER_GONE);
    }
  }

  // Gone.

  @Test
  void cancelsTheCallWhenTheCallerGoesAway() throws Exception {
    for (boolean reset : new boolean[] {true, false}) {
      try (FakeUpstream upstream = new FakeUpstream(FakeUpstream.Peer::awaitEnd);
          Gateway gateway = Gateway.to(upstream.port()).start()) {
        RawClient client = gateway.client();
        client.get("/");
        Gateway.eventually(() -> upstream.connections.get() == 1);
        leave(client.socket, reset);
        Gateway.eventually(() -> upstream.ended.get() == 1);
        var record = gateway.record();
        assertThat(record.ending()).isEqualTo(Ending.CALLER_GONE);
        assertThat(record.status()).isZero();
        assertThat(gateway.edge.inFlight()).isZero();
        assertThat(gateway.edge.connections()).isZero();
      }
    }
  }

  @Test
  void cancelsTheCallWhenTheCallerGoesAwayInsideItsBody() throws Exception {
    for (boolean reset : new boolean[] {true, false}) {
      try (FakeUpstream upstream = new FakeUpstream(FakeUpstream.Peer::awaitEnd);
          Gateway gateway = Gateway.to(upstream.port()).start()) {
        RawClient client = gateway.client();
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
        Gateway.eventually(() -> upstream.connections.get() == 1);
        leave(client.socket, reset);
        Gateway.eventually(() -> upstream.ended.get() == 1);
        assertThat(gateway.record().ending()).isEqualTo(Ending.CALLER_GONE);
      }
    }
  }

  @Test
  void stopsTheEndpointWhenTheCallerGoesAwayInsideTheAnswer() throws Exception {
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.head();
              peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              while (true) {
                peer.send("5\r\nhello\r\n");
                Thread.sleep(5);
              }
            });
        Gateway gateway = Gateway.to(upstream.port()).start()) {
      RawClient client = gateway.client();
      client.get("/");
      assertThat(client.input().readNBytes(200)).hasSize(200);
      client.close();
      Gateway.eventually(() -> upstream.ended.get() == 1);
      var record = gateway.record();
      assertThat(record.ending()).isEqualTo(Ending.CALLER_GONE);
      assertThat(record.status()).isEqualTo(200);
      assertThat(record.responseLength()).isPositive();
    }
  }

  @Test
  void recordsACallerThatGoesAwayInsideItsHead() throws Exception {
    for (boolean reset : new boolean[] {true, false}) {
      try (Gateway gateway = Gateway.mock().start()) {
        RawClient client = gateway.client();
        client.send("GET / HT");
        Gateway.eventually(() -> gateway.edge.connections() == 1);
        Thread.sleep(30);
        leave(client.socket, reset);
        gateway.record();
        Gateway.eventually(() -> gateway.edge.connections() == 0);
        gateway.record();
      }
    }
  }

  @Test
  void answersACallerThatOnlyEndedItsSide() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(OK);
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      client.get("/");
      client.socket.shutdownOutput();
      assertThat(client.reply().text()).isEqualTo("ok");
      assertThat(client.ended()).isTrue();
      assertThat(gateway.record().ending()).isEqualTo(Ending.ANSWERED);
    }
  }

  private static void leave(Socket socket, boolean reset) throws IOException {
    if (reset) {
      socket.setSoLinger(true, 0);
    }
    socket.close();
  }

  // Connections.

  @Test
  void speaksHttp10() throws Exception {
    try (FakeUpstream upstream =
            FakeUpstream.saying(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        Gateway chunked = Gateway.to(upstream.port()).start();
        Gateway mock = Gateway.mock().start();
        RawClient one = chunked.client();
        RawClient two = mock.client();
        RawClient three = mock.client()) {
      one.send("GET / HTTP/1.0\r\n\r\n");
      assertThat(one.reply().text()).isEqualTo("hello");
      two.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(two.reply().has("Connection: keep-alive")).isTrue();
      two.send("GET /b HTTP/1.0\r\n\r\n");
      assertThat(two.reply().has("Connection: close")).isTrue();
      assertThat(two.ended()).isTrue();
      three.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n");
      assertThat(three.reply().has("Connection: close")).isTrue();
      assertThat(three.ended()).isTrue();
      chunked.records(1);
      mock.records(3);
    }
  }

  @Test
  void answersManyPipelinedRequestsWithoutWaiting() throws Exception {
    try (Gateway gateway = Gateway.mock().start();
        RawClient client = gateway.client()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 500; i++) {
        requests
            .append("POST /")
            .append(i)
            .append(" HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
      }
      client.send(requests.toString());
      for (int i = 0; i < 500; i++) {
        assertThat(client.reply().text()).isEqualTo("POST /" + i);
      }
      gateway.records(500);
    }
  }

  @Test
  void servesACallerThatPipelinesAndReadsLate() throws Exception {
    byte[] large = new byte[200_000];
    AtomicInteger begun = new AtomicInteger();
    try (Gateway gateway =
            Gateway.answering(
                    exchange -> {
                      begun.incrementAndGet();
                      return new Now<>(Response.of(200, HeaderList.EMPTY, new Bytes(large)));
                    })
                .start();
        RawClient client = gateway.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(500));
      Thread.sleep(300);
      assertThat(begun.get()).as("requests begun while nobody reads").isLessThan(100);
      for (int i = 0; i < 500; i++) {
        assertThat(client.reply().text()).hasSize(large.length);
      }
      gateway.records(500);
    }
  }

  @Test
  void writesNoLineEndOfAnEdit() throws Exception {
    try (Gateway gateway =
            Gateway.answering(
                    exchange -> {
                      Response response =
                          new Response(
                              200,
                              HeaderList.of("X-Base", "a\r\nX-Injected: 1"),
                              HeaderRules.PASS_ALL,
                              Bytes.utf8(""));
                      response.edits().add("X-Edit", "a\r\n\r\n\0b");
                      response.edits().add("X-Wide", "a\u010a\u010db");
                      response.edits().add("Bad\r\nName", "x");
                      response.edits().add("Content-Length", "77");
                      response.edits().add("Transfer-Encoding", "chunked");
                      response.edits().add("Connection", "upgrade");
                      return new Now<>(response);
                    })
                .start();
        RawClient client = gateway.client()) {
      RawClient.Reply reply = client.get("/").reply();
      assertThat(reply.head())
          .contains("X-Base: a  X-Injected: 1\r\n", "X-Edit: a     b\r\n", "Content-Length: 0\r\n")
          .doesNotContain("\r\nX-Injected", "Name", "77", "chunked", "upgrade");
      gateway.record();
    }
  }

  @Test
  void finishesAnExchangeWhoseAnswerComesFromAnotherThread() throws Exception {
    Step.Authorizer slow =
        exchange -> {
          Later<Verdict> later =
              new Later<>(Duration.ofSeconds(5).toNanos()) {
                @Override
                protected Verdict expired() {
                  return Verdict.PASS;
                }

                @Override
                protected void cancelled() {}
              };
          Thread.ofVirtual()
              .start(() -> {
                try {
                  Thread.sleep(20);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                later.complete(Verdict.PASS);
              });
          return later;
        };
    try (FakeUpstream upstream = FakeUpstream.saying(OK);
        Gateway gateway = Gateway.to(upstream.port()).steps(slow).start();
        RawClient client = gateway.client()) {
      for (int i = 0; i < 3; i++) {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
        assertThat(client.reply().text()).isEqualTo("ok");
        assertThat(upstream.seen.getLast()).endsWith("\r\n\r\nabc");
      }
      gateway.records(3);
    }
  }
}
