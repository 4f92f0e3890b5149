package io.sallyport.edge.http2;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A caller that writes HTTP/2 frames, right or wrong, and reads what comes back, knowing as little
 * as it can: it keeps no states, no windows and no tables, and sends nothing on its own.
 *
 * <p>Whatever is awaited has to come within a limit, or an error tells what came instead. A write
 * that fails is not an error, because the gateway may have ended the connection already; reading
 * tells.
 */
final class RawHttp2 implements AutoCloseable {

  /** The first octets of every connection, RFC 9113 section 3.4. */
  static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A whole response. */
  record Answer(RawFields fields, int status, String text) {}

  final Socket socket;
  private final InputStream in;
  private final List<RawFrame> seen = new ArrayList<>();
  private final Map<Integer, Integer> announced = new HashMap<>();
  private volatile boolean broken;
  private int pings;

  RawHttp2(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.in = socket.getInputStream();
  }

  /** A connection over plain TCP on which nothing has been sent. */
  static RawHttp2 plain(InetSocketAddress address) throws IOException {
    return new RawHttp2(new Socket(address.getAddress(), address.getPort()));
  }

  /** A connection over TLS that offers {@code protocols}, RFC 7301. */
  static RawHttp2 secure(SSLContext context, InetSocketAddress address, String... protocols)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return new RawHttp2(socket);
  }

  /** Both prefaces and their acknowledgements; {@code settings} are numbers and values in turn. */
  RawHttp2 handshake(int... settings) throws IOException {
    send(PREFACE).settings(settings);
    readSettings();
    frame(RawFrame.SETTINGS, RawFrame.ACK, 0);
    awaitSettingsAck();
    return this;
  }

  /** As {@link #handshake}, from the side of an endpoint. */
  RawHttp2 accept(int... settings) throws IOException {
    byte[] preface = read(PREFACE.length(), deadline());
    if (preface == null || !new String(preface, StandardCharsets.ISO_8859_1).equals(PREFACE)) {
      throw new AssertionError("a connection without its preface");
    }
    readSettings();
    settings(settings);
    frame(RawFrame.SETTINGS, RawFrame.ACK, 0);
    return this;
  }

  /** A head of an answer; {@code fields} are names and values in turn. */
  RawHttp2 answer(int stream, int flags, String... fields) {
    return headers(stream, flags, RawBlock.of(fields));
  }

  /** Reads the gateway's preface, which has to be the first frame. */
  void readSettings() throws IOException {
    RawFrame first = next(deadline());
    if (first == null
        || first.type() != RawFrame.SETTINGS
        || first.has(RawFrame.ACK)
        || first.stream() != 0) {
      throw new AssertionError("the first frame should be SETTINGS and was " + first);
    }
    ByteBuffer payload = ByteBuffer.wrap(first.payload());
    while (payload.hasRemaining()) {
      announced.put((int) payload.getShort(), payload.getInt());
    }
  }

  /** What the gateway announced for {@code setting}, or {@code otherwise}. */
  int announced(int setting, int otherwise) {
    return announced.getOrDefault(setting, otherwise);
  }

  // Writing.

  RawHttp2 send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawHttp2 send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      broken = true;
    }
    return this;
  }

  /** Whether a write has failed, because the gateway has ended the connection. */
  boolean broken() {
    return broken;
  }

  RawHttp2 frame(int type, int flags, int stream, byte[] payload) {
    return send(new RawFrame(type, flags, stream, payload).encoded());
  }

  RawHttp2 frame(int type, int flags, int stream, int... octets) {
    byte[] payload = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      payload[i] = (byte) octets[i];
    }
    return frame(type, flags, stream, payload);
  }

  /** A request without a body. */
  RawHttp2 get(int stream, String path) {
    return request(stream, RawBlock.get(path));
  }

  /** A request that ends with its head. */
  RawHttp2 request(int stream, RawBlock block) {
    return headers(stream, RawFrame.END_STREAM | RawFrame.END_HEADERS, block);
  }

  /** The head of a POST whose body is to follow. */
  RawHttp2 post(int stream, String... fields) {
    return headers(stream, RawFrame.END_HEADERS, RawBlock.request("POST", "/", fields));
  }

  RawHttp2 headers(int stream, int flags, RawBlock block) {
    return frame(RawFrame.HEADERS, flags, stream, block.bytes());
  }

  RawHttp2 continuation(int stream, int flags, RawBlock block) {
    return frame(RawFrame.CONTINUATION, flags, stream, block.bytes());
  }

  RawHttp2 data(int stream, int flags, String text) {
    return frame(RawFrame.DATA, flags, stream, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A PRIORITY frame; {@code weight} is one less than the weight meant, as on the wire. */
  RawHttp2 priority(int stream, int dependsOn, int weight) {
    return frame(RawFrame.PRIORITY, RawFrame.NONE, stream, priority(dependsOn, weight));
  }

  /** The five octets of a priority; the highest bit of {@code dependsOn} means exclusive. */
  static byte[] priority(int dependsOn, int weight) {
    return ByteBuffer.allocate(5).putInt(dependsOn).put((byte) weight).array();
  }

  RawHttp2 reset(int stream, int code) {
    return frame(
        RawFrame.RST_STREAM, RawFrame.NONE, stream, ByteBuffer.allocate(4).putInt(code).array());
  }

  RawHttp2 windowUpdate(int stream, int increment) {
    return frame(
        RawFrame.WINDOW_UPDATE,
        RawFrame.NONE,
        stream,
        ByteBuffer.allocate(4).putInt(increment).array());
  }

  /** A SETTINGS frame of numbers and values in turn. */
  RawHttp2 settings(int... settings) {
    ByteBuffer payload = ByteBuffer.allocate(settings.length * 3);
    for (int i = 0; i < settings.length; i += 2) {
      payload.putShort((short) settings[i]).putInt(settings[i + 1]);
    }
    return frame(RawFrame.SETTINGS, RawFrame.NONE, 0, payload.array());
  }

  /** A PING with eight octets. */
  RawHttp2 ping(int flags, String text) {
    return frame(RawFrame.PING, flags, 0, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawHttp2 goAway(int lastStream, int code) {
    return frame(
        RawFrame.GOAWAY,
        RawFrame.NONE,
        0,
        ByteBuffer.allocate(8).putInt(lastStream).putInt(code).array());
  }

  RawHttp2 goAway(int code, String debug) {
    byte[] text = debug.getBytes(StandardCharsets.ISO_8859_1);
    return frame(
        RawFrame.GOAWAY,
        RawFrame.NONE,
        0,
        ByteBuffer.allocate(8 + text.length).putInt(0).putInt(code).put(text).array());
  }

  // Waiting.

  /** The acknowledgement of a SETTINGS frame. */
  void awaitSettingsAck() throws IOException {
    await(
        "an acknowledgement of SETTINGS",
        frame -> frame.type() == RawFrame.SETTINGS && frame.has(RawFrame.ACK));
  }

  /** The acknowledgement of a PING of our own, and every frame that came before it. */
  List<RawFrame> roundTrip() throws IOException {
    String text = "fence%03d".formatted(pings++);
    ping(RawFrame.NONE, text);
    int from = seen.size();
    awaitPong(text);
    return List.copyOf(seen.subList(from, seen.size() - 1));
  }

  void awaitPong(String text) throws IOException {
    await(
        "an acknowledgement of PING " + text,
        frame ->
            frame.type() == RawFrame.PING && frame.has(RawFrame.ACK) && frame.text().equals(text));
  }

  /** The status of the next response head on {@code stream}. */
  int awaitStatus(int stream) throws IOException {
    return RawFields.status(awaitFrame(RawFrame.HEADERS, stream).payload());
  }

  /** The next frame of {@code type} on any stream. */
  RawFrame awaitFrame(int type) throws IOException {
    return await("a frame of type " + type, frame -> frame.type() == type);
  }

  RawFrame awaitFrame(int type, int stream) throws IOException {
    return await(
        "a frame of type " + type + " on stream " + stream,
        frame -> frame.type() == type && frame.stream() == stream);
  }

  /** A whole response on {@code stream}. */
  Answer awaitAnswer(int stream) throws IOException {
    RawFrame head = awaitFrame(RawFrame.HEADERS, stream);
    StringBuilder text = new StringBuilder();
    RawFrame last = head;
    while (!last.has(RawFrame.END_STREAM)) {
      last = awaitFrame(RawFrame.DATA, stream);
      text.append(last.text());
    }
    return new Answer(
        RawFields.of(head.payload()), RawFields.status(head.payload()), text.toString());
  }

  /**
   * A stream error, or what may stand for one: RST_STREAM on {@code stream} or GOAWAY with one of
   * {@code codes}, or the end of the connection. An answer may come first.
   */
  void awaitStreamError(int stream, int... codes) throws IOException {
    String expected =
        "RST_STREAM on stream " + stream + " or GOAWAY with " + Arrays.toString(codes);
    long deadline = deadline();
    while (true) {
      RawFrame frame = nextOf(expected, deadline);
      if (frame == null) {
        return;
      }
      boolean reset = frame.type() == RawFrame.RST_STREAM && frame.stream() == stream;
      if (isError(expected, frame, reset, codes)) {
        return;
      }
    }
  }

  /** A connection error: GOAWAY with one of {@code codes}, or the end of the connection. */
  void awaitConnectionError(int... codes) throws IOException {
    String expected = "GOAWAY with " + Arrays.toString(codes);
    long deadline = deadline();
    while (true) {
      RawFrame frame = nextOf(expected, deadline);
      if (frame == null || isError(expected, frame, false, codes)) {
        return;
      }
    }
  }

  /** RST_STREAM with one of {@code codes}, on a connection that goes on. */
  void awaitReset(int stream, int... codes) throws IOException {
    String expected = "RST_STREAM on stream " + stream + " with " + Arrays.toString(codes);
    await(
        expected,
        frame -> {
          if (frame.type() == RawFrame.GOAWAY) {
            throw unexpected(expected, frame);
          }
          boolean reset = frame.type() == RawFrame.RST_STREAM && frame.stream() == stream;
          return isError(expected, frame, reset, codes);
        });
  }

  /** GOAWAY with {@code code}. */
  RawFrame awaitGoAway(int code) throws IOException {
    String expected = "GOAWAY with " + code;
    return await(expected, frame -> isError(expected, frame, false, code));
  }

  /** The end of the connection, whatever comes before. */
  void awaitEnd() throws IOException {
    long deadline = deadline();
    while (nextOf("the end of the connection", deadline) != null) {
      // Whatever still comes.
    }
  }

  private boolean isError(String expected, RawFrame frame, boolean reset, int... codes) {
    if (!reset && frame.type() != RawFrame.GOAWAY) {
      return false;
    }
    for (int code : codes) {
      if (frame.code() == code) {
        return true;
      }
    }
    // RFC 9113 section 8.1: an answer that came before the end of its request is followed by it.
    if (reset && frame.code() == RawFrame.NO_ERROR) {
      return false;
    }
    throw unexpected(expected, frame);
  }

  private AssertionError unexpected(String expected, Object actual) {
    int from = Math.max(0, seen.size() - 20);
    return new AssertionError(
        "expected "
            + expected
            + ", got "
            + actual
            + "; the last frames were "
            + seen.subList(from, seen.size()));
  }

  // Reading.

  private RawFrame await(String expected, Predicate<RawFrame> wanted) throws IOException {
    long deadline = deadline();
    while (true) {
      RawFrame frame = nextOf(expected, deadline);
      if (frame == null) {
        throw unexpected(expected, "the end of the connection");
      }
      if (wanted.test(frame)) {
        return frame;
      }
    }
  }

  private @Nullable RawFrame nextOf(String expected, long deadline) throws IOException {
    try {
      return next(deadline);
    } catch (SocketTimeoutException e) {
      AssertionError error = unexpected(expected, "nothing more");
      error.addSuppressed(e);
      throw error;
    }
  }

  private static long deadline() {
    return System.nanoTime() + LIMIT_NANOS;
  }

  /** The next frame, or null at the end of the connection. */
  private @Nullable RawFrame next(long deadline) throws IOException {
    byte[] head = read(9, deadline);
    if (head == null) {
      return null;
    }
    ByteBuffer fields = ByteBuffer.wrap(head);
    int lengthAndType = fields.getInt();
    int flags = fields.get() & 0xff;
    int stream = fields.getInt();
    byte[] payload = read(lengthAndType >>> 8, deadline);
    if (payload == null) {
      return null;
    }
    RawFrame frame = new RawFrame(lengthAndType & 0xff, flags, stream, payload);
    seen.add(frame);
    return frame;
  }

  private byte @Nullable [] read(int length, long deadline) throws IOException {
    long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (millis <= 0) {
      throw new SocketTimeoutException("the time is over");
    }
    try {
      socket.setSoTimeout((int) millis);
      byte[] bytes = in.readNBytes(length);
      return bytes.length < length ? null : bytes;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return null;
    }
  }

  /** Every frame that came so far. */
  List<RawFrame> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
