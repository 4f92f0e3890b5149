package io.sallyport.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** An endpoint that does what a test says, byte by byte; each connection has a thread. */
final class FakeUpstream implements AutoCloseable {

  /** What is done with one connection. */
  interface Script {
    void run(Peer peer) throws Exception;
  }

  final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger ended = new AtomicInteger();
  private final ServerSocket server;

  FakeUpstream(Script script) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  FakeUpstream(ServerSocket server, Script script) {
    this.server = server;
    Thread.ofVirtual().start(() -> accept(script));
  }

  /** Answers every request with {@code answer}. */
  static FakeUpstream saying(String answer) throws IOException {
    return new FakeUpstream(peer -> {
      while (peer.request()) {
        peer.send(answer);
      }
    });
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept(Script script) {
    try {
      while (true) {
        Socket socket = server.accept();
        Peer peer = new Peer(socket, connections.incrementAndGet());
        Thread.ofVirtual().start(() -> serve(script, peer));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Script script, Peer peer) {
    try (Socket _ = peer.socket) {
      script.run(peer);
    } catch (Exception e) {
      failures.add(e.toString());
    } finally {
      ended.incrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** The gateway, seen from the endpoint. */
  final class Peer {
    final Socket socket;
    final int number;
    private final InputStream in;

    Peer(Socket socket, int number) throws IOException {
      this.socket = socket;
      this.number = number;
      this.in = socket.getInputStream();
    }

    /** The last request. */
    String seen() {
      return seen.getLast();
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    }

    InputStream input() {
      return in;
    }

    /** Lets the test see {@code text}. */
    void keep(String text) {
      seen.add(text);
    }

    /** Reads one request whole and keeps it; false when the connection ends first. */
    boolean request() throws IOException {
      String head = head();
      if (head.isEmpty()) {
        return false;
      }
      seen.add(head + body(head));
      return true;
    }

    /** Reads one head. */
    String head() throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      while (!out.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int b = in.read();
        if (b < 0) {
          return "";
        }
        out.write(b);
      }
      return out.toString(StandardCharsets.ISO_8859_1);
    }

    private String body(String head) throws IOException {
      String lower = head.toLowerCase(Locale.ROOT);
      int at = lower.indexOf("\r\ncontent-length: ");
      if (at >= 0) {
        int length = Integer.parseInt(head.substring(at + 18, head.indexOf('\r', at + 2)));
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
      }
      if (!lower.contains("transfer-encoding: chunked")) {
        return "";
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      while (!out.toString(StandardCharsets.ISO_8859_1).endsWith("0\r\n\r\n")) {
        int b = in.read();
        if (b < 0) {
          throw new IOException("ended in a chunked body");
        }
        out.write(b);
      }
      return out.toString(StandardCharsets.ISO_8859_1);
    }

    /** Waits until the gateway ends the connection. */
    void awaitEnd() throws IOException {
      byte[] block = new byte[64 * 1024];
      while (in.read(block) >= 0) {
        // Whatever still comes.
      }
    }
  }
}
