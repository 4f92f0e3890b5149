package io.sallyport.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An identity provider on a port of its own that answers, stays silent, or never stops. */
final class KeyServer implements AutoCloseable {

  /** How it answers a request whose head has been read. */
  interface Behaviour {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  final AtomicLong written = new AtomicLong();
  private final ServerSocket listener;
  private final Behaviour behaviour;

  KeyServer(int port, Behaviour behaviour) throws IOException {
    this.listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.behaviour = behaviour;
    Thread.ofVirtual().start(this::accept);
  }

  /** One that serves {@code documents} in turn, and the last of them from then on. */
  static KeyServer serving(int port, String... documents) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    return new KeyServer(
        port,
        out -> {
          int index = Math.min(asked.getAndIncrement(), documents.length - 1);
          byte[] body = documents[index].getBytes(StandardCharsets.UTF_8);
          out.write(head("Content-Length: " + body.length));
          out.write(body);
        });
  }

  static byte[] head(String framing) {
    return ("HTTP/1.1 200 OK\r\nConnection: close\r\n" + framing + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  String uri() {
    return "http://127.0.0.1:" + port() + "/keys";
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      readHead(socket.getInputStream());
      behaviour.answer(new Counting(socket.getOutputStream()));
    } catch (IOException | InterruptedException e) {
      // The gateway has gone, which is what some tests wait for.
    }
  }

  private static void readHead(InputStream in) throws IOException {
    int matched = 0;
    while (matched < 4) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the caller has gone");
      }
      matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
    }
  }

  private final class Counting extends OutputStream {
    private final OutputStream out;

    Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      written.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      written.addAndGet(length);
    }
  }
}
