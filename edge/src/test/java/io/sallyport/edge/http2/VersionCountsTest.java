package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.edge.Gateway;
import io.sallyport.edge.RawClient;
import io.sallyport.edge.loop.HttpVersion;
import org.junit.jupiter.api.Test;

/** Connections and requests are counted by what they speak. */
class VersionCountsTest {

  @Test
  void tellsHttp1AndHttp2Apart() throws Exception {
    try (Gateway gateway = Gateway.mock().start()) {
      try (RawClient first = gateway.client();
          RawHttp2 second = RawHttp2.plain(gateway.address()).handshake();
          RawHttp2 third = RawHttp2.plain(gateway.address()).handshake()) {
        first.get("/").reply();
        first.get("/").reply();
        second.get(1, "/").awaitAnswer(1);
        third.get(1, "/").awaitAnswer(1);
        third.get(3, "/").awaitAnswer(3);
        assertThat(gateway.edge.connections(HttpVersion.HTTP_1_1)).isEqualTo(1);
        assertThat(gateway.edge.connections(HttpVersion.HTTP_2)).isEqualTo(2);
        assertThat(gateway.edge.connections()).isEqualTo(3);
        assertThat(gateway.edge.accepted()).isEqualTo(3);
        assertThat(gateway.edge.requests(HttpVersion.HTTP_1_1)).isEqualTo(2);
        assertThat(gateway.edge.requests(HttpVersion.HTTP_2)).isEqualTo(3);
      }
      Gateway.eventually(() -> gateway.edge.connections() == 0);
      assertThat(gateway.edge.connections(HttpVersion.HTTP_1_1)).isZero();
    }
  }

  @Test
  void countsMalformedRequestsToo() throws Exception {
    try (Gateway gateway = Gateway.mock().start();
        RawHttp2 caller = RawHttp2.plain(gateway.address()).handshake()) {
      caller.request(1, RawBlock.of(":method", "GET")).awaitReset(1, RawFrame.PROTOCOL_ERROR);
      assertThat(gateway.edge.requests(HttpVersion.HTTP_2)).isEqualTo(1);
      assertThat(gateway.edge.requests(HttpVersion.HTTP_1_1)).isZero();
    }
  }
}
