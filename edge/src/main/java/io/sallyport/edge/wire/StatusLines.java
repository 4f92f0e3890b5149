package io.sallyport.edge.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The first lines of responses, made once. */
public final class StatusLines {

  private static final Map<Integer, String> PHRASES =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(202, "Accepted"),
          Map.entry(203, "Non-Authoritative Information"),
          Map.entry(204, "No Content"),
          Map.entry(205, "Reset Content"),
          Map.entry(206, "Partial Content"),
          Map.entry(300, "Multiple Choices"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Found"),
          Map.entry(303, "See Other"),
          Map.entry(304, "Not Modified"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(308, "Permanent Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(402, "Payment Required"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(406, "Not Acceptable"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(410, "Gone"),
          Map.entry(411, "Length Required"),
          Map.entry(412, "Precondition Failed"),
          Map.entry(413, "Content Too Large"),
          Map.entry(414, "URI Too Long"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(416, "Range Not Satisfiable"),
          Map.entry(417, "Expectation Failed"),
          Map.entry(422, "Unprocessable Content"),
          Map.entry(426, "Upgrade Required"),
          Map.entry(428, "Precondition Required"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"),
          Map.entry(505, "HTTP Version Not Supported"));

  private static final byte[] SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[][] LINES = lines();

  private StatusLines() {}

  /** The line that ends HTTP on a connection; no answer of HTTP has it. */
  public static byte[] switching() {
    return SWITCHING;
  }

  /** The line for {@code status}, its end included; the line of 500 when no such status can be. */
  public static byte[] of(int status) {
    return LINES[status < 200 || status > 999 ? 500 : status];
  }

  private static byte[][] lines() {
    byte[][] lines = new byte[1000][];
    for (int status = 100; status < 1000; status++) {
      String line = "HTTP/1.1 " + status + " " + PHRASES.getOrDefault(status, "") + "\r\n";
      lines[status] = line.getBytes(StandardCharsets.US_ASCII);
    }
    return lines;
  }
}
