package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.Ending;
import org.junit.jupiter.api.Test;

class ProxyTest {

  private static final String HELLO =
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nServer: fake\r\nX-One: 1\r\n\r\nhello";

  @Test
  void passesRequestAndAnswerOn() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(HELLO);
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      client.send(
          "GET /pets?x=1 HTTP/1.1\r\n"
              + "Host: A:80\r\n"
              + "X-Two:  two \r\n"
              + "Connection: X-Gone\r\n"
              + "X-Gone: 1\r\n\r\n");
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.text()).isEqualTo("hello");
      assertThat(reply.head())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("x-amzn-Remapped-Server: fake\r\n", "X-One: 1\r\n", "Content-Length: 5\r\n")
          .contains("\r\nDate: ")
          .doesNotContain("Connection");
      assertThat(upstream.seen.getFirst())
          .startsWith("GET /pets?x=1 HTTP/1.1\r\nHost: 127.0.0.1:" + upstream.port() + "\r\n")
          .contains("X-Two: two\r\n", "X-Forwarded-For: 127.0.0.1\r\n")
          .doesNotContain("X-Gone");
      var record = gateway.record();
      assertThat(record.ending()).isEqualTo(Ending.ANSWERED);
      assertThat(record.status()).isEqualTo(200);
      assertThat(record.responseLength()).isEqualTo(5);
      assertThat(record.exchange().request().host()).isEqualTo("a");
    }
  }

  @Test
  void answersAnUpgradeToWebSocketAsIfItWereNone() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(HELLO);
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      client.send(
          "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(upstream.seen.getFirst()).doesNotContain("Upgrade", "Connection");
      // Nothing but HTTP is spoken afterwards.
      assertThat(client.get("/").reply().text()).isEqualTo("hello");
      gateway.records(2);
    }
  }

  @Test
  void refusesAnEndpointThatSwitchesProtocols() throws Exception {
    try (FakeUpstream upstream =
            FakeUpstream.saying(
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
                    + "Upgrade: websocket\r\n\r\n");
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(504);
      assertThat(gateway.refusal().reason()).contains("MALFORMED", "`101` was not asked for");
    }
  }

  @Test
  void servesManyRequestsOverOneConnectionOnEachSide() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(HELLO);
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      for (int i = 0; i < 50; i++) {
        assertThat(client.get("/" + i).reply().text()).isEqualTo("hello");
      }
      assertThat(upstream.connections.get()).isEqualTo(1);
      gateway.records(50);
    }
  }

  @Test
  void streamsLargeBodiesBothWays() throws Exception {
    String large = "x".repeat(3_000_000);
    try (FakeUpstream upstream =
            FakeUpstream.saying("HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + large);
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + large.length() + "\r\n\r\n" + large);
      assertThat(client.reply().text()).isEqualTo(large);
      assertThat(upstream.seen.getFirst()).endsWith("\r\n\r\n" + large);
      assertThat(gateway.record().responseLength()).isEqualTo(large.length());
    }
  }

  @Test
  void streamsChunksBothWays() throws Exception {
    try (FakeUpstream upstream =
            FakeUpstream.saying(
                "HTTP/1.1 200 OK\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + "2;a=b\r\n"
                    + "he\r\n"
                    + "3\r\n"
                    + "llo\r\n"
                    + "0\r\n"
                    + "X-T: 1\r\n\r\n");
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      for (int i = 0; i < 3; i++) {
        client.send(
            "POST / HTTP/1.1\r\n"
                + "Host: a\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "3\r\n"
                + "abc\r\n"
                + "1;x\r\n"
                + "d\r\n"
                + "0\r\n"
                + "T: 1\r\n\r\n");
        assertThat(client.reply().text()).isEqualTo("hello");
      }
      assertThat(upstream.seen.getFirst())
          .endsWith("\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n")
          .doesNotContain("T: 1");
      assertThat(upstream.connections.get()).isEqualTo(1);
      gateway.records(3);
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.saying(HELLO);
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(20));
      for (int i = 0; i < 20; i++) {
        assertThat(client.reply().text()).isEqualTo("hello");
      }
      gateway.records(20);
    }
  }
}
