package io.sallyport.adapters.function.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to the runtime API as bytes. */
class ApiConnectionTest {

  private static final String POST = "POST /a HTTP/1.1\r\nHost: x\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1\r\nContent-Length: 1\r\n\r\nab",
        "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: gzip\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1\r\na",
        "Content-Length : 1\r\n\r\na",
        "Content-Length: +1\r\n\r\na",
        "Content-Length: 2\r\n\r\na",
        "no header\r\n\r\n"
      })
  void refusesWhatItCannotBeSureOf(String rest) {
    assertThatThrownBy(() -> read(POST + rest)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void refusesAHeadThatIsTooLong() throws IOException {
    assertThat(read("GET /" + "a".repeat(70_000) + " HTTP/1.1\r\n\r\n")).isNull();
    assertThatThrownBy(() -> read(POST + "A: b\r\n".repeat(20_000) + "\r\n"))
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> read(CHUNKED + "1;" + "x".repeat(70_000) + "\r\na\r\n0\r\n\r\n"))
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> read(CHUNKED + "0\r\n" + "A: b\r\n".repeat(20_000) + "\r\n"))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void takesABodyOfManySmallChunks() throws IOException {
    ApiRequest request = read(CHUNKED + "8\r\n12345678\r\n".repeat(40_000) + "0\r\nA: b\r\n\r\n");
    assertThat(Objects.requireNonNull(Objects.requireNonNull(request).body()).length())
        .isEqualTo(320_000);
    assertThat(request.headers()).containsEntry("a", "b");
  }

  private static @Nullable ApiRequest read(String sent) throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        Socket client = new Socket(loopback, server.getLocalPort());
        ApiConnection connection = new ApiConnection(server.accept(), 1 << 20, 1 << 21)) {
      Thread.ofVirtual().start(() -> write(client, sent));
      return connection.read();
    }
  }

  private static void write(Socket client, String sent) {
    try {
      client.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
    } catch (IOException e) {
      // Refused in the middle of it.
    }
  }
}
