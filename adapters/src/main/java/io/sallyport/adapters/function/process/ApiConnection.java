package io.sallyport.adapters.function.process;

import io.sallyport.core.message.Bytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the runtime API: as much of HTTP/1.1 as runtime clients speak, one request
 * after the other. What is not understood ends the connection.
 */
final class ApiConnection implements AutoCloseable {

  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final int BUFFER_BYTES = 16 * 1024;

  /** What says where a body ends is said once. */
  private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final int maxBody;
  private final int maxDiscarded;
  private int headBytes;

  /**
   * @param maxBody bytes of a body that are kept; a longer one is read to its end and forgotten
   * @param maxDiscarded bytes of a body after which the connection ends
   */
  ApiConnection(Socket socket, int maxBody, int maxDiscarded) throws IOException {
    this.socket = socket;
    this.maxBody = maxBody;
    this.maxDiscarded = maxDiscarded;
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    this.out = socket.getOutputStream();
  }

  /** The next request; null when there is none any more. */
  @Nullable ApiRequest read() throws IOException {
    headBytes = 0;
    String line = line();
    if (line == null) {
      return null;
    }
    String[] words = line.split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("not a request of HTTP/1.1");
    }
    Map<String, String> headers = headers();
    if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    return new ApiRequest(words[0], words[1], headers, body(headers));
  }

  /**
   * Writes a response in one piece.
   *
   * @param head the status and header lines, each with its line end
   */
  void write(String head, byte[] body) throws IOException {
    byte[] lines =
        ("HTTP/1.1 " + head + "Content-Length: " + body.length + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[lines.length + body.length];
    System.arraycopy(lines, 0, all, 0, lines.length);
    System.arraycopy(body, 0, all, lines.length, body.length);
    out.write(all);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); line == null || !line.isEmpty(); line = line()) {
      int colon = line == null ? -1 : line.indexOf(':');
      if (line == null || colon <= 0) {
        throw new ProtocolException("not a header");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      String before = headers.put(name, line.substring(colon + 1).strip());
      if (name.indexOf(' ') >= 0 || (before != null && FRAMING.contains(name))) {
        throw new ProtocolException("a header that can be read in two ways");
      }
    }
    return headers;
  }

  private @Nullable Bytes body(Map<String, String> headers) throws IOException {
    Kept kept = new Kept();
    String encoding = headers.get("transfer-encoding");
    if (encoding != null) {
      if (!encoding.equalsIgnoreCase("chunked") || headers.containsKey("content-length")) {
        throw new ProtocolException("a body of two lengths, or of none that is known");
      }
      for (int length = chunk(); length > 0; length = chunk()) {
        kept.take(length);
        endOfChunk();
      }
      headBytes = 0;
      headers.putAll(headers()); // the trailers
    } else {
      String length = headers.getOrDefault("content-length", "0");
      if (!length.matches("[0-9]{1,9}")) {
        throw new ProtocolException("not a length");
      }
      kept.take(Integer.parseInt(length));
    }
    return kept.total > maxBody ? null : new Bytes(kept.bytes.toByteArray());
  }

  /** The lines between chunks are as many as there are chunks, and each is short by itself. */
  private int chunk() throws IOException {
    headBytes = 0;
    String line = line();
    String length = line == null ? "" : line.split(";", 2)[0].strip();
    if (!length.matches("[0-9a-fA-F]{1,7}")) {
      throw new ProtocolException("not the length of a chunk");
    }
    return Integer.parseInt(length, 16);
  }

  private void endOfChunk() throws IOException {
    String line = line();
    if (line == null || !line.isEmpty()) {
      throw new ProtocolException("the chunk is longer than it says");
    }
  }

  /** A line without its end; null at the end of the stream. */
  private @Nullable String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || ++headBytes > MAX_HEAD_BYTES) {
        return null;
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  /** What is kept of a body, and how long all of it was. */
  private final class Kept {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long total;

    void take(int length) throws IOException {
      int left = length;
      while (left > 0) {
        int read = in.read(buffer, 0, Math.min(left, buffer.length));
        if (read < 0 || total + read > maxDiscarded) {
          throw new ProtocolException("the body ended early, or never");
        }
        total += read;
        left -= read;
        if (total <= maxBody) {
          bytes.write(buffer, 0, read);
        }
      }
    }
  }
}
