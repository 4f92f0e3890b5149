package io.sallyport.core.compile;

import static io.sallyport.core.compile.Definitions.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Request;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.FakeCaller;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.UpstreamFailure;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import io.sallyport.core.pipeline.WebSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** WebSocket handshakes (RFC 6455 section 4.1) where an HTTP API has an HTTP_PROXY integration. */
class WebSocketTest {

  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private static final Map<String, String> HANDSHAKE =
      Map.of(
          "Connection", "keep-alive, UPGRADE",
          "Upgrade", "WebSocket",
          "Sec-WebSocket-Version", "13",
          "Sec-WebSocket-Key", KEY);

  @Test
  void refusesAHandshakeUnlessItIsSwitchedOnAndSaysWhy() {
    Running running = running(WebSocket.REFUSED);

    Running.Sent sent = running.get("/x", fields(HANDSHAKE));

    assertThat(sent.status()).isEqualTo(400);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Bad Request\"}");
    Refusal refusal = Objects.requireNonNull(sent.end().refusal());
    assertThat(refusal.reason()).isEqualTo("WebSocket is not switched on");
    assertThat(refusal.fault()).isEqualTo(Fault.CALLER);
    assertThat(running.upstream.requests()).isEmpty();
  }

  /** Whoever may not call the route learns that, and nothing about WebSocket. */
  @Test
  void asksEveryStepBeforeItRefuses() {
    Running running = running(WebSocket.REFUSED);
    Request request =
        new Request(
            "GET",
            "/x",
            null,
            "localhost",
            HeaderList.of(fields(HANDSHAKE)),
            Body.EMPTY,
            new InetSocketAddress("198.51.100.7", 1),
            true);
    FakeCaller caller = new FakeCaller();
    caller.askToSwitch();
    Exchange exchange = new Exchange(request, caller, new Ids(new Random(1)), running.times);
    Refusal denied =
        Refusal.GatewayResponse.of(GatewayResponseType.ACCESS_DENIED, Fault.CALLER, "denied");

    Running.Refused refused = running.refuse(exchange, denied);

    assertThat(running.new Sent(refused.exchange(), caller).status()).isEqualTo(403);
    assertThat(exchange.refusal()).isEqualTo(denied);
  }

  @Test
  void passesAHandshakeOnAsOneWhereItIsSwitchedOn() {
    Running running = running(WebSocket.PASSED);
    running.upstream.answers(101, "", "Sec-WebSocket-Accept", "a", "Connection", "upgrade");

    Running.Sent sent = running.get("/x?y=1", fields(HANDSHAKE));

    assertThat(running.upstream.request().protocol()).isEqualTo(Protocol.WEBSOCKET);
    assertThat(running.upstream.request().target()).isEqualTo("/?y=1");
    assertThat(running.upstream.headers())
        .contains("Sec-WebSocket-Key: " + KEY, "Sec-WebSocket-Version: 13")
        .noneMatch(line -> line.startsWith("Connection") || line.startsWith("Upgrade"));
    assertThat(sent.status()).isEqualTo(101);
    assertThat(sent.headers())
        .containsExactly(
            "Sec-WebSocket-Accept: a", "Apigw-Requestid: " + sent.exchange.extendedRequestId());
  }

  @Test
  void ignoresAHandshakeWhereItIsTold() {
    Running running = running(WebSocket.IGNORED);
    assertThat(running.get("/x", fields(HANDSHAKE)).status()).isEqualTo(200);
    assertThat(running.upstream.request().protocol()).isEqualTo(Protocol.HTTP_WITH_TRAILERS);
  }

  /** What is no handshake to RFC 6455 is none to us, whatever the switch says. */
  @ParameterizedTest
  @CsvSource({
    "Connection, keep-alive",
    "Connection, upgraded",
    "Upgrade, h2c",
    "Upgrade, websocket/13",
    "Sec-WebSocket-Version, 12",
    "Sec-WebSocket-Version, '13, 12'",
    "Sec-WebSocket-Version, ",
    "Sec-WebSocket-Key, ",
    "Sec-WebSocket-Key, dGhlIHNhbXBsZSBub25jZQ",
    "Sec-WebSocket-Key, dGhlIHNhbXBsZSBub25jZQ=*",
    "Sec-WebSocket-Key, dGhlIHNhbXBsZSBub25j!Q==",
    "Sec-WebSocket-Key, dGhlIHNhbXBsZSBub25jZWRnZWRnZWRn"
  })
  void takesWhatIsNotValidForPlainHttp(String name, String value) {
    for (WebSocket webSocket : WebSocket.values()) {
      Running running = running(webSocket);
      List<String> fields = new ArrayList<>();
      HANDSHAKE.forEach((field, right) -> {
        String sent = field.equals(name) ? value : right;
        if (sent != null) {
          fields.add(field);
          fields.add(sent);
        }
      });
      assertThat(running.get("/x", fields.toArray(String[]::new)).status()).isEqualTo(200);
      assertThat(running.upstream.request().protocol()).isEqualTo(Protocol.HTTP_WITH_TRAILERS);
    }
  }

  @Test
  void takesTwoKeysOrAnotherMethodForPlainHttp() {
    Running running = running(WebSocket.PASSED);
    String[] twice = new String[10];
    System.arraycopy(fields(HANDSHAKE), 0, twice, 0, 8);
    twice[8] = "Sec-WebSocket-Key";
    twice[9] = KEY;

    assertThat(running.get("/x", twice).status()).isEqualTo(200);
    assertThat(running.send("POST", "/x", Body.EMPTY, fields(HANDSHAKE)).status()).isEqualTo(200);
    assertThat(running.upstream.requests())
        .hasSize(2)
        .allMatch(request -> request.protocol() == Protocol.HTTP_WITH_TRAILERS);
  }

  @Test
  void refusesAHandshakeWithABody() {
    Running running = running(WebSocket.PASSED);
    Running.Sent sent = running.send("GET", "/x", Bytes.utf8("x"), fields(HANDSHAKE));
    assertThat(sent.status()).isEqualTo(400);
    assertThat(Objects.requireNonNull(sent.end().refusal()).reason())
        .isEqualTo("a WebSocket handshake with a body");
    assertThat(running.upstream.requests()).isEmpty();
  }

  @Test
  void refusesAHandshakeThatWouldReachTheEndpointByAnotherMethod() {
    Running running =
        new Running(
            WebSocket.PASSED,
            Definitions.http().route("GET /x", proxy("http://b.test/", "POST", Map.of())));
    Running.Sent sent = running.get("/x", fields(HANDSHAKE));
    assertThat(sent.status()).isEqualTo(400);
    assertThat(Objects.requireNonNull(sent.end().refusal()).reason()).contains("is `POST`");
  }

  @Test
  void answers502WhenTheEndpointSwitchesToSomethingElse() {
    Running running = running(WebSocket.PASSED);
    running.upstream.does(receiver ->
        receiver.failed(new UpstreamFailure(UpstreamFailure.Kind.SWITCH, "wrong accept")));

    Running.Sent sent = running.get("/x", fields(HANDSHAKE));

    assertThat(sent.status()).isEqualTo(502);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    Refusal refusal = Objects.requireNonNull(sent.end().refusal());
    assertThat(refusal.reason()).isEqualTo("wrong accept");
    assertThat(refusal.fault()).isEqualTo(Fault.INTEGRATION);
  }

  @ParameterizedTest
  @EnumSource(WebSocket.class)
  void servesRestApisAsIfTheHandshakeWereNone(WebSocket webSocket) {
    Running running =
        new Running(webSocket, Definitions.rest().route("GET /x", proxy("http://b.test/")));
    assertThat(running.get("/prod/x", fields(HANDSHAKE)).status()).isEqualTo(200);
    assertThat(running.upstream.request().protocol()).isEqualTo(Protocol.HTTP_WITH_TRAILERS);
  }

  private static Running running(WebSocket webSocket) {
    return new Running(webSocket, Definitions.http().route("ANY /x", proxy("http://b.test/")));
  }

  private static String[] fields(Map<String, String> fields) {
    return fields.entrySet().stream()
        .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
        .toArray(String[]::new);
  }
}
