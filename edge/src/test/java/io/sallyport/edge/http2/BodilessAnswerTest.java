package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.Endpoint.Verification;
import io.sallyport.edge.Gateway;
import io.sallyport.edge.RawClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers without a body, where the endpoint has sent one all the same. */
@Timeout(60)
class BodilessAnswerTest {

  private static final int LENGTH = 100 * 1024 * 1024;

  /** More than the sockets' buffers hold together, and far less than the body. */
  private static final long BUFFERED = 30 * 1024 * 1024;

  /** An endpoint whose answers to GET have bodies of a given length. */
  private static final class Endless implements AutoCloseable {
    final AtomicLong sent = new AtomicLong();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();
    private final ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private final String framing;
    private final int length;

    Endless(String framing, int length) throws IOException {
      this.framing = framing;
      this.length = length;
      Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
      try {
        while (true) {
          Socket socket = listener.accept();
          connections.incrementAndGet();
          Thread.ofVirtual().start(() -> serve(socket));
        }
      } catch (IOException e) {
        // The test is over.
      }
    }

    private void serve(Socket socket) {
      try (socket) {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        StringBuilder head = new StringBuilder();
        int octet;
        while ((octet = in.read()) >= 0) {
          head.append((char) octet);
          if (head.indexOf("\r\n\r\n") >= 0) {
            answer(out);
            head.setLength(0);
          }
        }
      } catch (IOException e) {
        // The gateway has ended the connection.
      } finally {
        ended.incrementAndGet();
      }
    }

    private void answer(OutputStream out) throws IOException {
      out.write(ascii("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n"));
      boolean chunked = framing.startsWith("Transfer-Encoding");
      byte[] run = new byte[1000];
      for (int left = length; left > 0; left -= run.length) {
        if (chunked) {
          out.write(ascii("3e8\r\n"));
        }
        out.write(run, 0, Math.min(left, run.length));
        if (chunked) {
          out.write(ascii("\r\n"));
        }
        sent.addAndGet(Math.min(left, run.length));
      }
      if (chunked) {
        out.write(ascii("0\r\n\r\n"));
      }
    }

    Gateway.Builder gateway(String method, int status) {
      return Gateway.to(
              new Endpoint("127.0.0.1", listener.getLocalPort(), false, Verification.FULL))
          .mapped(method, status);
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({"GET, 204, ", "GET, 304, ", "HEAD, 0, ", "GET, 204, chunked", "HEAD, 0, chunked"})
  void givesUpALongBodyNobodyGets(String method, int status, @Nullable String coding)
      throws Exception {
    int expected = status == 0 ? 200 : status;
    String framing = coding == null ? "Content-Length: " + LENGTH : "Transfer-Encoding: " + coding;
    try (Endless endpoint = new Endless(framing, LENGTH);
        Gateway gateway = endpoint.gateway("GET", status).start()) {
      try (RawClient client = gateway.client()) {
        client.send(method + " / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.reply(true).status()).isEqualTo(expected);
        Gateway.eventually(() -> endpoint.ended.get() == 1);
        assertThat(gateway.record().ending()).isEqualTo(Ending.ANSWERED);
        client.send(method + " / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.reply(true).status()).isEqualTo(expected);
        Gateway.eventually(() -> endpoint.ended.get() == 2);
      }
      try (RawHttp2 caller = RawHttp2.plain(gateway.address()).handshake()) {
        caller.request(1, RawBlock.request(method, "/"));
        assertThat(caller.awaitAnswer(1).status()).isEqualTo(expected);
        Gateway.eventually(() -> endpoint.ended.get() == 3);
        caller.roundTrip();
      }
      assertThat(endpoint.sent.get()).isLessThan(3 * BUFFERED);
    }
  }

  /** An endpoint whose body never ends, and is never silent for long: events, say. */
  @Test
  void givesUpABodyThatDripsAndNobodyGets() throws Exception {
    AtomicInteger ended = new AtomicInteger();
    try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Gateway gateway =
            Gateway.to(new Endpoint("127.0.0.1", listener.getLocalPort(), false, Verification.FULL))
                .mapped("GET", 0)
                .start()) {
      Thread.ofVirtual()
          .start(() -> {
            for (int i = 0; i < 2; i++) {
              drip(listener);
              ended.incrementAndGet();
            }
          });
      try (RawClient client = gateway.client()) {
        client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.reply(true).status()).isEqualTo(200);
        Gateway.eventually(() -> ended.get() == 1);
      }
      try (RawHttp2 caller = RawHttp2.plain(gateway.address()).handshake()) {
        caller.request(1, RawBlock.request("HEAD", "/"));
        assertThat(caller.awaitAnswer(1).status()).isEqualTo(200);
        Gateway.eventually(() -> ended.get() == 2);
        caller.roundTrip();
      }
      gateway.records(2);
    }
  }

  /** Answers one request with a chunk of one byte now and then, as long as anybody is there. */
  private static void drip(ServerSocket listener) {
    try (Socket socket = listener.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write(ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
      while (true) {
        out.write(ascii("1\r\nx\r\n"));
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException e) {
      // The gateway has ended the connection.
    }
  }

  @Test
  void readsAShortOneSoThatItsConnectionServesAgain() throws Exception {
    int length = 60_000;
    try (Endless endpoint = new Endless("Content-Length: " + length, length);
        Gateway gateway = endpoint.gateway("GET", 204).start()) {
      try (RawClient client = gateway.client();
          RawHttp2 caller = RawHttp2.plain(gateway.address()).handshake()) {
        for (int i = 0; i < 3; i++) {
          client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
          assertThat(client.reply(true).status()).isEqualTo(204);
          Gateway.eventually(() -> gateway.idle() == 1);
          assertThat(caller.get(2 * i + 1, "/").awaitAnswer(2 * i + 1).status()).isEqualTo(204);
          Gateway.eventually(() -> gateway.idle() == 1);
        }
      }
      assertThat(endpoint.connections.get()).isEqualTo(1);
    }
  }
}
