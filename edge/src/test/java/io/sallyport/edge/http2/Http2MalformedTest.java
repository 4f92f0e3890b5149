package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.ExchangeRecord;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that another reader might understand differently: RFC 9113 sections 8.1 to 8.3 and 10.3.
 * Each is refused and recorded, no route sees it, and the other streams go on.
 */
class Http2MalformedTest extends OverHttp2 {

  static Stream<Arguments> malformed() {
    return Stream.of(connectionFields(), names(), values(), pseudo(), paths(), hosts(), lengths())
        .flatMap(List::stream);
  }

  private static List<Arguments> connectionFields() {
    return List.of(
        with("connection", "close"),
        with("connection", "x-test"),
        with("keep-alive", "timeout=5"),
        with("proxy-connection", "keep-alive"),
        with("transfer-encoding", "chunked"),
        with("transfer-encoding", "identity"),
        with("upgrade", "websocket"),
        with("te", "gzip"),
        with("te", "trailers, gzip"),
        with("te", ""));
  }

  private static List<Arguments> names() {
    return List.of(
        with("X-Test", "ok"),
        with("x-tesT", "ok"),
        with("HOST", "a"),
        with("", "ok"),
        with("x test", "ok"),
        with("x-test ", "ok"),
        with(" x-test", "ok"),
        with("x:test", "ok"),
        with("x-test:", "ok"),
        with("x\0test", "ok"),
        with("x\rtest", "ok"),
        with("x\ntest", "ok"),
        with("x\r\ny: z", "ok"),
        with("x\u007ftest", "ok"),
        with("x\u00e9", "ok"));
  }

  private static List<Arguments> values() {
    return List.of(
        with("x-test", "a\0b"),
        with("x-test", "a\rb"),
        with("x-test", "a\nb"),
        with("x-test", "a\r\ny: z"),
        with("x-test", " a"),
        with("x-test", "a "),
        with("x-test", "\ta"),
        with("x-test", "a\t"),
        with("cookie", "a=b\n"));
  }

  private static List<Arguments> pseudo() {
    return List.of(
        get("a status", ":status", "200"),
        get("an unknown one", ":test", "ok"),
        get("an empty one", ":", "ok"),
        get("a protocol", ":protocol", "websocket"),
        get("a second method", ":method", "GET"),
        get("a second path", ":path", "/"),
        get("a second scheme", ":scheme", "http"),
        get("a second authority", ":authority", "a"),
        get("upper case", ":PATH", "/"),
        get("one after a field", "x-test", "ok", ":test", "ok"),
        only("no method", ":scheme", "http", ":path", "/", ":authority", "a"),
        only("no scheme", ":method", "GET", ":path", "/", ":authority", "a"),
        only("no path", ":method", "GET", ":scheme", "http", ":authority", "a"),
        only("nothing", "x-test", "ok"),
        only("no field at all"),
        only("an empty method", full("", "http", "/")),
        only("a method with a space", full("GET /", "http", "/")),
        only("a method with a line end", full("GET\r\nX: y", "http", "/")),
        only("an empty scheme", full("GET", "", "/")),
        only("a scheme with a line end", full("GET", "http\r\n", "/")),
        only("connect", ":method", "CONNECT", ":authority", "a:443"),
        only("connect with a path", full("CONNECT", "http", "/")));
  }

  private static List<Arguments> paths() {
    return Stream.of(
            "",
            "x",
            "*",
            "?x",
            "http://a/",
            "//a b",
            "/ ",
            " /",
            "/a b",
            "/\0",
            "/\r\n",
            "/\n",
            "/\u007f",
            "/%",
            "/%4",
            "/%zz",
            "/#a",
            "/ HTTP/1.1\r\nX: y")
        .map(path -> only("the path <" + path + ">", full("GET", "http", path)))
        .toList();
  }

  private static List<Arguments> hosts() {
    return List.of(
        get("another host", "host", "b"),
        get("two hosts", "host", "a", "host", "a"),
        only("no host", ":method", "GET", ":scheme", "http", ":path", "/"),
        authority(""),
        authority("a b"),
        authority("a\r\nx: y"),
        authority("user@a"),
        authority("a/b"),
        authority("a:x"),
        authority("a:80:80"),
        authority("a,b"));
  }

  private static List<Arguments> lengths() {
    return List.of(
        get("a length without body", "content-length", "1"),
        get("a length that is no number", "content-length", "x"),
        get("a length with a sign", "content-length", "+0"),
        get("a negative length", "content-length", "-1"),
        get("a length that overflows", "content-length", "18446744073709551616"),
        get("a list of lengths", "content-length", "0, 0"),
        get("an empty length", "content-length", ""),
        get("two lengths", "content-length", "0", "content-length", "1"));
  }

  private static String[] full(String method, String scheme, String path) {
    return new String[] {":method", method, ":scheme", scheme, ":path", path, ":authority", "a"};
  }

  private static Arguments authority(String authority) {
    return only(
        "the authority <" + authority + ">",
        ":method",
        "GET",
        ":scheme",
        "http",
        ":path",
        "/",
        ":authority",
        authority);
  }

  private static Arguments with(String name, String value) {
    return get("<" + name + ": " + value + ">", name, value);
  }

  private static Arguments get(String what, String... fields) {
    return Arguments.of(visible(what), RawBlock.request("GET", "/", fields));
  }

  private static Arguments only(String what, String... fields) {
    return Arguments.of(visible(what), RawBlock.of(fields));
  }

