package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The preface, the layout of frames, and frames that are wrong in themselves: RFC 9113. */
class Http2FramesTest extends OverHttp2 {

  /** A type and flags that no RFC uses. */
  private static final int UNKNOWN = 0x16;

  private static final int[] EIGHT = {0, 0, 0, 0, 0, 0, 0, 0};

  // Section 3.4: the connection preface.

  @Test
  void sendsItsSettingsFirst() throws Exception {
    try (RawHttp2 fresh = silent()) {
      fresh.send(RawHttp2.PREFACE).settings().ping(RawFrame.NONE, "anything");
      fresh.readSettings();
      fresh.awaitSettingsAck();
      fresh.awaitPong("anything");
    }
  }

  @Test
  void endsAConnectionWithAnotherPreface() throws Exception {
    try (RawHttp2 fresh = silent()) {
      fresh.send("INVALID CONNECTION PREFACE\r\n\r\n");
      assertThat(new String(fresh.socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 400 ");
    }
  }

  // Section 4.1: the frame format.

  @Test
  void ignoresAFrameOfAnUnknownType() throws Exception {
    h2.frame(UNKNOWN, RawFrame.NONE, 0, EIGHT);
    assertThat(h2.roundTrip()).isEmpty();
  }

  @Test
  void ignoresUndefinedFlags() throws Exception {
    h2.ping(0x16, "anything").awaitPong("anything");
  }

  @Test
  void ignoresTheReservedBit() throws Exception {
    h2.frame(RawFrame.PING, 0x16, Integer.MIN_VALUE, EIGHT);
    h2.awaitPong("\0\0\0\0\0\0\0\0");
  }

  // Section 4.2: the frame size.

  @Test
  void takesAFrameOfTheGreatestSize() throws Exception {
    String text = "x".repeat(16_384);
    h2.post(1).data(1, RawFrame.END_STREAM, text);
    assertThat(h2.awaitAnswer(1).text()).startsWith("POST / " + text + "\n");
  }

  @Test
  void refusesDataAboveTheGreatestSize() throws Exception {
    h2.post(1).data(1, RawFrame.END_STREAM, "x".repeat(greatest() + 1));
    h2.awaitStreamError(1, RawFrame.FRAME_SIZE_ERROR);
  }

  @Test
  void refusesHeadersAboveTheGreatestSize() throws Exception {
    h2.request(1, RawBlock.request("GET", "/", "x-long", "x".repeat(greatest())));
    h2.awaitConnectionError(RawFrame.FRAME_SIZE_ERROR);
  }

  private int greatest() {
    return h2.announced(RawFrame.MAX_FRAME_SIZE, 16_384);
  }

  // Section 4.3: field section compression.

  @Test
  void refusesABlockThatEndsInsideAField() throws Exception {
    h2.headers(1, END, new RawBlock().octets("40"));
    h2.awaitConnectionError(RawFrame.COMPRESSION_ERROR);
  }

  @Test
  void refusesPriorityInsideABlock() throws Exception {
    begunBlock().priority(1, 0, 255).continuation(1, RawFrame.END_HEADERS, more());
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesHeadersOfAnotherStreamInsideABlock() throws Exception {
    begunBlock().get(3, "/").continuation(1, RawFrame.END_HEADERS, more());
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  private RawHttp2 begunBlock() {
    return h2.headers(1, RawFrame.NONE, RawBlock.get("/"));
  }

  private static RawBlock more() {
    return RawBlock.of("x-test", "more");
  }

  // RFC 7540 section 5.3.1. RFC 9113 no longer knows dependencies; we still refuse these.

  @Test
  void refusesHeadersOfAStreamThatDependsOnItself() throws Exception {
    RawBlock block = new RawBlock().octets("00000001 ff");
    block.octets("82 84 86 41 01 61"); // GET / http a
    h2.headers(1, END | RawFrame.PRIORITIZED, block);
    h2.awaitStreamError(1, RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesPriorityOfAStreamThatDependsOnItself() throws Exception {
    h2.priority(1, 1, 255).awaitStreamError(1, RawFrame.PROTOCOL_ERROR);
  }

  // Section 5.4.1: connection errors.

  @Test
  void endsTheConnectionAfterAConnectionError() throws Exception {
    h2.frame(RawFrame.PING, RawFrame.NONE, 3, EIGHT).awaitEnd();
  }

  @Test
  void namesTheLastStreamAndTheErrorBeforeTheEnd() throws Exception {
    h2.get(1, "/").awaitAnswer(1);
    h2.frame(RawFrame.PING, RawFrame.NONE, 3, EIGHT);
    assertThat(h2.awaitGoAway(RawFrame.PROTOCOL_ERROR).lastStream()).isEqualTo(1);
    h2.awaitEnd();
  }

  // Section 5.5: extensions.

  @Test
  void ignoresAnUnknownFrameOnAStream() throws Exception {
    h2.post(1).frame(UNKNOWN, RawFrame.NONE, 1, EIGHT).data(1, RawFrame.END_STREAM, "test");
    assertThat(h2.awaitStatus(1)).isEqualTo(200);
  }

  @Test
  void refusesAnUnknownFrameInsideABlock() throws Exception {
    begunBlock().frame(UNKNOWN, RawFrame.NONE, 0, EIGHT);
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  // Section 6.1: DATA.

  @Test
  void refusesDataOfTheConnection() throws Exception {
    h2.data(0, RawFrame.END_STREAM, "test").awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesDataAfterTheEndOfTheRequest() throws Exception {
    h2.request(1, RawBlock.request("POST", "/")).data(1, RawFrame.END_STREAM, "test");
    h2.awaitStreamError(1, RawFrame.STREAM_CLOSED);
  }

  @Test
  void refusesDataWithMorePaddingThanPayload() throws Exception {
    h2.post(1, "content-length", "4");
    h2.data(1, RawFrame.END_STREAM | RawFrame.PADDED, "\u0006test");
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesPaddingAsLongAsThePayload() throws Exception {
    h2.post(1).data(1, RawFrame.END_STREAM | RawFrame.PADDED, "\u0005test");
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesPaddedDataWithoutALengthOfPadding() throws Exception {
    h2.post(1).data(1, RawFrame.END_STREAM | RawFrame.PADDED, "");
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR, RawFrame.FRAME_SIZE_ERROR);
  }

  // Section 6.2: HEADERS.

  @Test
  void refusesPriorityWhereAContinuationMustFollow() throws Exception {
    begunBlock().priority(1, 0, 255);
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesAnotherStreamWhereAContinuationMustFollow() throws Exception {
    begunBlock().get(3, "/");
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesHeadersOfTheConnection() throws Exception {
    h2.get(0, "/").awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesHeadersWithMorePaddingThanPayload() throws Exception {
    int length = RawBlock.get("/").bytes().length;
    RawBlock padded = new RawBlock().times(1, length + 1).octets("82 84 86 41 01 61");
    h2.headers(1, END | RawFrame.PADDED, padded);
    h2.awaitStreamError(1, RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesHeadersTooShortForTheirPriority() throws Exception {
    h2.headers(1, END | RawFrame.PRIORITIZED, new RawBlock().octets("00000000"));
    h2.awaitConnectionError(RawFrame.FRAME_SIZE_ERROR, RawFrame.PROTOCOL_ERROR);
  }

  // Section 6.3: PRIORITY.

  @Test
  void refusesPriorityOfTheConnection() throws Exception {
    h2.priority(0, 0, 255).awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesPriorityOfAnotherLength() throws Exception {
    h2.post(1).frame(RawFrame.PRIORITY, RawFrame.NONE, 1, 0x80, 0, 0, 1);
    h2.awaitStreamError(1, RawFrame.FRAME_SIZE_ERROR);
  }

  @Test
  void answersBelowAnIdleStreamWithAPriority() throws Exception {
    assertThat(h2.priority(3, 0, 255).get(1, "/").awaitAnswer(1).status()).isEqualTo(200);
  }

  // Section 6.4: RST_STREAM.

  @Test
  void refusesResetOfTheConnection() throws Exception {
    h2.reset(0, RawFrame.CANCEL).awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesResetOfAnIdleStream() throws Exception {
    h2.reset(1, RawFrame.CANCEL).awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesResetOfAnotherLength() throws Exception {
    h2.post(1).frame(RawFrame.RST_STREAM, RawFrame.NONE, 1, 0, 0, 0);
    h2.awaitConnectionError(RawFrame.FRAME_SIZE_ERROR);
  }

  // Section 6.7: PING.

  @Test
  void returnsAPingWithTheSameOctets() throws Exception {
    h2.ping(RawFrame.NONE, "\u0000\u00ff\u0080\u007fabcd");
    h2.awaitPong("\u0000\u00ff\u0080\u007fabcd");
  }

  @Test
  void doesNotReturnAnAcknowledgement() throws Exception {
    h2.ping(RawFrame.ACK, "nothing.");
    assertThat(h2.roundTrip()).isEmpty();
  }

  @Test
  void refusesAPingOfAStream() throws Exception {
    h2.frame(RawFrame.PING, RawFrame.NONE, 1, EIGHT);
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesAPingOfAnotherLength() throws Exception {
    h2.frame(RawFrame.PING, RawFrame.NONE, 0, 0, 0, 0, 0, 0, 0);
    h2.awaitConnectionError(RawFrame.FRAME_SIZE_ERROR);
  }

  // Section 6.8: GOAWAY.

  @Test
  void refusesGoAwayOfAStream() throws Exception {
    h2.frame(RawFrame.GOAWAY, RawFrame.NONE, 1, EIGHT);
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesGoAwayThatIsTooShort() throws Exception {
    h2.frame(RawFrame.GOAWAY, RawFrame.NONE, 0, 0, 0, 0, 0);
    h2.awaitConnectionError(RawFrame.FRAME_SIZE_ERROR);
  }

  // Section 6.10: CONTINUATION.

  @Test
  void takesManyContinuations() throws Exception {
    h2.headers(1, RawFrame.END_STREAM, RawBlock.get("/"));
    h2.continuation(1, RawFrame.NONE, more()).continuation(1, RawFrame.END_HEADERS, more());
    assertThat(h2.awaitAnswer(1).text()).endsWith("\nx-test: more\nx-test: more\n");
  }

  @Test
  void refusesDataAfterAContinuationThatDoesNotEndTheBlock() throws Exception {
    begunBlock().continuation(1, RawFrame.NONE, more()).data(1, RawFrame.END_STREAM, "test");
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesAContinuationOfTheConnection() throws Exception {
    begunBlock().continuation(0, RawFrame.END_HEADERS, more());
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesAContinuationAfterHeadersThatEndTheBlock() throws Exception {
    h2.get(1, "/").continuation(1, RawFrame.END_HEADERS, more());
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesAContinuationAfterOneThatEndsTheBlock() throws Exception {
    begunBlock().continuation(1, RawFrame.END_HEADERS, more());
    h2.continuation(1, RawFrame.END_HEADERS, more());
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesAContinuationAfterData() throws Exception {
    begunBlock().data(1, RawFrame.END_STREAM, "test");
    h2.continuation(1, RawFrame.NONE, more()).continuation(0, RawFrame.END_HEADERS, more());
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  // Section 7: error codes that nobody knows have no special effect.

  @Test
  void takesGoAwayWithAnUnknownCode() throws Exception {
    h2.goAway(0xff, "anything").awaitEnd();
  }

  @Test
  void takesResetWithAnUnknownCode() throws Exception {
    h2.post(1).reset(1, 0xff);
    assertThat(h2.roundTrip()).noneMatch(frame -> frame.stream() == 1);
    assertThat(h2.get(3, "/").awaitStatus(3)).isEqualTo(200);
  }

  // Section 8.4: only a server may promise.

  @Test
  void refusesPushPromise() throws Exception {
    byte[] promise = new RawBlock().octets("00000002 82 84 86 41 01 61").bytes();
    h2.post(1).frame(RawFrame.PUSH_PROMISE, RawFrame.END_HEADERS, 1, promise);
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  // Each connection error is said with GOAWAY, and not only by ending the connection.

  static List<Arguments> wrong() {
    return List.of(
        frame(RawFrame.DATA, 0, 4, RawFrame.PROTOCOL_ERROR),
        frame(RawFrame.DATA, 1, 4, RawFrame.PROTOCOL_ERROR),
        frame(RawFrame.HEADERS, 0, 4, RawFrame.PROTOCOL_ERROR),
        frame(RawFrame.PRIORITY, 0, 5, RawFrame.PROTOCOL_ERROR),
        frame(RawFrame.RST_STREAM, 1, 4, RawFrame.PROTOCOL_ERROR),
        frame(RawFrame.SETTINGS, 0, 5, RawFrame.FRAME_SIZE_ERROR),
        frame(RawFrame.SETTINGS, 1, 6, RawFrame.PROTOCOL_ERROR),
        frame(RawFrame.PUSH_PROMISE, 1, 8, RawFrame.PROTOCOL_ERROR),
        frame(RawFrame.PING, 0, 9, RawFrame.FRAME_SIZE_ERROR),
        frame(RawFrame.GOAWAY, 1, 8, RawFrame.PROTOCOL_ERROR),
        frame(RawFrame.WINDOW_UPDATE, 0, 4, RawFrame.PROTOCOL_ERROR),
        frame(RawFrame.WINDOW_UPDATE, 0, 3, RawFrame.FRAME_SIZE_ERROR),
        frame(RawFrame.CONTINUATION, 1, 4, RawFrame.PROTOCOL_ERROR));
  }

  private static Arguments frame(int type, int stream, int length, int code) {
    return Arguments.of(new RawFrame(type, RawFrame.NONE, stream, new byte[length]), code);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void saysEachConnectionErrorBeforeTheEnd(RawFrame frame, int code) throws Exception {
    h2.send(frame.encoded()).awaitGoAway(code);
    h2.awaitEnd();
  }
}
