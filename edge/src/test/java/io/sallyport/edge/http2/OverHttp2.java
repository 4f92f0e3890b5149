package io.sallyport.edge.http2;

import io.sallyport.edge.Gateway;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * What tests of one connection each have in common: a gateway whose only route answers with the
 * request, and a connection whose prefaces are exchanged.
 *
 * <p>The cases that the tests group by section of RFC 9113 and RFC 7541 are those of which the
 * conformance tool h2spec has a list; what is sent and expected is taken from the RFCs.
 */
abstract class OverHttp2 {

  static final int END = RawFrame.END_STREAM | RawFrame.END_HEADERS;

  @SuppressWarnings("NullAway.Init") // made before all tests
  static Echo echo;

  @SuppressWarnings("NullAway.Init") // made before all tests
  static Gateway gateway;

  @SuppressWarnings("NullAway.Init") // made before each test
  RawHttp2 h2;

  @BeforeAll
  static void start() throws Exception {
    echo = new Echo();
    gateway = Gateway.answering(echo).start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void open() throws IOException {
    h2 = RawHttp2.plain(gateway.address()).handshake();
  }

  @AfterEach
  void close() throws IOException {
    h2.close();
  }

  /** A connection on which nothing has been sent, not even the preface. */
  static RawHttp2 silent() throws IOException {
    return RawHttp2.plain(gateway.address());
  }
}