  private static String visible(String what) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < what.length(); i++) {
      char c = what.charAt(i);
      text.append(c >= ' ' && c < 127 ? String.valueOf(c) : "\\%02x".formatted((int) c));
    }
    return text.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void refuses(String what, RawBlock block) throws Exception {
    int calls = echo.calls();
    int before = gateway.recorded();
    h2.request(1, block);
    refused(what, calls, before);
  }

  /** The same with a body to follow, which must not be taken for another request either. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void refusesWithABody(String what, RawBlock block) throws Exception {
    int calls = echo.calls();
    int before = gateway.recorded();
    h2.headers(1, RawFrame.END_HEADERS, block).data(1, RawFrame.END_STREAM, "");
    refused(what, calls, before);
  }

  private void refused(String what, int calls, int before) throws Exception {
    h2.awaitReset(1, RawFrame.PROTOCOL_ERROR);
    h2.seen().stream()
        .filter(frame -> frame.type() == RawFrame.HEADERS)
        .forEach(frame -> assertThat(RawFields.status(frame.payload())).isIn(400, 404, 501));
    assertThat(echo.calls()).as("requests that reached the route: " + what).isEqualTo(calls);
    ExchangeRecord record = gateway.records(before + 1).getLast();
    Refusal refusal = Objects.requireNonNull(record.refusal());
    assertThat(refusal).isInstanceOf(Refusal.Protocol.class);
    assertThat(refusal.fault()).isEqualTo(Fault.CALLER);
    assertThat(h2.get(3, "/").awaitAnswer(3).status()).isEqualTo(200);
    gateway.records(before + 2);
  }

  static List<Arguments> bodies() {
    return List.of(
        body("a shorter body", "5", "test"),
        body("a longer body", "3", "test"),
        body("a body where none was announced", "0", "test"),
        body("no body", "4", ""),
        body("a longer body in two frames", "3", "te", "st"),
        body("a shorter body in two frames", "5", "te", "st"));
  }

  private static Arguments body(String what, String length, String... frames) {
    return Arguments.of(what, length, List.of(frames));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void refusesABodyOfAnotherLength(String what, String length, List<String> frames)
      throws Exception {
    int calls = echo.calls();
    h2.post(1, "content-length", length);
    for (int i = 0; i < frames.size(); i++) {
      boolean last = i == frames.size() - 1;
      h2.data(1, last ? RawFrame.END_STREAM : RawFrame.NONE, frames.get(i));
    }
    h2.awaitReset(1, RawFrame.PROTOCOL_ERROR);
    assertThat(echo.calls()).as(what).isEqualTo(calls);
    assertThat(h2.get(3, "/").awaitAnswer(3).status()).isEqualTo(200);
  }

  static List<Arguments> trailers() {
    return List.of(
        Arguments.of("a pseudo field", RawBlock.of(":path", "/")),
        Arguments.of("upper case", RawBlock.of("X-Test", "ok")),
        Arguments.of("a connection field", RawBlock.of("connection", "close")),
        Arguments.of("a line end", RawBlock.of("x-test", "a\r\nb: c")),
        Arguments.of("a length", RawBlock.of("content-length", "4")),
        Arguments.of("a transfer coding", RawBlock.of("transfer-encoding", "chunked")),
        Arguments.of("a host", RawBlock.of("host", "b")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trailers")
  void refusesTrailersWith(String what, RawBlock block) throws Exception {
    int calls = echo.calls();
    h2.post(1).data(1, RawFrame.NONE, "test").request(1, block);
    h2.awaitReset(1, RawFrame.PROTOCOL_ERROR);
    assertThat(echo.calls()).as(what).isEqualTo(calls);
    assertThat(h2.get(3, "/").awaitAnswer(3).status()).isEqualTo(200);
  }

  static List<Arguments> accepted() {
    return List.of(
        get("te: trailers", "te", "trailers"),
        get("an empty value", "x-test", ""),
        get("a value with spaces inside", "x-test", "a  b\tc"),
        get("a value above ASCII", "x-test", "caf\u00e9"),
        get("every character of a name", "!#$%&'*+-.^_`|~09az", "ok"),
        get("the same host", "host", "a"),
        get("a length of nothing", "content-length", "0"),
        get("cookies in pieces", "cookie", "a=b", "cookie", "c=d"),
        only(
            "a host in place of an authority",
            ":method",
            "GET",
            ":scheme",
            "http",
            ":path",
            "/",
            "host",
            "a"),
        only(
            "pseudo fields in another order",
            ":path",
            "/",
            ":authority",
            "a",
            ":scheme",
            "http",
            ":method",
            "GET"),
        only("a method of one's own", full("PURGE", "http", "/")),
        only("a path with everything", full("GET", "http", "/%41;a=b?c=[d]{}|&%zz")),
        only("a port", ":method", "GET", ":scheme", "http", ":path", "/", ":authority", "a:8080"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void serves(String what, RawBlock block) throws Exception {
    assertThat(h2.request(1, block).awaitAnswer(1).status()).as(what).isEqualTo(200);
  }

  /** RFC 9113 section 8.2.3: the pieces of Cookie are one field for anyone behind. */
  @Test
  void joinsTheCookies() throws Exception {
    h2.request(1, RawBlock.request("GET", "/", "cookie", "a=b", "x-test", "ok", "cookie", "c=d"));
    assertThat(h2.awaitAnswer(1).text()).contains("\ncookie: a=b; c=d\n");
  }
}
