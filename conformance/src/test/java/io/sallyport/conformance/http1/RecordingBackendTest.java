package io.sallyport.conformance.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordingBackendTest {
  private final RecordingBackend backend = new RecordingBackend();

  RecordingBackendTest() throws IOException {}

  @AfterEach
  void stop() throws IOException {
    backend.close();
  }

  @Test
  void recordsBytesThatAreNotHttpAndAnswersNothing() throws IOException {
    ClientView client = send("GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n");

    assertThat(client).isEqualTo(new ClientView(List.of(), true));
    assertThat(backend.drain().malformed()).hasSize(1);
  }

  @Test
  void recordsEveryPipelinedRequest() throws IOException {
    String get = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

    ClientView client = send(get + get);

    assertThat(client.statuses()).containsExactly(200, 200);
    assertThat(backend.drain().requests()).hasSize(2);
    assertThat(backend.drain().requests()).isEmpty();
  }

  @Test
  void recordsAMalformedRequestBehindAGoodOne() throws IOException {
    send("GET /x HTTP/1.1\r\nHost: a\r\n\r\nrubbish\r\n\r\n");

    RecordingBackend.Seen seen = backend.drain();
    assertThat(seen.requests()).hasSize(1);
    assertThat(seen.malformed()).hasSize(1);
  }

  private ClientView send(String text) throws IOException {
    int port = URI.create(backend.uri()).getPort();
    return RawClient.exchange(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        text.getBytes(ISO_8859_1),
        2_000,
        100);
  }
}
