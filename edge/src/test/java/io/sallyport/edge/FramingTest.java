package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of RFC 9112 that tells a request from something that only looks like one. */
class FramingTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String HOST = "Host: a\r\n";

  private static FakeUpstream upstream;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws Exception {
    upstream = FakeUpstream.saying(OK);
    gateway = Gateway.to(upstream.port()).start();
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
            requestLines(),
            targets(),
            hosts(),
            fields(),
            lengths(),
            encodings(),
            chunkedBodies(),
            limits())
        .flatMap(List::stream);
  }

  private static List<Arguments> requestLines() {
    return List.of(
        bad(400, "a line feed alone", "GET / HTTP/1.1\n" + HOST + "\r\n"),
        bad(400, "a carriage return alone", "GET / HTTP/1.1\rHost: a\r\n\r\n"),
        bad(400, "two spaces before the target", "GET  / HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "two spaces before the version", "GET /  HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "a tab before the target", "GET\t/ HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "a space after the version", "GET / HTTP/1.1 \r\n" + HOST + "\r\n"),
        bad(400, "a space before the method", " GET / HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "no version", "GET /\r\n" + HOST + "\r\n"),
        bad(400, "no target", "GET HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "a method that is no token", "GE(T / HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "a version in lower case", "GET / http/1.1\r\n" + HOST + "\r\n"),
        bad(400, "a version of one digit", "GET / HTTP/1\r\n" + HOST + "\r\n"),
        bad(400, "a version of three digits", "GET / HTTP/1.10\r\n" + HOST + "\r\n"),
        bad(505, "HTTP/2.0", "GET / HTTP/2.0\r\n" + HOST + "\r\n"),
        bad(505, "HTTP/0.9 with a version", "GET / HTTP/0.9\r\n" + HOST + "\r\n"),
        bad(505, "HTTP/1.2", "GET / HTTP/1.2\r\n" + HOST + "\r\n"),
        bad(501, "a long method", "A".repeat(33) + " / HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "more than a few empty lines", "\r\n".repeat(9) + "GET / HTTP/1.1\r\n" + HOST));
  }

  private static List<Arguments> targets() {
    return List.of(
        bad(400, "a target without a slash", "GET pets HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "a fragment", "GET /a#b HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "a raw octet above ASCII", "GET /\u00e9 HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "a control character", "GET /\u0001 HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "NUL", "GET /\0 HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "a broken percent sign", "GET /%4 HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "a percent sign and no digits", "GET /%zz HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "CONNECT", "CONNECT a:443 HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "a star with GET", "GET * HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(404, "a star with OPTIONS", "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "another scheme", "GET ftp://a/ HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "user information", "GET http://u@a/ HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "two hosts that differ", "GET http://b/ HTTP/1.1\r\n" + HOST + "\r\n"));
  }

  private static List<Arguments> hosts() {
    return List.of(
        bad(400, "no Host", "GET / HTTP/1.1\r\n\r\n"),
        bad(400, "two Hosts", "GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n"),
        bad(400, "an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
        bad(400, "a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
        bad(400, "a Host with a user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"),
        bad(400, "a list of Hosts", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
        bad(400, "a Host with a bad port", "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n"),
        bad(400, "a Host with a long port", "GET / HTTP/1.1\r\nHost: a:123456\r\n\r\n"),
        bad(400, "an open bracket", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"));
  }

  private static List<Arguments> fields() {
    return List.of(
        bad(400, "a space before the colon", head("Foo : bar")),
        bad(400, "a tab before the colon", head("Foo\t: bar")),
        bad(400, "a folded line", head("Foo: bar\r\n baz")),
        bad(400, "a first line that is folded", "GET / HTTP/1.1\r\n Foo: bar\r\n" + HOST + "\r\n"),
        bad(400, "no colon", head("Foo")),
        bad(400, "no name", head(": bar")),
        bad(400, "a name above ASCII", head("F\u00f6o: bar")),
        bad(400, "NUL in a value", head("Foo: b\0r")),
        bad(400, "a carriage return in a value", head("Foo: b\rr")),
        bad(400, "a line feed in a value", head("Foo: b\nr")),
        bad(400, "a bell in a value", head("Foo: b\u0007r")),
        bad(400, "DEL in a value", head("Foo: b\u007fr")),
        bad(400, "a line feed that ends a line", "GET / HTTP/1.1\r\nHost: a\n\r\n"),
        bad(400, "a line feed that ends the head", "GET / HTTP/1.1\r\n" + HOST + "\n"));
  }

  private static List<Arguments> lengths() {
    return List.of(
        bad(400, "Content-Length twice", head("Content-Length: 1\r\nContent-Length: 2") + "x"),
        bad(400, "the same twice", head("Content-Length: 1\r\nContent-Length: 1") + "x"),
        bad(400, "a list", head("Content-Length: 1, 1") + "x"),
        bad(400, "a sign", head("Content-Length: +1") + "x"),
        bad(400, "a negative length", head("Content-Length: -1") + "x"),
        bad(400, "a hexadecimal length", head("Content-Length: 0x1") + "x"),
        bad(400, "an empty length", head("Content-Length:")),
        bad(400, "a length with a space", head("Content-Length: 1 1") + "x"),
        bad(400, "a length beyond all numbers", head("Content-Length: " + "9".repeat(19))));
  }

  private static List<Arguments> encodings() {
    return List.of(
        bad(
            400,
            "both lengths",
            head("Content-Length: 5\r\nTransfer-Encoding: chunked") + "0\r\n\r\n"),
        bad(400, "chunked twice", head("Transfer-Encoding: chunked, chunked") + "0\r\n\r\n"),
        bad(
            400,
            "two lines",
            head("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked") + "0\r\n\r\n"),
        bad(400, "identity", head("Transfer-Encoding: identity")),
        bad(400, "gzip and chunked", head("Transfer-Encoding: gzip, chunked") + "0\r\n\r\n"),
        bad(400, "chunked in quotes", head("Transfer-Encoding: \"chunked\"") + "0\r\n\r\n"),
        bad(400, "a comma before", head("Transfer-Encoding: ,chunked") + "0\r\n\r\n"),
        bad(400, "a vertical tab", head("Transfer-Encoding: \u000bchunked") + "0\r\n\r\n"),
        bad(400, "xchunked", head("Transfer-Encoding: xchunked") + "0\r\n\r\n"),
        bad(
            400,
            "chunks in HTTP/1.0",
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
  }

  private static List<Arguments> chunkedBodies() {
    return List.of(
        chunks("an empty size", "\r\nabc\r\n0\r\n\r\n"),
        chunks("a size that is no number", "x\r\nabc\r\n0\r\n\r\n"),
        chunks("a size with a sign", "+3\r\nabc\r\n0\r\n\r\n"),
        chunks("a size with 0x", "0x3\r\nabc\r\n0\r\n\r\n"),
        chunks("a size with a space", "3 \r\nabc\r\n0\r\n\r\n"),
        chunks("a size that overflows", "1000000000000000003\r\nabc\r\n0\r\n\r\n"),
        chunks("a size ended by a line feed", "3\nabc\r\n0\r\n\r\n"),
        chunks("a chunk longer than its size", "2\r\nabc\r\n0\r\n\r\n"),
        chunks("a chunk ended by a line feed", "3\r\nabc\n0\r\n\r\n"),
        chunks("an extension without a name", "3;\r\nabc\r\n0\r\n\r\n"),
        chunks("a space in an extension", "3; a=b\r\nabc\r\n0\r\n\r\n"),
        chunks("a carriage return in an extension", "3;a\rb\r\nabc\r\n0\r\n\r\n"),
        chunks("a line feed in an extension", "3;a\nb\r\nabc\r\n0\r\n\r\n"),
        chunks("a line feed in a quoted extension", "3;a=\"\n\"\r\nabc\r\n0\r\n\r\n"),
        chunks("an endless extension", "3;" + "a".repeat(5000) + "\r\nabc\r\n0\r\n\r\n"),
        chunks("a trailer that is no field", "0\r\nabc\r\n\r\n"),
        chunks("a folded trailer", "0\r\nA: b\r\n c\r\n\r\n"),
        chunks("a length in the trailers", "0\r\nContent-Length: 3\r\n\r\n"),
        chunks("a control character in a trailer", "0\r\nA: \u0001\r\n\r\n"),
        chunks("endless trailers", "0\r\n" + "A: b\r\n".repeat(2000) + "\r\n"));
  }

  private static List<Arguments> limits() {
    return List.of(
        bad(414, "a long line", "GET /" + "a".repeat(10_240) + " HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(431, "long fields", head("A: " + "a".repeat(10_240))),
        bad(431, "many fields", head("A: b\r\n".repeat(100) + "A: b")),
        bad(417, "another expectation", head("Expect: 200-ok")));
  }

  private static Arguments bad(int status, String what, String request) {
    return Arguments.of(status, what, request);
  }

  private static Arguments chunks(String what, String body) {
    return bad(400, what, head("Transfer-Encoding: chunked") + body);
  }

  private static String head(String fields) {
    return "POST / HTTP/1.1\r\n" + HOST + fields + "\r\n\r\n";
  }

  @ParameterizedTest(name = "{1}: {0}")
  @MethodSource("refused")
  void refuses(int status, String what, String request) throws Exception {
    int before = gateway.recorded();
    int seen = upstream.seen.size();
    try (RawClient client = gateway.client()) {
      client.send(request + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.has("\r\nConnection: close\r\n")).isTrue();
      assertThat(client.ended()).as("the connection is closed").isTrue();
    }
    assertThat(upstream.seen).as("requests at the endpoint").hasSize(seen);
    var record = gateway.records(before + 1).getLast();
    Refusal refusal = Objects.requireNonNull(record.refusal());
    assertThat(refusal).isInstanceOf(Refusal.Protocol.class);
    assertThat(refusal.fault()).isEqualTo(Fault.CALLER);
    assertThat(record.status()).isEqualTo(status);
  }

  @ParameterizedTest(name = "{1}: {0}")
  @MethodSource("refused")
  void refusesTheSameByteByByte(int status, String what, String request) throws Exception {
    if (request.length() > 400) {
      return;
    }
    try (RawClient client = gateway.client()) {
      try {
        for (int i = 0; i < request.length(); i++) {
          client.send(request.substring(i, i + 1));
          if (i % 7 == 0) {
            Thread.sleep(1);
          }
        }
      } catch (java.io.IOException e) {
        // Refused before it was all sent.
      }
      if (request.endsWith("\r\n" + HOST)) {
        client.send("\r\n");
      }
      assertThat(client.reply().status()).isEqualTo(status);
      assertThat(client.ended()).isTrue();
    }
  }

  static Stream<String> accepted() {
    return Stream.of(
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nhOsT:a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nEmpty:\r\nBlank: \t \r\nText: \u0085caf\u00e9\u00a0\r\n\r\n",
        "GET http://a/x?y HTTP/1.1\r\nHost: A\r\n\r\n",
        "GET http://a?y HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /%41?%zz=1[]{}| HTTP/1.1\r\nHost: a\r\n\r\n",
        "PURGE / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 03\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\n",
        head("Transfer-Encoding: chunked")
            + "00a;x;y=z;q=\"a \\\" b\"\r\n0123456789\r\n0\r\nT: v\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void accepts(String request) throws Exception {
    int before = gateway.recorded();
    try (RawClient client = gateway.client()) {
      client.send(request);
      assertThat(client.reply().status()).isEqualTo(200);
      for (int i = 0; i < request.length(); i++) {
        client.send(request.substring(i, i + 1));
      }
      assertThat(client.reply().status()).isEqualTo(200);
    }
    gateway.records(before + 2);
  }

  @Test
  void neverLooksAtWhatFollowsARefusal() throws Exception {
    int seen = upstream.seen.size();
    try (RawClient client = gateway.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost : a\r\n\r\n");
      client.send("GET /after HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(client.reply().status()).isEqualTo(400);
      assertThat(client.ended()).isTrue();
    }
    assertThat(upstream.seen).hasSize(seen + 1);
  }

  @Test
  void recordsWhatIsKnownOfARefusedRequest() throws Exception {
    int before = gateway.recorded();
    try (RawClient client = gateway.client()) {
      client.send("PUT /known?q=1 HTTP/1.1\r\nHost: Known.example\r\nBad Name: x\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(400);
    }
    var request = gateway.records(before + 1).getLast().exchange().request();
    assertThat(List.of(request.method(), request.path(), request.host()))
        .containsExactly("PUT", "/known", "known.example");
  }

  @Test
  void makesNoRecordOfAConnectionThatSendsNothing() throws Exception {
    int before = gateway.recorded();
    try (RawClient client = gateway.client()) {
      client.send("\r\n");
      client.socket.shutdownOutput();
      assertThat(client.ended()).isTrue();
    }
    gateway.records(before);
  }
}
