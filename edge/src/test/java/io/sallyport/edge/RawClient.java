package io.sallyport.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A caller that writes bytes and reads answers, knowing as little of HTTP as it can. */
public final class RawClient implements AutoCloseable {

  /** One answer. */
  public record Reply(int status, String head, String text) {
    public boolean has(String line) {
      return head.toLowerCase(Locale.ROOT).contains(line.toLowerCase(Locale.ROOT));
    }
  }

  public final Socket socket;
  private final InputStream in;

  public RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    this.in = socket.getInputStream();
  }

  public RawClient(InetSocketAddress address) throws IOException {
    this(new Socket(address.getAddress(), address.getPort()));
  }

  public RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  public RawClient get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  /** The next answer to anything but HEAD. */
  public Reply reply() throws IOException {
    return reply(false);
  }

  public Reply reply(boolean head) throws IOException {
    String lines = head();
    int status = Integer.parseInt(lines.substring(9, 12));
    String lower = lines.toLowerCase(Locale.ROOT);
    if (head || status < 200 || status == 204 || status == 304) {
      return new Reply(status, lines, "");
    }
    if (lower.contains("transfer-encoding: chunked")) {
      return new Reply(status, lines, text(chunks()));
    }
    int at = lower.indexOf("\r\ncontent-length: ");
    if (at < 0) {
      return new Reply(status, lines, text(in.readAllBytes()));
    }
    int length = Integer.parseInt(lines.substring(at + 18, lines.indexOf('\r', at + 2)));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("the body ended after " + body.length + " of " + length + " bytes");
    }
    return new Reply(status, lines, text(body));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private String head() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (!out.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the connection ended after: " + out);
      }
      out.write(b);
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      byte[] chunk = in.readNBytes(size);
      if (chunk.length < size) {
        throw new IOException("the connection ended in a chunk");
      }
      out.write(chunk);
      if (!line().isEmpty()) {
        throw new IOException("no line end after a chunk");
      }
      if (size == 0) {
        return out.toByteArray();
      }
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int b;
    while ((b = in.read()) != '\n') {
      if (b < 0) {
        throw new IOException("the connection ended in a line");
      }
      out.write(b);
    }
    return out.toString(StandardCharsets.ISO_8859_1).strip();
  }

  /** Whether the gateway ends the connection within the socket's time. */
  public boolean ended() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  public InputStream input() {
    return in;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
