package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What any endpoint has to take: each frame and each way to send a request, used rightly. */
class GenericHttp2Test extends OverHttp2 {

  private static final int NO_FLAGS = RawFrame.NONE;

  // Starting HTTP/2, RFC 9113 section 3.4.

  @Test
  void answersThePrefaceWithSettings() throws Exception {
    try (RawHttp2 fresh = silent()) {
      fresh.send(RawHttp2.PREFACE).settings(RawFrame.INITIAL_WINDOW_SIZE, 65_535);
      fresh.readSettings();
    }
  }

  // Streams, RFC 9113 section 5.1.

  @Test
  void takesPriorityOnAnIdleStream() throws Exception {
    h2.priority(1, 0, 255);
    assertThat(h2.roundTrip()).isEmpty();
  }

  @Test
  void takesWindowUpdateOnAStreamTheCallerHasEnded() throws Exception {
    endedByTheCallerOnly().windowUpdate(1, 1);
    assertThat(h2.awaitFrame(RawFrame.DATA, 1).payload()).hasSize(1);
  }

  @Test
  void takesPriorityOnAStreamTheCallerHasEnded() throws Exception {
    endedByTheCallerOnly().priority(1, 0, 255).windowUpdate(1, 1);
    assertThat(h2.awaitFrame(RawFrame.DATA, 1).payload()).hasSize(1);
  }

  @Test
  void takesResetOnAStreamTheCallerHasEnded() throws Exception {
    endedByTheCallerOnly().reset(1, RawFrame.CANCEL);
    h2.roundTrip();
    h2.windowUpdate(1, 100);
    assertThat(h2.roundTrip()).noneMatch(frame -> frame.type() == RawFrame.DATA);
  }

  /** A window of nothing keeps the gateway from ending the stream as well. */
  private RawHttp2 endedByTheCallerOnly() throws Exception {
    h2.settings(RawFrame.INITIAL_WINDOW_SIZE, 0);
    h2.awaitSettingsAck();
    return h2.get(1, "/");
  }

  @Test
  void takesPriorityOnAClosedStream() throws Exception {
    h2.get(1, "/").awaitAnswer(1);
    h2.priority(1, 0, 255);
    assertThat(h2.roundTrip()).isEmpty();
  }

  // DATA, RFC 9113 section 6.1.

  @Test
  void takesData() throws Exception {
    h2.post(1).data(1, RawFrame.END_STREAM, "test");
    assertThat(h2.awaitAnswer(1).text()).startsWith("POST / test\n");
  }

  @Test
  void takesDataInPieces() throws Exception {
    h2.post(1).data(1, NO_FLAGS, "one").data(1, RawFrame.END_STREAM, "two");
    assertThat(h2.awaitAnswer(1).text()).startsWith("POST / onetwo\n");
  }

  @Test
  void takesPaddedDataWithoutItsPadding() throws Exception {
    h2.post(1).data(1, RawFrame.END_STREAM | RawFrame.PADDED, "\u0006testpadded");
    assertThat(h2.awaitAnswer(1).text()).startsWith("POST / test\n");
  }

  // HEADERS, RFC 9113 section 6.2.

  @Test
  void takesHeaders() throws Exception {
    assertThat(h2.get(1, "/").awaitStatus(1)).isEqualTo(200);
  }

  @Test
  void takesPaddedHeaders() throws Exception {
    RawBlock padded = new RawBlock().times(1, 8).octets(hex(RawBlock.get("/"))).times(8, 0);
    h2.headers(1, END | RawFrame.PADDED, padded);
    assertThat(h2.awaitStatus(1)).isEqualTo(200);
  }

  @Test
  void takesHeadersWithPriority() throws Exception {
    RawBlock prioritized = new RawBlock().octets("00000000 ff").octets(hex(RawBlock.get("/")));
    h2.headers(1, END | RawFrame.PRIORITIZED, prioritized);
    assertThat(h2.awaitStatus(1)).isEqualTo(200);
  }

  private static String hex(RawBlock block) {
    return HexFormat.of().formatHex(block.bytes());
  }

  // PRIORITY, RFC 9113 section 6.3: it is read and has no effect.

  @Test
  void takesTheLeastWeight() throws Exception {
    assertThat(h2.priority(1, 0, 0).get(1, "/").awaitStatus(1)).isEqualTo(200);
  }

