package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.edge.EdgeSettings;
import io.sallyport.edge.Gateway;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Callers that stop reading, writing or both, and what is left of what they began. */
class Http2StallsTest {

  private static final Duration SOON = Duration.ofMillis(200);
  private static final int LONG = 1 << 30;

  @Test
  void givesUpACallerThatReadsNothingOfALongAnswer() throws Exception {
    try (Gateway gateway = hurried(new Dripping(64 * 1024, LONG));
        RawHttp2 caller = RawHttp2.plain(gateway.address())) {
      caller.handshake(RawFrame.INITIAL_WINDOW_SIZE, RawFrame.MAX_WINDOW);
      caller.windowUpdate(0, LONG).get(1, "/");
      assertThat(gateway.records(1).getFirst().ending()).isEqualTo(Ending.CALLER_GONE);
    }
  }

  @Test
  void endsAConnectionThatBrokeAHeaderBlockOffAndStays() throws Exception {
    try (Gateway gateway = hurried(new Echo());
        RawHttp2 caller = RawHttp2.plain(gateway.address()).handshake()) {
      caller.headers(1, RawFrame.END_STREAM, RawBlock.get("/")).ping(RawFrame.NONE, "too soon");
      caller.awaitGoAway(RawFrame.PROTOCOL_ERROR);
      caller.awaitEnd();
      // It has ended its own side; it does not wait for ever for the caller to end the other.
      Gateway.eventually(() -> caller.ping(RawFrame.NONE, "anyone??").broken());
    }
  }

  @Test
  void timesEachHeaderBlockEvenIfItComesWithTheEndOfAnother() throws Exception {
    try (Gateway gateway = hurried(new Unanswered());
        RawHttp2 caller = RawHttp2.plain(gateway.address()).handshake()) {
      caller.headers(1, RawFrame.END_STREAM, RawBlock.get("/"));
      // Read on its own.
      Thread.sleep(50);
      ByteArrayOutputStream both = new ByteArrayOutputStream();
      both.writeBytes(
          new RawFrame(RawFrame.CONTINUATION, RawFrame.END_HEADERS, 1, new byte[0]).encoded());
      byte[] block = RawBlock.get("/").bytes();
      both.writeBytes(new RawFrame(RawFrame.HEADERS, RawFrame.END_STREAM, 3, block).encoded());
      caller.send(both.toByteArray()).awaitGoAway(RawFrame.PROTOCOL_ERROR);
      caller.awaitEnd();
    }
  }

  @Test
  void endsAnAnswerThatWaitedWhileItsRequestHasNotEnded() throws Exception {
    try (Gateway gateway = Gateway.answering(new Dripping(10, 10)).start();
        RawHttp2 caller = RawHttp2.plain(gateway.address())) {
      caller.handshake(RawFrame.INITIAL_WINDOW_SIZE, 0);
      caller.post(1).awaitFrame(RawFrame.HEADERS, 1);
      caller.windowUpdate(1, 10);
      assertThat(caller.awaitFrame(RawFrame.DATA, 1).payload()).hasSize(10);
      caller.awaitReset(1, RawFrame.NO_ERROR);
      caller.roundTrip();
      assertThat(gateway.records(1).getFirst().ending()).isEqualTo(Ending.ANSWERED);
    }
  }

  @Test
  void refusesMoreChangesOfWindowsThanAnybodyNeeds() throws Exception {
    try (Gateway gateway = hurried(new Echo());
        RawHttp2 caller = RawHttp2.plain(gateway.address()).handshake()) {
      int[] settings = new int[4_000];
      for (int i = 0; i < settings.length; i += 2) {
        settings[i] = RawFrame.INITIAL_WINDOW_SIZE;
        settings[i + 1] = i;
      }
      caller.settings(settings).awaitConnectionError(RawFrame.ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void forgetsStreamsThatEndedWhileTheyWaitedForTheWindow() throws Exception {
    Dripping route = new Dripping(100_000, LONG);
    try (Gateway gateway = hurried(route);
        RawHttp2 caller = RawHttp2.plain(gateway.address()).handshake()) {
      for (int stream = 1; stream < 40; stream += 2) {
        caller.get(stream, "/");
      }
      gateway.records(20);
      assertThat(route.callers)
          .hasSize(20)
          .noneMatch(one -> one instanceof Http2Stream stream && stream.outgoing().queued);
      caller.roundTrip();
    }
  }

  @Test
  void keepsABodyOfManySmallFramesInLittleMemory() throws Exception {
    try (Gateway gateway = Gateway.answering(new Unanswered()).start();
        RawHttp2 caller = RawHttp2.plain(gateway.address()).handshake()) {
      caller.post(1).post(3).roundTrip();
      long before = heap();
      StringBuilder frames = new StringBuilder();
      for (int i = 0; i < 60_000; i++) {
        frames.append("\0\0\1\0\0\0\0\0\1x\0\0\1\0\0\0\0\0\3x");
      }
      caller.send(frames.toString()).roundTrip();
      frames.setLength(0);
      frames.trimToSize();
      assertThat(heap() - before).as("bytes for 120,000").isLessThan(3_000_000);
    }
  }

  @Test
  void finishesAnAnswerAfterTheCallerHasEndedItsSide() throws Exception {
    Dripping route = new Dripping(10, -1);
    try (Gateway gateway = Gateway.answering(route).start();
        RawHttp2 caller = RawHttp2.plain(gateway.address()).handshake()) {
      caller.get(1, "/").awaitFrame(RawFrame.DATA, 1);
      caller.socket.shutdownOutput();
      Thread.sleep(400);
      route.finish();
      assertThat(caller.awaitFrame(RawFrame.DATA, 1).has(RawFrame.END_STREAM)).isTrue();
      caller.awaitEnd();
      assertThat(gateway.records(1).getFirst().ending()).isEqualTo(Ending.ANSWERED);
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static Gateway hurried(Integration integration) throws Exception {
    EdgeSettings.Timeouts usual = EdgeSettings.Timeouts.DEFAULT;
    return Gateway.answering(integration)
        .timeouts(
            new EdgeSettings.Timeouts(
                usual.idle(),
                SOON,
                usual.body(),
                SOON,
                SOON,
                usual.handshake(),
                usual.connect(),
                usual.silence(),
                usual.resolved()))
        .start();
  }
}
