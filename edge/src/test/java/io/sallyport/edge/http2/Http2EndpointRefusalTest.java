package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.edge.Gateway;
import io.sallyport.edge.RawClient;
import org.junit.jupiter.api.Test;

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
