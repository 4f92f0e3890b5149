package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may come on a stream in each of its states, and which streams may be opened. */
class Http2StatesTest extends OverHttp2 {

  // Idle: RFC 9113 section 5.1.

  @Test
  void refusesDataOnAnIdleStream() throws Exception {
    h2.data(1, RawFrame.END_STREAM, "test").awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesResetOnAnIdleStream() throws Exception {
    h2.reset(1, RawFrame.CANCEL).awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesWindowUpdateOnAnIdleStream() throws Exception {
    h2.windowUpdate(1, 100).awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesContinuationOnAnIdleStream() throws Exception {
    h2.continuation(1, RawFrame.END_HEADERS, RawBlock.get("/"));
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  // Half-closed (remote): the caller has ended its request, the answer may still be on its way.

  @Test
  void refusesDataOnAStreamTheCallerHasEnded() throws Exception {
    h2.get(1, "/").data(1, RawFrame.END_STREAM, "test");
    h2.awaitStreamError(1, RawFrame.STREAM_CLOSED);
  }

  @Test
  void refusesHeadersOnAStreamTheCallerHasEnded() throws Exception {
    h2.get(1, "/").get(1, "/").awaitStreamError(1, RawFrame.STREAM_CLOSED);
  }

  @Test
  void refusesContinuationOnAStreamTheCallerHasEnded() throws Exception {
    h2.get(1, "/").continuation(1, RawFrame.END_HEADERS, RawBlock.get("/"));
    h2.awaitStreamError(1, RawFrame.STREAM_CLOSED, RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesDataWhileTheAnswerWaitsForAWindow() throws Exception {
    halfClosed().data(1, RawFrame.END_STREAM, "test");
    h2.awaitStreamError(1, RawFrame.STREAM_CLOSED);
  }

  @Test
  void refusesHeadersWhileTheAnswerWaitsForAWindow() throws Exception {
    halfClosed().get(1, "/").awaitStreamError(1, RawFrame.STREAM_CLOSED);
  }

  /** A stream whose answer cannot end. */
  private RawHttp2 halfClosed() throws Exception {
    h2.settings(RawFrame.INITIAL_WINDOW_SIZE, 0);
    h2.awaitSettingsAck();
    h2.get(1, "/").awaitFrame(RawFrame.HEADERS, 1);
    return h2;
  }

  // Closed by the caller's RST_STREAM.

  @Test
  void refusesDataAfterReset() throws Exception {
    h2.post(1).reset(1, RawFrame.CANCEL).data(1, RawFrame.END_STREAM, "test");
    h2.awaitStreamError(1, RawFrame.STREAM_CLOSED);
  }

  @Test
  void refusesHeadersAfterReset() throws Exception {
    h2.post(1).reset(1, RawFrame.CANCEL).get(1, "/");
    h2.awaitStreamError(1, RawFrame.STREAM_CLOSED);
  }

  @Test
  void refusesContinuationAfterReset() throws Exception {
    h2.post(1).reset(1, RawFrame.CANCEL);
    h2.continuation(1, RawFrame.END_HEADERS, RawBlock.of("x-test", "ok"));
    h2.awaitStreamError(1, RawFrame.STREAM_CLOSED, RawFrame.PROTOCOL_ERROR);
  }

  // Closed because both sides have ended it.

  @Test
  void refusesDataOnAClosedStream() throws Exception {
    closed().data(1, RawFrame.END_STREAM, "test");
    h2.awaitConnectionError(RawFrame.STREAM_CLOSED);
  }

  @Test
  void refusesHeadersOnAClosedStream() throws Exception {
    closed().get(1, "/").awaitConnectionError(RawFrame.STREAM_CLOSED);
  }

  @Test
  void refusesContinuationOnAClosedStream() throws Exception {
    closed().continuation(1, RawFrame.END_HEADERS, RawBlock.of("x-test", "ok"));
    h2.awaitConnectionError(RawFrame.STREAM_CLOSED, RawFrame.PROTOCOL_ERROR);
  }

  /** RFC 9113 section 5.1: these two may have been on their way when the stream was closed. */
  @Test
  void forgivesWindowUpdateAndResetOnAClosedStream() throws Exception {
    closed().windowUpdate(1, 100).reset(1, RawFrame.CANCEL);
    assertThat(h2.roundTrip()).isEmpty();
    assertThat(h2.get(3, "/").awaitAnswer(3).status()).isEqualTo(200);
  }

  private RawHttp2 closed() throws Exception {
    h2.get(1, "/").awaitAnswer(1);
    return h2;
  }

  // Closed by a RST_STREAM of our own: what was on its way is forgotten.

  @Test
  void forgivesDataAfterAResetOfItsOwn() throws Exception {
    h2.headers(1, RawFrame.END_HEADERS, RawBlock.request("POST", "/", "BAD", ""));
    h2.awaitReset(1, RawFrame.PROTOCOL_ERROR);
    h2.data(1, RawFrame.NONE, "x").data(1, RawFrame.END_STREAM, "y").get(3, "/");
    assertThat(h2.awaitAnswer(3).status()).isEqualTo(200);
  }

  // Section 5.1.1: stream identifiers.

  @Test
  void refusesAStreamWithAnEvenNumber() throws Exception {
    h2.get(2, "/").awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesAStreamBelowTheLast() throws Exception {
    h2.get(5, "/").get(3, "/").awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesASecondRequestOnAStream() throws Exception {
    h2.get(5, "/").get(5, "/").awaitStreamError(5, RawFrame.STREAM_CLOSED);
  }

  @Test
  void takesAStreamFarAboveTheLast() throws Exception {
    h2.get(1, "/").awaitAnswer(1);
    assertThat(h2.get(Integer.MAX_VALUE, "/").awaitStatus(Integer.MAX_VALUE)).isEqualTo(200);
  }

  // Section 5.1.2: stream concurrency.

  @Test
  void refusesStreamsAboveItsLimit() throws Exception {
    int limit = h2.announced(RawFrame.MAX_CONCURRENT_STREAMS, 0);
    assertThat(limit).as("the announced limit").isPositive();
    h2.settings(RawFrame.INITIAL_WINDOW_SIZE, 0);
    h2.awaitSettingsAck();
    for (int i = 0; i <= limit; i++) {
      h2.get(1 + 2 * i, "/");
    }
    h2.awaitReset(1 + 2 * limit, RawFrame.REFUSED_STREAM);
    // A stream that ends makes room, and the one that was refused was not acted on.
    h2.windowUpdate(1, 1000).awaitFrame(RawFrame.DATA, 1);
    h2.get(3 + 2 * limit, "/");
    assertThat(h2.awaitStatus(3 + 2 * limit)).isEqualTo(200);
  }

  @Test
  void servesManyStreamsAtOnce() throws Exception {
    for (int stream = 1; stream < 100; stream += 2) {
      h2.headers(stream, RawFrame.END_HEADERS, RawBlock.request("POST", "/" + stream));
    }
    for (int stream = 99; stream > 0; stream -= 2) {
      h2.data(stream, RawFrame.END_STREAM, "body" + stream);
      assertThat(h2.awaitAnswer(stream).text())
          .startsWith("POST /" + stream + " body" + stream + "\n");
    }
  }

  // A stream error ends one stream; the connection and the other streams go on.

  static List<Arguments> streamErrors() {
    return List.of(
        Arguments.of("upper case", RawBlock.request("GET", "/", "X-Test", "a")),
        Arguments.of("no path", RawBlock.of(":method", "GET", ":scheme", "http")),
        Arguments.of("a connection field", RawBlock.request("GET", "/", "connection", "close")),
        Arguments.of("a length without body", RawBlock.request("GET", "/", "content-length", "1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streamErrors")
  void goesOnAfterAStreamError(String what, RawBlock block) throws Exception {
    h2.post(1).request(3, block).awaitReset(3, RawFrame.PROTOCOL_ERROR);
    h2.data(1, RawFrame.END_STREAM, "test").get(5, "/");
    assertThat(h2.awaitAnswer(1).text()).as(what).startsWith("POST / test\n");
    assertThat(h2.awaitAnswer(5).status()).isEqualTo(200);
  }
}
