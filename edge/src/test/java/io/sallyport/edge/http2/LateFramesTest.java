package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.edge.Gateway;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/**
 * What callers have sent before they hear that their stream was reset, and what they send after.
 */
class LateFramesTest {

  @Test
  void servesOnThoughManyShortMessagesWereOnTheirWayWhenTheAnswerCame() throws Exception {
    try (Gateway gateway = Gateway.mock().start();
        RawHttp2 caller = RawHttp2.plain(gateway.address()).handshake()) {
      caller.post(1).awaitReset(1, RawFrame.NO_ERROR);
      caller
          .send(messages(5_000, 5))
          .headers(1, RawFrame.END_STREAM | RawFrame.END_HEADERS, RawBlock.of("x", "1"));
      assertThat(caller.get(3, "/").awaitAnswer(3).status()).isEqualTo(200);
      gateway.records(2);
    }
  }

  @Test
  void endsAFloodOfDataBeyondTheWindowOfAStreamThatWasReset() throws Exception {
    try (Gateway gateway = Gateway.mock().start();
        RawHttp2 caller = RawHttp2.plain(gateway.address()).handshake()) {
      caller.post(1).awaitReset(1, RawFrame.NO_ERROR);
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 50 && !caller.broken(); i++) {
                  caller.send(messages(5_000, 1));
                }
              });
      caller.awaitGoAway(RawFrame.ENHANCE_YOUR_CALM);
      caller.awaitEnd();
      writer.join();
    }
  }

  private static byte[] messages(int count, int length) {
    byte[] one = new RawFrame(RawFrame.DATA, RawFrame.NONE, 1, new byte[length]).encoded();
    ByteBuffer all = ByteBuffer.allocate(count * one.length);
    while (all.hasRemaining()) {
      all.put(one);
    }
    return all.array();
  }
}
