package io.sallyport.conformance.http1;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one request from the front of a byte string by the letter of RFC 9112, without any
 * leniency: no bare LF, no folded lines, no space before a colon, one Host, one way of framing.
 * What it refuses must never arrive at an upstream.
 */
final class StrictReader {
  private static final Pattern REQUEST_LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([\\x21-\\x7e]+) HTTP/1\\.([01])");
  private static final Pattern HEADER =
      Pattern.compile(
          "([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*((?:[\\x20-\\x7e\\t\\x80-\\xff])*?)[ \\t]*");
  private static final Pattern CHUNK =
      Pattern.compile(
          "([0-9A-Fa-f]{1,8})((?:[ \\t]*;["
              + " \\t]*[!#$%&'*+.^_`|~0-9A-Za-z-]+(?:=(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+|\"(?:[\\t"
              + " \\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\[\\t\\x20-\\x7e])*\"))?)*)");

  /** What the front of the bytes is. */
  sealed interface Reading {}

  /**
   * A well-formed request that ends at {@code end}; {@code last} when the connection ends with it.
   */
  record Complete(HttpRequest request, int end, boolean last) implements Reading {}

  /** A beginning that more bytes could make a request. */
  record Incomplete() implements Reading {}

  /** Bytes that no further bytes can make a request. */
  record Malformed(String why) implements Reading {}

  private final String bytes;
  private int at;

  private StrictReader(byte[] bytes, int from) {
    this.bytes = new String(bytes, StandardCharsets.ISO_8859_1);
    this.at = from;
  }

  static Reading read(byte[] bytes, int from) {
    return new StrictReader(bytes, from).request();
  }

  /** All requests that a strict server would serve from a client's whole stream, in order. */
  static List<HttpRequest> readStream(byte[] stream) {
    List<HttpRequest> requests = new ArrayList<>();
    int from = skipEmptyLines(stream, 0);
    while (read(stream, from) instanceof Complete complete) {
      requests.add(complete.request());
      if (complete.last()) {
        break;
      }
      from = skipEmptyLines(stream, complete.end());
    }
    return List.copyOf(requests);
  }

  private Reading request() {
    try {
      return requestOrEnd();
    } catch (EndOfBytes more) {
      return new Incomplete();
    } catch (BadBytes bad) {
      return new Malformed(bad.why);
    }
  }

  private Reading requestOrEnd() throws EndOfBytes, BadBytes {
    String line = line();
    Matcher start = REQUEST_LINE.matcher(line);
    if (!start.matches()) {
      throw new BadBytes("request line `" + printable(line) + "`");
    }
    Framing framing = new Framing(start.group(3).equals("0"));
    for (String header = line(); !header.isEmpty(); header = line()) {
      framing.accept(header(header));
    }
    framing.finish();
    int body = framing.chunked ? chunks() : fixed(framing.length);
    return new Complete(
        new HttpRequest(start.group(1), start.group(2), body), at, framing.lastOnConnection());
  }

  private int fixed(int length) throws EndOfBytes {
    if (bytes.length() - at < length) {
      throw new EndOfBytes();
    }
    at += length;
    return length;
  }

  private int chunks() throws EndOfBytes, BadBytes {
    int total = 0;
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      fixed(size);
      if (!line().isEmpty()) {
        throw new BadBytes("bytes after a chunk");
      }
      total += size;
    }
    for (String trailer = line(); !trailer.isEmpty(); trailer = line()) {
      String name = header(trailer).name();
      if (name.equals("content-length")
          || name.equals("transfer-encoding")
          || name.equals("host")) {
        throw new BadBytes("trailer `" + name + "`");
      }
    }
    return total;
  }

  private int chunkSize() throws EndOfBytes, BadBytes {
    String line = line();
    Matcher chunk = CHUNK.matcher(line);
    if (!chunk.matches() || Long.parseLong(chunk.group(1), 16) > Integer.MAX_VALUE) {
      throw new BadBytes("chunk size `" + printable(line) + "`");
    }
    return Integer.parseInt(chunk.group(1), 16);
  }

  private static Header header(String line) throws BadBytes {
    Matcher header = HEADER.matcher(line);
    if (!header.matches()) {
      throw new BadBytes("header line `" + printable(line) + "`");
    }
    return new Header(header.group(1).toLowerCase(Locale.ROOT), header.group(2));
  }

  private String line() throws EndOfBytes, BadBytes {
    int lf = bytes.indexOf('\n', at);
    String line = bytes.substring(at, lf < 0 ? bytes.length() : lf);
    int cr = line.indexOf('\r');
    if (cr >= 0 && cr < line.length() - 1) {
      throw new BadBytes("a bare CR");
    }
    if (lf < 0) {
      throw new EndOfBytes();
    }
    if (cr < 0) {
      throw new BadBytes("a bare LF");
    }
    at = lf + 1;
    return line.substring(0, cr);
  }

  private static int skipEmptyLines(byte[] bytes, int from) {
    int at = from;
    while (at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n') {
      at += 2;
    }
    return at;
  }

  private static String printable(String text) {
    String cut = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return cut.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private record Header(String name, String value) {}

  /** What the headers say about the length of the body and the life of the connection. */
  private static final class Framing {
    private final boolean http10;
    private boolean host;
    private boolean chunked;
    private boolean hasLength;
    private boolean close;
    private boolean keepAlive;
    private int length;

    Framing(boolean http10) {
      this.http10 = http10;
    }

    void accept(Header header) throws BadBytes {
      switch (header.name()) {
        case "host" -> host = once(host, header);
        case "content-length" -> {
          hasLength = once(hasLength, header);
          if (!header.value().matches("\\d{1,9}")) {
            throw new BadBytes("content-length `" + printable(header.value()) + "`");
          }
          length = Integer.parseInt(header.value());
        }
        case "transfer-encoding" -> {
          chunked = once(chunked, header);
          if (!header.value().equalsIgnoreCase("chunked") || http10) {
            throw new BadBytes("transfer-encoding `" + printable(header.value()) + "`");
          }
        }
        case "connection" -> {
          close |= header.value().toLowerCase(Locale.ROOT).contains("close");
          keepAlive |= header.value().toLowerCase(Locale.ROOT).contains("keep-alive");
        }
        default -> {}
      }
    }

    void finish() throws BadBytes {
      if (!host && !http10) {
        throw new BadBytes("no host");
      }
      if (chunked && hasLength) {
        throw new BadBytes("content-length beside transfer-encoding");
      }
    }

    boolean lastOnConnection() {
      return close || (http10 && !keepAlive);
    }

    private static boolean once(boolean seen, Header header) throws BadBytes {
      if (seen) {
        throw new BadBytes("`" + header.name() + "` twice");
      }
      return true;
    }
  }

  private static final class EndOfBytes extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private static final class BadBytes extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    BadBytes(String why) {
      super(why);
      this.why = why;
    }
  }
}
