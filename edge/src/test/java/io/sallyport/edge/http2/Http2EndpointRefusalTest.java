package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.edge.Certificates;
import io.sallyport.edge.Gateway;
import io.sallyport.edge.RawClient;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway does not take from an endpoint of HTTP/2, one enforcing line each. */
class Http2EndpointRefusalTest extends ToHttp2Endpoint {

  @Test
  void refusesAnInterimAnswerThatEndsTheStream() throws Exception {
    refuses(
        (peer, stream) -> peer.answer(stream, END, ":status", "103"),
        "interim responses without end");
  }

  @Test
  void refusesInterimAnswersWithoutNumber() throws Exception {
    refuses(
        (peer, stream) -> {
          for (int i = 0; i < 9; i++) {
            peer.answer(stream, RawFrame.END_HEADERS, ":status", "103");
          }
        },
        "interim responses without end");
  }

  @Test
  void takesAsManyInterimAnswersAsMayCome() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          for (int i = 0; i < 8; i++) {
            peer.answer(stream, RawFrame.END_HEADERS, ":status", "103");
          }
          ok(peer, stream);
          peer.awaitEnd();
        });
    assertThat(status(gateway)).isEqualTo(200);
  }

  @Test
  void resetsAStreamWhoseAnswerToHeadHasABody() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, RawFrame.END_HEADERS, ":status", "200", "content-length", "2")
              .data(stream, RawFrame.NONE, "ok");
          peer.awaitReset(stream, RawFrame.PROTOCOL_ERROR);
          answer(peer, 1);
          peer.awaitEnd();
        });
    try (RawClient client = gateway.client()) {
      client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.reply(true).status()).isEqualTo(200);
    }
    assertThat(status(gateway)).isEqualTo(200);
  }

  @Test
  void breaksOffAnAnswerWithMalformedTrailers() throws Exception {
    breaksOff(RawBlock.of(":status", "200"), END);
  }

  @Test
  void breaksOffAnAnswerWhoseTrailersAreNotItsEnd() throws Exception {
    breaksOff(RawBlock.of("x-a", "1"), RawFrame.END_HEADERS);
  }

  private void breaksOff(RawBlock trailers, int flags) throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, RawFrame.END_HEADERS, ":status", "200")
              .data(stream, RawFrame.NONE, "ok")
              .headers(stream, flags, trailers);
          peer.awaitReset(stream, RawFrame.PROTOCOL_ERROR);
          answer(peer, 1);
          peer.awaitEnd();
        });
    try (RawClient client = gateway.client()) {
      client.get("/");
      assertThat(gateway.record().ending()).isEqualTo(Ending.INTEGRATION_BROKE);
    }
    assertThat(status(gateway)).isEqualTo(200);
  }

  @Test
  void doesNotRepeatACallOfWhichTheEndpointHasSaidSomething() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept();
          answer(peer, 1);
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, RawFrame.END_HEADERS, ":status", "103");
        });
    Gateway gateway = start(to(endpoint));
    assertThat(status(gateway)).isEqualTo(200);
    assertThat(status(gateway)).isEqualTo(504);
    assertThat(endpoint.connections).hasValue(1);
  }

  @Test
  void doesNotRepeatACallThatMayNotBeRepeated() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept();
          answer(peer, 1);
          peer.awaitFrame(RawFrame.HEADERS);
        });
    Gateway gateway = start(to(endpoint));
    assertThat(status(gateway)).isEqualTo(200);
    try (RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(504);
    }
    assertThat(endpoint.connections).hasValue(1);
  }

  @Test
  void doesNotRepeatACallOnAConnectionThatNeverServed() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, _) -> {
          peer.accept();
          peer.awaitFrame(RawFrame.HEADERS);
        });
    assertThat(status(start(to(endpoint)))).isEqualTo(504);
    assertThat(endpoint.connections).hasValue(1);
  }

  @Test
  void repeatsACallOnceOnly() throws Exception {
    RawEndpoint endpoint =
        endpoint((peer, number) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          if (number < 3) {
            peer.reset(stream, RawFrame.REFUSED_STREAM);
          } else {
            ok(peer, stream);
          }
          peer.awaitEnd();
        });
    assertThat(status(start(to(endpoint)))).isEqualTo(504);
    assertThat(endpoint.connections).hasValue(2);
  }

  @Test
  void failsACallToAnEndpointWhoseCertificateIsNotTrusted(@TempDir Path other) throws Exception {
    Certificates unknown = Certificates.make(other, "unknown", "dns:localhost");
    RawEndpoint endpoint =
        endpoint((peer, _) ->
            assertThatThrownBy(() -> peer.socket.getInputStream().readAllBytes())
                .isInstanceOf(SSLException.class));
    Gateway gateway = start(to(endpoint).trusted(unknown.certificate()));
    assertThat(status(gateway)).isEqualTo(504);
    assertThat(gateway.refusal().reason()).contains("TLS the TLS handshake failed");
  }

  @Test
  void resetsAStreamWhoseAnswerCameBeforeTheRequestEnded() throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          peer.answer(stream, END, ":status", "200");
          peer.awaitReset(stream, RawFrame.CANCEL);
        });
    try (RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf");
      assertThat(client.reply().status()).isEqualTo(200);
      Gateway.eventually(() -> gateway.recorded() == 1);
    }
  }

  @Test
  void forbidsPush() throws Exception {
    AtomicInteger push = new AtomicInteger(-1);
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          push.set(peer.announced(2, 1));
          answer(peer, 1);
          peer.awaitEnd();
        });
    assertThat(status(gateway)).isEqualTo(200);
    assertThat(push).hasValue(0);
  }

  /** Of an even number the endpoint would be the opener, of the others only the gateway may be. */
  @ParameterizedTest
  @ValueSource(ints = {2, 99})
  void endsAConnectionWhoseEndpointOpensAStream(int stream) throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          peer.awaitFrame(RawFrame.HEADERS);
          peer.answer(stream, END, ":status", "200");
          peer.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
        });
    assertThat(status(gateway)).isEqualTo(504);
    assertThat(gateway.refusal().reason())
        .contains("MALFORMED", "a stream that is not the peer's to open");
  }

  private interface Wrong {
    void answer(RawHttp2 peer, int stream) throws Exception;
  }

  /** The call fails, its stream is reset, and the connection serves on. */
  private void refuses(Wrong wrong, String reason) throws Exception {
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          int stream = peer.awaitFrame(RawFrame.HEADERS).stream();
          wrong.answer(peer, stream);
          answer(peer, 1);
          peer.awaitEnd();
        });
    assertThat(status(gateway)).isEqualTo(504);
    assertThat(gateway.refusal().reason()).contains("MALFORMED", reason);
    assertThat(status(gateway)).isEqualTo(200);
  }
}
