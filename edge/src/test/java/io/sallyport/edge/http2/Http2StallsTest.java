package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.edge.Gateway;
import org.junit.jupiter.api.Test;

/** Callers that stop reading, writing or both, and what is left of what they began. */
class Http2StallsTest {

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
}
