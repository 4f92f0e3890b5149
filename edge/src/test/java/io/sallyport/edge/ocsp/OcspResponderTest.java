package io.sallyport.edge.ocsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.edge.ocsp.Authority.Issued;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A responder that says less, more or slower than it should, on a real socket. */
@Timeout(20)
class OcspResponderTest {

  private static final Duration LIMIT = Duration.ofMillis(600);
  private static final Duration LONG = Duration.ofSeconds(15);
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: application/ocsp-response\r\n";

  @TempDir private Path folder;

  private final Authority authority;

  OcspResponderTest() throws Exception {
    authority = new Authority("Responders");
  }

  /** What a responder does once it has read a question. */
  private interface Answer {
    void to(OutputStream caller) throws IOException, InterruptedException;
  }

  /** A responder for one question. */
  private static final class Responder implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Thread thread;

    Responder(Answer answer) throws IOException {
      thread = Thread.ofVirtual().start(() -> serve(answer));
    }

    private void serve(Answer answer) {
      try (Socket caller = listener.accept()) {
        byte[] question = new byte[4096];
        int read = caller.getInputStream().read(question);
        assertThat(read).isPositive();
        answer.to(caller.getOutputStream());
      } catch (IOException | InterruptedException e) {
        // The caller has heard enough, or the test is over.
      }
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    /** Waits until the caller has gone. */
    void awaitEnd() throws InterruptedException {
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }

    @Override
    public void close() throws IOException {
      thread.interrupt();
      listener.close();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** One byte every 50 ms, for ever: each of them well within any limit for a single read. */
  private static void drip(OutputStream caller, String text)
      throws IOException, InterruptedException {
    while (true) {
      for (byte one : ascii(text)) {
        caller.write(one);
        Thread.sleep(50);
      }
    }
  }

  private ThrowingCallable question(Responder responder, Duration limit) throws Exception {
    Issued issued = authority.order("localhost").into(folder, "served");
    return () ->
        OcspResponder.ask(responder.uri(), issued.certificate(), authority.certificate(), limit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", HEAD + "Content-Length: 9000\r\n\r\n"})
  void givesUpAResponderThatDrips(String begin) throws Exception {
    String more = begin.endsWith("\r\n\r\n") ? "0" : begin.isEmpty() ? "H" : "X-Drip: 1\r\n";
    try (Responder responder =
        new Responder(caller -> {
          caller.write(ascii(begin));
          drip(caller, more);
        })) {
      ThrowingCallable question = question(responder, LIMIT);
      long began = System.nanoTime();
      assertThatThrownBy(question)
          .isInstanceOf(IOException.class)
          .hasMessage("it does not answer within 600 ms");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
      responder.awaitEnd();
    }
  }

  @Test
  void givesUpAResponderThatSaysNothing() throws Exception {
    try (Responder responder = new Responder(caller -> Thread.sleep(LONG))) {
      assertThatThrownBy(question(responder, LIMIT)).hasMessage("it does not answer within 600 ms");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 65537\r\n\r\n", "Connection: close\r\n\r\n"})
  void refusesAnAnswerThatIsTooLong(String framing) throws Exception {
    byte[] kilobyte = new byte[1024];
    try (Responder responder =
        new Responder(caller -> {
          caller.write(ascii(HEAD + framing));
          while (true) {
            caller.write(kilobyte);
          }
        })) {
      assertThatThrownBy(question(responder, LONG))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("65536");
      responder.awaitEnd();
    }
  }

  @Test
  void refusesHeadersWithoutEnd() throws Exception {
    byte[] field = ascii("X-More: " + "x".repeat(1000) + "\r\n");
    try (Responder responder =
        new Responder(caller -> {
          caller.write(ascii(HEAD));
          while (true) {
            caller.write(field);
          }
        })) {
      assertThatThrownBy(question(responder, LONG)).isInstanceOf(IOException.class);
      responder.awaitEnd();
    }
  }

  @Test
  void takesAnAnswerAsLongAsItMayBe() throws Exception {
    byte[] answer = new byte[65536];
    try (Responder responder =
        new Responder(caller -> {
          caller.write(ascii(HEAD + "Content-Length: 65536\r\n\r\n"));
          caller.write(answer);
        })) {
      Issued issued = authority.order("localhost").into(folder, "served");
      assertThat(
              OcspResponder.ask(
                  responder.uri(), issued.certificate(), authority.certificate(), LONG))
          .isEqualTo(answer);
    }
  }

  @Test
  void doesNotGoWhereAResponderPointsTo() throws Exception {
    try (Responder other = new Responder(caller -> caller.write(ascii("HTTP/1.1 200 OK\r\n\r\n")));
        Responder responder =
            new Responder(caller ->
                caller.write(
                    ascii(
                        "HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\nLocation: "
                            + other.uri()
                            + "\r\n\r\n")))) {
      assertThatThrownBy(question(responder, LONG)).hasMessage("it answers with status 307");
    }
  }

  @Test
  void saysThatAResponderCannotBeReached() throws Exception {
    Responder gone = new Responder(_ -> {});
    gone.close();
    assertThatThrownBy(question(gone, LONG)).hasMessage("it cannot be reached");
  }
}
