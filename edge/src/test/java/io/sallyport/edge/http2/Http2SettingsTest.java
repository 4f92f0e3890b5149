package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** SETTINGS: RFC 9113 section 6.5. */
class Http2SettingsTest extends OverHttp2 {

  // Section 6.5: the frame.

  @Test
  void refusesAnAcknowledgementWithAPayload() throws Exception {
    h2.frame(RawFrame.SETTINGS, RawFrame.ACK, 0, 0);
    h2.awaitConnectionError(RawFrame.FRAME_SIZE_ERROR);
  }

  @Test
  void refusesSettingsOfAStream() throws Exception {
    h2.frame(RawFrame.SETTINGS, RawFrame.NONE, 1, 0, 3, 0, 0, 0, 100);
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesALengthThatIsNoMultipleOfSix() throws Exception {
    h2.frame(RawFrame.SETTINGS, RawFrame.NONE, 0, 0, 3, 0, 0, 0, 100, 0, 2);
    h2.awaitConnectionError(RawFrame.FRAME_SIZE_ERROR);
  }

  // Section 6.5.2: the parameters.

  @Test
  void refusesToPushOtherThanNeverOrPerhaps() throws Exception {
    h2.settings(RawFrame.ENABLE_PUSH, 2).awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesAnInitialWindowAboveTheGreatest() throws Exception {
    h2.settings(RawFrame.INITIAL_WINDOW_SIZE, Integer.MIN_VALUE);
    h2.awaitConnectionError(RawFrame.FLOW_CONTROL_ERROR);
  }

  @Test
  void refusesAFrameSizeBelowTheLeast() throws Exception {
    h2.settings(RawFrame.MAX_FRAME_SIZE, 16_383).awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesAFrameSizeAboveTheGreatest() throws Exception {
    h2.settings(RawFrame.MAX_FRAME_SIZE, 1 << 24);
    h2.awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void ignoresASettingNobodyKnows() throws Exception {
    h2.settings(0xff, 1);
    h2.awaitSettingsAck();
    assertThat(h2.roundTrip()).isEmpty();
  }

  // Section 6.5.3: synchronisation.

  @Test
  void takesTheLastOfTwoValues() throws Exception {
    h2.settings(RawFrame.INITIAL_WINDOW_SIZE, 100, RawFrame.INITIAL_WINDOW_SIZE, 1);
    h2.awaitSettingsAck();
    assertThat(h2.get(1, "/").awaitFrame(RawFrame.DATA, 1).payload()).hasSize(1);
    assertThat(h2.roundTrip()).noneMatch(frame -> frame.type() == RawFrame.DATA);
  }

  @Test
  void acknowledgesEachFrameOfSettings() throws Exception {
    h2.settings(RawFrame.ENABLE_PUSH, 0).settings();
    h2.awaitSettingsAck();
    h2.awaitSettingsAck();
  }

  // What we announce and how we follow what the caller announces.

  @Test
  void announcesItsLimits() {
    assertThat(h2.announced(RawFrame.MAX_CONCURRENT_STREAMS, 0)).isBetween(1, 1000);
    assertThat(h2.announced(RawFrame.MAX_HEADER_LIST_SIZE, 0)).isBetween(1, 1 << 20);
    assertThat(h2.announced(RawFrame.ENABLE_PUSH, 0)).as("a server never says 1").isZero();
  }

  @Test
  void sendsNoFrameAboveTheSizeTheCallerTakes() throws Exception {
    h2.windowUpdate(0, 1 << 20).settings(RawFrame.INITIAL_WINDOW_SIZE, 1 << 20);
    h2.awaitSettingsAck();
    assertThat(h2.get(1, "/long/100000").awaitAnswer(1).text()).hasSize(100_000);
    assertThat(h2.seen()).allMatch(frame -> frame.payload().length <= 16_384);
  }

  @Test
  void takesAWholeHeaderTableAway() throws Exception {
    h2.settings(RawFrame.HEADER_TABLE_SIZE, 0);
    h2.awaitSettingsAck();
    assertThat(h2.get(1, "/").awaitAnswer(1).fields().value("content-type"))
        .isEqualTo("text/plain");
  }
}
