package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.edge.Gateway;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Flow control: RFC 9113 sections 5.2 and 6.9. */
class Http2WindowsTest extends OverHttp2 {

  // Section 6.9: the frame.

  @Test
  void refusesAStepOfNothingOnTheConnection() throws Exception {
    h2.windowUpdate(0, 0).awaitConnectionError(RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesAStepOfNothingOnAStream() throws Exception {
    h2.post(1).windowUpdate(1, 0).awaitStreamError(1, RawFrame.PROTOCOL_ERROR);
  }

  @Test
  void refusesAWindowUpdateOfAnotherLength() throws Exception {
    h2.frame(RawFrame.WINDOW_UPDATE, RawFrame.NONE, 0, 0, 0, 1);
    h2.awaitConnectionError(RawFrame.FRAME_SIZE_ERROR);
  }

  @Test
  void ignoresTheReservedBitOfAStep() throws Exception {
    initialWindow(0).get(1, "/").windowUpdate(1, Integer.MIN_VALUE | 1);
    assertThat(h2.awaitFrame(RawFrame.DATA, 1).payload()).hasSize(1);
  }

  // Section 6.9.1: the window.

  @Test
  void sendsNoMoreThanTheWindowOfTheStream() throws Exception {
    initialWindow(1).get(1, "/");
    assertThat(h2.awaitFrame(RawFrame.DATA, 1).payload()).hasSize(1);
    assertThat(h2.roundTrip()).noneMatch(frame -> frame.type() == RawFrame.DATA);
  }

  @Test
  void sendsNoMoreThanTheWindowOfTheConnection() throws Exception {
    initialWindow(1 << 20).get(1, "/long/70000");
    assertThat(received(65_535)).isEqualTo(65_535);
    assertThat(h2.roundTrip()).noneMatch(frame -> frame.type() == RawFrame.DATA);
    h2.windowUpdate(0, 70_000);
    assertThat(received(70_000)).isEqualTo(70_000);
  }

  @Test
  void refusesAWindowOfTheConnectionAboveTheGreatest() throws Exception {
    h2.windowUpdate(0, RawFrame.MAX_WINDOW).windowUpdate(0, RawFrame.MAX_WINDOW);
    h2.awaitGoAway(RawFrame.FLOW_CONTROL_ERROR);
  }

  @Test
  void refusesAWindowOfAStreamAboveTheGreatest() throws Exception {
    h2.post(1).windowUpdate(1, RawFrame.MAX_WINDOW).windowUpdate(1, RawFrame.MAX_WINDOW);
    h2.awaitReset(1, RawFrame.FLOW_CONTROL_ERROR);
    assertThat(h2.get(3, "/").awaitAnswer(3).status()).isEqualTo(200);
  }

  @Test
  void takesAWindowOfExactlyTheGreatest() throws Exception {
    h2.windowUpdate(0, RawFrame.MAX_WINDOW - 65_535).post(1);
    h2.windowUpdate(1, RawFrame.MAX_WINDOW - 65_535).data(1, RawFrame.END_STREAM, "test");
    assertThat(h2.awaitAnswer(1).status()).isEqualTo(200);
  }

  // Section 6.9.2: the initial window.

  @Test
  void opensTheWindowsOfStreamsWithTheInitialWindow() throws Exception {
    initialWindow(0).get(1, "/").awaitFrame(RawFrame.HEADERS, 1);
    assertThat(h2.roundTrip()).noneMatch(frame -> frame.type() == RawFrame.DATA);
    initialWindow(1);
    assertThat(received(1)).isEqualTo(1);
  }

  @Test
  void letsAWindowBecomeNegative() throws Exception {
    initialWindow(3).get(1, "/");
    assertThat(received(3)).isEqualTo(3);
    initialWindow(2).windowUpdate(1, 1);
    assertThat(h2.roundTrip()).noneMatch(frame -> frame.type() == RawFrame.DATA);
    h2.windowUpdate(1, 1);
    assertThat(h2.awaitFrame(RawFrame.DATA, 1).payload()).hasSize(1);
  }

  @Test
  void refusesAnInitialWindowThatCannotBe() throws Exception {
    h2.frame(RawFrame.SETTINGS, RawFrame.NONE, 0, 0, 4, 0x80, 0, 0, 0);
    h2.awaitConnectionError(RawFrame.FLOW_CONTROL_ERROR);
  }

  @Test
  void refusesAnInitialWindowThatTakesAStreamAboveTheGreatest() throws Exception {
    h2.post(1).windowUpdate(1, RawFrame.MAX_WINDOW - 65_535);
    h2.settings(RawFrame.INITIAL_WINDOW_SIZE, 65_536);
    h2.awaitConnectionError(RawFrame.FLOW_CONTROL_ERROR);
  }

  // The windows that we give.

  @Test
  void refusesDataBeyondTheWindow() throws Exception {
    try (Gateway unread = Gateway.answering(new Unanswered()).start();
        RawHttp2 caller = RawHttp2.plain(unread.address()).handshake()) {
      caller.post(1).roundTrip();
      int window =
          Math.min(
              caller.announced(RawFrame.INITIAL_WINDOW_SIZE, 65_535), 65_535 + granted(caller, 0));
      for (int left = window; left > 0; left -= 16_384) {
        caller.data(1, RawFrame.NONE, "x".repeat(Math.min(left, 16_384)));
      }
      assertThat(caller.roundTrip()).as("frames while the window lasts").isEmpty();
      caller.data(1, RawFrame.NONE, "x");
      caller.awaitStreamError(1, RawFrame.FLOW_CONTROL_ERROR);
    }
  }

  @Test
  void countsPaddingInTheWindow() throws Exception {
    try (Gateway unread = Gateway.answering(new Unanswered()).start();
        RawHttp2 caller = RawHttp2.plain(unread.address()).handshake()) {
      caller.post(1).roundTrip();
      int window =
          Math.min(
              caller.announced(RawFrame.INITIAL_WINDOW_SIZE, 65_535), 65_535 + granted(caller, 0));
      for (int sent = 0; sent <= window + granted(caller, 1); sent += 256) {
        caller.data(1, RawFrame.PADDED, "\u00fe" + "x" + "\0".repeat(254));
      }
      // Padding may be given back at once; what may not happen is that it is never counted.
      List<RawFrame> frames = caller.roundTrip();
      assertThat(frames)
          .anyMatch(frame ->
              frame.type() == RawFrame.WINDOW_UPDATE
                  || frame.type() == RawFrame.RST_STREAM
                  || frame.type() == RawFrame.GOAWAY);
    }
  }

  @Test
  void opensItsWindowsAgainAsItReads() throws Exception {
    int length = 300_000;
    h2.post(1, "content-length", String.valueOf(length));
    int stream = h2.announced(RawFrame.INITIAL_WINDOW_SIZE, 65_535);
    int sent = 0;
    while (sent < length) {
      int window = Math.min(stream + granted(h2, 1), 65_535 + granted(h2, 0)) - sent;
      int size = Math.min(window, Math.min(16_384, length - sent));
      if (size > 0) {
        sent += size;
        h2.data(1, sent == length ? RawFrame.END_STREAM : RawFrame.NONE, "x".repeat(size));
      } else {
        h2.awaitFrame(RawFrame.WINDOW_UPDATE);
      }
    }
    assertThat(h2.awaitStatus(1)).isEqualTo(200);
  }

  /** What the gateway has added to the window of {@code stream} so far. */
  private static int granted(RawHttp2 caller, int stream) {
    return caller.seen().stream()
        .filter(frame -> frame.type() == RawFrame.WINDOW_UPDATE && frame.stream() == stream)
        .mapToInt(frame -> ByteBuffer.wrap(frame.payload()).getInt())
        .sum();
  }

  private RawHttp2 initialWindow(int size) throws Exception {
    h2.settings(RawFrame.INITIAL_WINDOW_SIZE, size);
    h2.awaitSettingsAck();
    return h2;
  }

  /** The bytes of responses, once there are {@code expected}. */
  private int received(int expected) throws Exception {
    while (data() < expected) {
      h2.awaitFrame(RawFrame.DATA);
    }
    return data();
  }

  private int data() {
    return h2.seen().stream()
        .filter(frame -> frame.type() == RawFrame.DATA)
        .mapToInt(frame -> frame.payload().length)
        .sum();
  }
}
