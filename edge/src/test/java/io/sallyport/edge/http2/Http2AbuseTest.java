package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.edge.EdgeSettings;
import io.sallyport.edge.Gateway;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers that make much work with few bytes, or none go on: RFC 9113 section 10.5. */
class Http2AbuseTest extends OverHttp2 {

  private static final int MANY = 50_000;

  // Floods: frames that are right one by one. GOAWAY says ENHANCE_YOUR_CALM.

  static List<Arguments> floods() {
    return List.of(
        flood("settings", n -> frame(RawFrame.SETTINGS, 0, 0)),
        flood(
            "settings that change windows", n -> frame(RawFrame.SETTINGS, 0, 0, 0, 4, 0, 1, 0, n)),
        flood("pings", n -> frame(RawFrame.PING, 0, 0, 0, 0, 0, 0, 0, 0, 0, n)),
        flood("empty data", n -> frame(RawFrame.DATA, 0, 1)),
        flood("data of padding without length", n -> frame(RawFrame.DATA, RawFrame.PADDED, 1, 0)),
        flood("data of padding", n -> frame(RawFrame.DATA, RawFrame.PADDED, 1, 3, 0, 0, 0)),
        flood(
            "rapid resets",
            n -> {
              int stream = 3 + 2 * n;
              byte[] head = new RawFrame(RawFrame.HEADERS, END, stream, get()).encoded();
              return join(head, frame(RawFrame.RST_STREAM, 0, stream, 0, 0, 0, RawFrame.CANCEL));
            }),
        flood(
            "resets the caller makes us send",
            n -> {
              int stream = 3 + 2 * n;
              byte[] head =
                  new RawFrame(RawFrame.HEADERS, RawFrame.END_HEADERS, stream, get()).encoded();
              return join(head, frame(RawFrame.WINDOW_UPDATE, 0, stream, 0, 0, 0, 0));
            }),
        flood(
            "streams above the limit",
            n -> new RawFrame(RawFrame.HEADERS, END, 3 + 2 * n, get()).encoded()),
        flood(
            "malformed requests",
            n -> {
              byte[] block = RawBlock.request("GET", "/", "BAD", "").bytes();
              return new RawFrame(RawFrame.HEADERS, END, 3 + 2 * n, block).encoded();
            }));
  }

  private static Arguments flood(String what, IntFunction<byte[]> frames) {
    return Arguments.of(what, frames);
  }