  @Test
  void takesTheGreatestWeight() throws Exception {
    assertThat(h2.priority(1, 0, 255).get(1, "/").awaitStatus(1)).isEqualTo(200);
  }

  @Test
  void takesADependency() throws Exception {
    assertThat(h2.priority(3, 1, 0).get(1, "/").awaitStatus(1)).isEqualTo(200);
  }

  @Test
  void takesAnExclusiveDependency() throws Exception {
    h2.priority(1, Integer.MIN_VALUE, 0);
    assertThat(h2.get(1, "/").awaitStatus(1)).isEqualTo(200);
  }

  @Test
  void takesARequestBelowAStreamThatOnlyHasAPriority() throws Exception {
    assertThat(h2.priority(3, 0, 255).get(1, "/").awaitStatus(1)).isEqualTo(200);
  }

  // RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE: RFC 9113 sections 6.4 to 6.9.

  @Test
  void takesReset() throws Exception {
    h2.post(1).reset(1, RawFrame.CANCEL);
    assertThat(h2.roundTrip()).noneMatch(frame -> frame.stream() == 1);
    assertThat(h2.get(3, "/").awaitStatus(3)).isEqualTo(200);
  }

  @Test
  void takesEverySetting() throws Exception {
    h2.settings(
        RawFrame.HEADER_TABLE_SIZE,
        4096,
        RawFrame.ENABLE_PUSH,
        1,
        RawFrame.MAX_CONCURRENT_STREAMS,
        100,
        RawFrame.INITIAL_WINDOW_SIZE,
        65_535,
        RawFrame.MAX_FRAME_SIZE,
        16_384,
        RawFrame.MAX_HEADER_LIST_SIZE,
        100);
    h2.awaitSettingsAck();
  }

  @Test
  void returnsAPing() throws Exception {
    h2.ping(NO_FLAGS, "anything").awaitPong("anything");
  }

  @Test
  void endsTheConnectionOfACallerThatSaysGoAway() throws Exception {
    h2.goAway(RawFrame.NO_ERROR, "enough").awaitEnd();
  }

  @Test
  void takesWindowUpdateOfTheConnection() throws Exception {
    h2.windowUpdate(0, 1);
    assertThat(h2.roundTrip()).isEmpty();
  }

  @Test
  void takesWindowUpdateOfAStream() throws Exception {
    assertThat(h2.get(1, "/").windowUpdate(1, 1).awaitStatus(1)).isEqualTo(200);
  }

  // CONTINUATION, RFC 9113 section 6.10.

  @Test
  void takesAContinuation() throws Exception {
    h2.headers(1, RawFrame.END_STREAM, RawBlock.get("/"));
    h2.continuation(1, RawFrame.END_HEADERS, RawBlock.of("x-test", "one"));
    assertThat(h2.awaitAnswer(1).text()).endsWith("\nx-test: one\n");
  }

  @Test
  void takesContinuationsThatCutAField() throws Exception {
    h2.headers(1, RawFrame.END_STREAM, RawBlock.get("/"));
    String block = hex(RawBlock.of("x-test", "one"));
    h2.continuation(1, NO_FLAGS, new RawBlock().octets(block.substring(0, 2)));
    h2.continuation(1, NO_FLAGS, new RawBlock().octets(block.substring(2, 10)));
    h2.continuation(1, RawFrame.END_HEADERS, new RawBlock().octets(block.substring(10)));
    assertThat(h2.awaitAnswer(1).text()).endsWith("\nx-test: one\n");
  }

  // Messages, RFC 9113 section 8.1.

  @Test
  void answersGet() throws Exception {
    RawHttp2.Answer answer = h2.get(1, "/a?b").awaitAnswer(1);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).startsWith("GET /a ");
    assertThat(answer.fields().value("content-type")).isEqualTo("text/plain");
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    RawHttp2.Answer answer = h2.request(1, RawBlock.request("HEAD", "/")).awaitAnswer(1);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEmpty();
  }

  @Test
  void answersPost() throws Exception {
    h2.post(1, "content-length", "4").data(1, RawFrame.END_STREAM, "test");
    assertThat(h2.awaitAnswer(1).text()).startsWith("POST / test\n");
  }

  @Test
  void answersPostWithTrailers() throws Exception {
    h2.post(1, "trailer", "x-test").data(1, NO_FLAGS, "test");
    h2.request(1, RawBlock.of("x-test", "ok"));
    RawHttp2.Answer answer = h2.awaitAnswer(1);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).startsWith("POST / test\n");
  }
}
