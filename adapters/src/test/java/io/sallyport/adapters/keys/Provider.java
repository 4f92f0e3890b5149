package io.sallyport.adapters.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An identity provider that writes what a test says, byte by byte, and counts what it got rid of.
 */
final class Provider implements AutoCloseable {

  final AtomicInteger requests = new AtomicInteger();
  final AtomicLong written = new AtomicLong();
  private final ServerSocket listener;
  private final Behaviour behaviour;

  /** What it does with a connection whose request has been read. */
  interface Behaviour {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  Provider(Behaviour behaviour) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
  }

  Provider(ServerSocket listener, Behaviour behaviour) {
    this.listener = listener;
    this.behaviour = behaviour;
    Thread.ofVirtual().start(this::accept);
  }

  static Provider answering(String head, String body) throws IOException {
    return new Provider(out ->
        out.write(
            bytes(
                "HTTP/1.1 " + head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://localhost:" + listener.getLocalPort() + "/jwks");
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
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      int newLines = 0;
      for (int b = in.read(); b >= 0 && newLines < 2; b = newLines < 2 ? in.read() : 0) {
        newLines = b == '\n' ? newLines + 1 : b == '\r' ? newLines : 0;
        if (newLines == 2) {
          break;
        }
      }
      requests.incrementAndGet();
      behaviour.answer(new Counting(socket.getOutputStream()));
    } catch (SocketException _) {
      // The client has gone, which is what some tests wait for.
    } catch (IOException | InterruptedException _) {
      // As above.
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
