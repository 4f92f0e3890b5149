package io.sallyport.conformance.http1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A backend that answers 200 to well-formed requests and keeps what it saw. It reads by {@link
 * StrictReader}, so that every byte a gateway lets through is either part of a well-formed request
 * or counted against it.
 */
final class RecordingBackend implements AutoCloseable {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n";

  /**
   * What arrived since the last {@link #drain}. A truncated request is one whose connection ended
   * inside it.
   */
  record Seen(List<HttpRequest> requests, List<String> malformed, int truncated) {
    Seen {
      requests = List.copyOf(requests);
      malformed = List.copyOf(malformed);
    }
  }

  private final ServerSocket server;
  private final List<HttpRequest> requests = new ArrayList<>();
  private final List<String> malformed = new ArrayList<>();
  private int truncated;
  private long activity;

  RecordingBackend() throws IOException {
    server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String uri() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** Takes what was seen so far and begins anew. */
  synchronized Seen drain() {
    Seen seen = new Seen(requests, malformed, truncated);
    requests.clear();
    malformed.clear();
    truncated = 0;
    return seen;
  }

  /** A number that changes whenever bytes arrive. */
  synchronized long activity() {
    return activity;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    ByteArrayOutputStream pending = new ByteArrayOutputStream();
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[16_384];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        pending.write(buffer, 0, n);
        if (!consume(socket, pending)) {
          return;
        }
      }
    } catch (IOException gone) {
      // A connection that breaks is recorded below like one that ends.
    }
    if (pending.size() > 0) {
      recordTruncated();
    }
  }

  /**
   * Answers every complete request at the front of {@code pending}; false when the connection is
   * over.
   */
  private boolean consume(Socket socket, ByteArrayOutputStream pending) throws IOException {
    touch();
    byte[] bytes = pending.toByteArray();
    int from = 0;
    while (from < bytes.length) {
      switch (StrictReader.read(bytes, from)) {
        case StrictReader.Complete complete -> {
          record(complete.request());
          answer(socket, complete.request());
          from = complete.end();
        }
        case StrictReader.Malformed bad -> {
          recordMalformed(bad.why());
          pending.reset();
          return false;
        }
        case StrictReader.Incomplete more -> {
          keep(pending, bytes, from);
          return true;
        }
      }
    }
    pending.reset();
    return true;
  }

  private static void answer(Socket socket, HttpRequest request) throws IOException {
    String text = request.method().equals("HEAD") ? HEAD : HEAD + "ok";
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void keep(ByteArrayOutputStream pending, byte[] bytes, int from) {
    pending.reset();
    pending.write(bytes, from, bytes.length - from);
  }

  private synchronized void record(HttpRequest request) {
    requests.add(request);
  }

  private synchronized void recordMalformed(String why) {
    malformed.add(why);
  }

  private synchronized void recordTruncated() {
    truncated++;
  }

  private synchronized void touch() {
    activity++;
  }
}
