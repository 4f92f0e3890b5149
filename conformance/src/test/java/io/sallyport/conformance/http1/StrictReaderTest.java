package io.sallyport.conformance.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\n\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: \u0007\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
        "POST / HTTP/1.1\r\n"
            + "Host: a\r\n"
            + "Content-Length: 5\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1 \r\nx\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;\r\r\nx\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\n"
            + "Host: a\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "0\r\n"
            + "Content-Length: 3\r\n\r\n"
      })
  void refusesWhatIsNotHttpByTheLetter(String bytes) {
    assertThat(StrictReader.read(bytes.getBytes(ISO_8859_1), 0))
        .isInstanceOf(StrictReader.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a",
        "GET / HTTP/1.1\r\nHost: a\r\n",
        "GET / HTTP/1.1\r",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
      })
  void waitsForMoreOfABeginning(String bytes) {
    assertThat(StrictReader.read(bytes.getBytes(ISO_8859_1), 0))
        .isInstanceOf(StrictReader.Incomplete.class);
  }

  @Test
  void countsTheBodyWithoutItsChunking() {
    String bytes =
        "POST /a?b=c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3;x=\"y\"\r\nabc\r\n1\r\nd\r\n0\r\nTrailer: t\r\n\r\nGET";

    assertThat(StrictReader.read(bytes.getBytes(ISO_8859_1), 0))
        .isEqualTo(
            new StrictReader.Complete(
                new HttpRequest("POST", "/a?b=c", 4), bytes.length() - 3, false));
  }

  @Test
  void readsAPipelineUpToTheRequestThatClosesIt() {
    String get = "GET /%d HTTP/1.1\r\nHost: a\r\n%s\r\n";
    String stream =
        get.formatted(1, "")
            + "\r\n"
            + get.formatted(2, "Connection: close\r\n")
            + get.formatted(3, "");

    List<HttpRequest> requests = StrictReader.readStream(stream.getBytes(ISO_8859_1));

    assertThat(requests).extracting(HttpRequest::target).containsExactly("/1", "/2");
  }

  @Test
  void summarisesAnAbsoluteTargetByItsPath() {
    assertThat(new HttpRequest("GET", "http://a.example/x?y", 0).summary()).isEqualTo("GET 2f78 0");
  }
}
