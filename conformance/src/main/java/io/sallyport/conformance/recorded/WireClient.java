package io.sallyport.conformance.recorded;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/**
 * Sends a recorded request byte for byte, which no HTTP client library would do, and reads the one
 * answer.
 */
final class WireClient {
  private static final int TIMEOUT_MILLIS = 40_000;

  private WireClient() {}

  static WireAnswer send(InetSocketAddress gateway, String host, JsonNode request)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(gateway, 5_000);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(bytes(host, request));
      return read(
          new BufferedInputStream(socket.getInputStream()), request.path("method").asString());
    }
  }

  private static byte[] bytes(String host, JsonNode request) throws IOException {
    byte[] body = body(request.path("body"));
    StringBuilder head = new StringBuilder();
    head.append(request.path("method").asString()).append(' ');
    head.append(request.path("raw_target").asString()).append(" HTTP/1.1\r\nHost: ");
    head.append(host).append("\r\n");
    boolean framed = false;
    for (JsonNode header : request.path("headers")) {
      String name = header.get(0).asString();
      framed |= name.equalsIgnoreCase("content-length");
      if (!name.equalsIgnoreCase("host")) {
        head.append(name).append(": ").append(header.get(1).asString()).append("\r\n");
      }
    }
    if (!framed && body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    return out.toByteArray();
  }

  private static byte[] body(JsonNode body) {
    if (body.has("b64")) {
      return Base64.getDecoder().decode(body.path("b64").asString());
    }
    return body.path("text").asString("").getBytes(StandardCharsets.UTF_8);
  }

  private static WireAnswer read(InputStream in, String method) throws IOException {
    int status = status(in);
    List<WireAnswer.WireHeader> headers = headers(in);
    while (status < 200) {
      status = status(in);
      headers = headers(in);
    }
    WireAnswer bare = new WireAnswer(status, headers, "");
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return bare;
    }
    return new WireAnswer(status, headers, decoded(bare, content(in, bare)));
  }

  private static int status(InputStream in) throws IOException {
    return Integer.parseInt(line(in).split(" ", 3)[1]);
  }

  private static List<WireAnswer.WireHeader> headers(InputStream in) throws IOException {
    List<WireAnswer.WireHeader> headers = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.add(
          new WireAnswer.WireHeader(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return headers;
  }

  private static byte[] content(InputStream in, WireAnswer answer) throws IOException {
    if (answer.header("transfer-encoding").isPresent()) {
      return chunks(in);
    }
    var length = answer.header("content-length");
    if (length.isEmpty()) {
      return in.readAllBytes();
    }
    return exactly(in, Integer.parseInt(length.get()));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int n = Integer.parseInt(line(in), 16); n > 0; n = Integer.parseInt(line(in), 16)) {
      all.write(exactly(in, n));
      line(in);
    }
    return all.toByteArray();
  }

  private static String decoded(WireAnswer answer, byte[] content) throws IOException {
    if (answer.header("content-encoding").filter("gzip"::equalsIgnoreCase).isEmpty()) {
      return new String(content, StandardCharsets.UTF_8);
    }
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
    return new String(plain, StandardCharsets.UTF_8);
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body ended after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended inside the head of the answer");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