  private static byte[] frame(int type, int flags, int stream, int... octets) {
    byte[] payload = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      payload[i] = (byte) octets[i];
    }
    return new RawFrame(type, flags, stream, payload).encoded();
  }

  private static byte[] get() {
    return RawBlock.get("/").bytes();
  }

  private static byte[] join(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floods")
  void endsAFloodOf(String what, IntFunction<byte[]> frames) throws Exception {
    Unanswered route = new Unanswered();
    try (Gateway flooded = Gateway.answering(route).start();
        RawHttp2 caller = RawHttp2.plain(flooded.address()).handshake()) {
      caller.post(1);
      Thread writer = flood(caller, frames);
      assertThat(caller.awaitGoAway(RawFrame.ENHANCE_YOUR_CALM)).as(what).isNotNull();
      caller.awaitEnd();
      writer.join(Duration.ofSeconds(10));
      assertThat(route.calls()).as("requests that reached the route").isLessThan(MANY / 10);
      // Whatever was begun is given up and recorded.
      Gateway.eventually(() -> route.cancelled() == route.calls());
      Gateway.eventually(() -> flooded.recorded() >= route.calls());
    }
  }

  /** Writes until all is written or the gateway ends the connection. */
  private static Thread flood(RawHttp2 caller, IntFunction<byte[]> frames) {
    return Thread.ofVirtual()
        .start(() -> {
          for (int n = 0; n < MANY && !caller.broken(); n++) {
            caller.send(frames.apply(n));
          }
        });
  }

  @Test
  void endsAFloodOfACallerThatReadsNothing() throws Exception {
    byte[] ping = frame(RawFrame.PING, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    Thread.ofVirtual()
        .start(() -> {
          while (!h2.broken()) {
            h2.send(ping);
          }
        });
    Gateway.eventually(h2::broken);
    h2.awaitConnectionError(RawFrame.ENHANCE_YOUR_CALM);
    assertThat(h2.seen()).as("acknowledgements").hasSizeLessThan(MANY / 5);
  }

  @Test
  void endsAFloodOfEmptyContinuations() throws Exception {
    h2.headers(1, RawFrame.END_STREAM, RawBlock.get("/"));
    flood(h2, n -> frame(RawFrame.CONTINUATION, 0, 1));
    h2.awaitGoAway(RawFrame.ENHANCE_YOUR_CALM);
    h2.awaitEnd();
  }

  @Test
  void endsAFloodOfContinuationsThatAreFull() throws Exception {
    long before = allocated();
    byte[] block = RawBlock.of("x-long", "x".repeat(16_000)).bytes();
    h2.headers(1, RawFrame.END_STREAM, RawBlock.get("/"));
    flood(h2, n -> new RawFrame(RawFrame.CONTINUATION, 0, 1, block).encoded());
    h2.awaitGoAway(RawFrame.ENHANCE_YOUR_CALM);
    h2.awaitEnd();
    assertThat(allocated() - before).as("bytes allocated").isLessThan(64L << 20);
  }

  // Header lists: 431, and the connection goes on.

  @Test
  void refusesAFieldThatIsTooLong() throws Exception {
    h2.request(1, RawBlock.request("GET", "/", "x-long", "x".repeat(12_000)));
    tooLong(1);
  }

  @Test
  void refusesTooManyFields() throws Exception {
    RawBlock block = RawBlock.get("/");
    for (int i = 0; i < 200; i++) {
      block.and("x", "y");
    }
    h2.request(1, block);
    tooLong(1);
  }

  @Test
  void refusesAListThatIsTooLongOverContinuations() throws Exception {
    h2.headers(1, RawFrame.END_STREAM, RawBlock.get("/"));
    h2.continuation(1, RawFrame.NONE, RawBlock.of("x-one", "x".repeat(6_000)));
    h2.continuation(1, RawFrame.END_HEADERS, RawBlock.of("x-two", "x".repeat(6_000)));
    tooLong(1);
  }

  @Test
  void refusesAPathThatIsTooLong() throws Exception {
    h2.get(1, "/" + "x".repeat(10_240));
    assertThat(h2.awaitStatus(1)).isIn(414, 431);
    assertThat(h2.get(3, "/").awaitAnswer(3).status()).isEqualTo(200);
  }

  /**
   * Each octet of the second block stands for 3,937 bytes; together 20 blocks for more than 1 GB.
   */
  @Test
  void refusesHeadersThatGrowWhenDecoded() throws Exception {
    RawBlock first = RawBlock.get("/");
    h2.request(1, first.literal(RawBlock.INDEXED_LATER, "x-big", "x".repeat(3_900)));
    assertThat(h2.awaitAnswer(1).status()).isEqualTo(200);
    int before = echo.calls();
    long allocated = allocated();
    for (int i = 0; i < 20; i++) {
      h2.request(3 + 2 * i, RawBlock.get("/").times(16_000, 0xbe));
      assertThat(h2.awaitStatus(3 + 2 * i)).isEqualTo(431);
    }
    assertThat(allocated() - allocated).as("bytes allocated").isLessThan(64L << 20);
    assertThat(echo.calls()).isEqualTo(before);
    h2.request(99, RawBlock.get("/").times(1, 0xbe));
    assertThat(h2.awaitAnswer(99).text()).contains("\nx-big: xxx");
  }

  private void tooLong(int stream) throws Exception {
    int before = echo.calls();
    assertThat(h2.awaitStatus(stream)).isEqualTo(431);
    assertThat(h2.get(stream + 2, "/").awaitAnswer(stream + 2).status()).isEqualTo(200);
    assertThat(echo.calls()).as("requests that reached the route").isEqualTo(before + 1);
  }

  /** What all threads but this one have allocated so far. */
  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long own = Thread.currentThread().threadId();
    long sum = 0;
    for (long id : threads.getAllThreadIds()) {
      sum += id == own ? 0 : Math.max(0, threads.getThreadAllocatedBytes(id));
    }
    return sum;
  }

  // Windows that hardly open.

  @Test
  void servesAWindowOfOneByteAtATime() throws Exception {
    h2.settings(RawFrame.INITIAL_WINDOW_SIZE, 0);
    h2.awaitSettingsAck();
    h2.get(1, "/long/50");
    StringBuilder text = new StringBuilder();
    RawFrame last = h2.awaitFrame(RawFrame.HEADERS, 1);
    for (int i = 0; i < 50 && !last.has(RawFrame.END_STREAM); i++) {
      last = h2.windowUpdate(1, 1).awaitFrame(RawFrame.DATA, 1);
      assertThat(last.payload()).hasSizeLessThanOrEqualTo(1);
      text.append(last.text());
    }
    assertThat(text.toString()).isEqualTo("y".repeat(50));
  }

  @Test
  void resetsAStreamWhoseWindowNeverOpens() throws Exception {
    try (Gateway hurried = hurried(echo);
        RawHttp2 caller = RawHttp2.plain(hurried.address())) {
      caller.handshake(RawFrame.INITIAL_WINDOW_SIZE, 0);
      caller.get(1, "/").awaitFrame(RawFrame.HEADERS, 1);
      caller.awaitStreamError(
          1, RawFrame.CANCEL, RawFrame.INTERNAL_ERROR, RawFrame.ENHANCE_YOUR_CALM);
      hurried.records(1);
    }
  }

  @Test
  void resetsStreamsWhenTheWindowOfTheConnectionNeverOpens() throws Exception {
    try (Gateway hurried = hurried(echo);
        RawHttp2 caller = RawHttp2.plain(hurried.address())) {
      caller.handshake(RawFrame.INITIAL_WINDOW_SIZE, 1 << 20);
      caller.get(1, "/long/100000").awaitFrame(RawFrame.HEADERS, 1);
      caller.awaitStreamError(
          1, RawFrame.CANCEL, RawFrame.INTERNAL_ERROR, RawFrame.ENHANCE_YOUR_CALM);
      hurried.records(1);
    }
  }

  // Callers that stop in the middle.

  @Test
  void endsAConnectionWhoseBlockDoesNotEnd() throws Exception {
    try (Gateway hurried = hurried(echo);
        RawHttp2 caller = RawHttp2.plain(hurried.address()).handshake()) {
      caller.headers(1, RawFrame.END_STREAM, RawBlock.get("/")).awaitEnd();
    }
  }

  @Test
  void givesUpARequestWhoseBodyDoesNotEnd() throws Exception {
    int before = echo.calls();
    try (Gateway hurried = hurried(echo);
        RawHttp2 caller = RawHttp2.plain(hurried.address()).handshake()) {
      caller.post(1).data(1, RawFrame.NONE, "test");
      assertThat(caller.awaitStatus(1)).isEqualTo(408);
      hurried.records(1);
    }
    assertThat(echo.calls()).isEqualTo(before);
  }

  @Test
  void endsAnIdleConnectionWithoutAnError() throws Exception {
    try (Gateway hurried = hurried(echo);
        RawHttp2 caller = RawHttp2.plain(hurried.address()).handshake()) {
      caller.get(1, "/").awaitAnswer(1);
      assertThat(caller.awaitGoAway(RawFrame.NO_ERROR).lastStream()).isEqualTo(1);
      caller.awaitEnd();
    }
  }

  private static Gateway hurried(Integration integration) throws Exception {
    Duration soon = Duration.ofMillis(300);
    EdgeSettings.Timeouts usual = EdgeSettings.Timeouts.DEFAULT;
    return Gateway.answering(integration)
        .timeouts(
            new EdgeSettings.Timeouts(
                soon,
                soon,
                soon,
                soon,
                usual.linger(),
                usual.handshake(),
                usual.connect(),
                usual.silence(),
                usual.resolved()))
        .start();
  }

  // Streams.

  @Test
  void servesNoMoreStreamsAtOnceThanItSays() throws Exception {
    Unanswered route = new Unanswered();
    try (Gateway waiting = Gateway.answering(route).start();
        RawHttp2 caller = RawHttp2.plain(waiting.address()).handshake()) {
      int limit = caller.announced(RawFrame.MAX_CONCURRENT_STREAMS, 0);
      for (int i = 0; i < limit + 20; i++) {
        caller.get(1 + 2 * i, "/");
      }
      for (int i = limit; i < limit + 20; i++) {
        caller.awaitReset(1 + 2 * i, RawFrame.REFUSED_STREAM);
      }
      assertThat(route.calls()).isEqualTo(limit);
    }
  }

  @Test
  void servesStreamsThatDependOnEachOtherInCircles() throws Exception {
    int exclusively = Integer.MIN_VALUE;
    h2.priority(1, 3, 0).priority(3, 5, 255).priority(5, 1, 1);
    h2.priority(5, exclusively | 3, 1).priority(3, exclusively | 1, 1).priority(1, 5, 1);
    for (int stream = 1; stream <= 5; stream += 2) {
      assertThat(h2.get(stream, "/").awaitAnswer(stream).status()).isEqualTo(200);
    }
  }
}
