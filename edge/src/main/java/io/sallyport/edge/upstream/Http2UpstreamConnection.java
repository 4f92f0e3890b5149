package io.sallyport.edge.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.UpstreamFailure;
import io.sallyport.core.pipeline.UpstreamFailure.Kind;
import io.sallyport.edge.http2.BlockWriter;
import io.sallyport.edge.http2.ErrorCode;
import io.sallyport.edge.http2.FrameReader.Violation;
import io.sallyport.edge.http2.Http2Session;
import io.sallyport.edge.http2.Http2Stream;
import io.sallyport.edge.http2.Loss;
import io.sallyport.edge.loop.Deadlines;
import io.sallyport.edge.wire.FieldTarget;
import io.sallyport.edge.wire.HeadLimits;
import io.sallyport.edge.wire.Malformed;
import io.sallyport.edge.wire.ResponseFields;
import io.sallyport.edge.wire.TrailerFields;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection to an endpoint, shared by calls. It is ready once the endpoint's settings
 * are known, so that no more streams are opened than it lets us.
 */
final class Http2UpstreamConnection extends Http2Session {

  /** Calls at the same time, where the endpoint allows more. */
  static final int MAX_STREAMS = 100;

  /** Resets without an answer between them, after which the connection gets no more calls. */
  private static final int MAX_RESETS = MAX_STREAMS;

  /** What an answer earns: an endpoint may end its streams with as many frames. */
  private static final int ANSWER = 4;

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** As much as all streams together may keep, so that none waits for the taker of another. */
  private static final int WINDOW = MAX_STREAMS * 65_535;

  private static final int SETTING_PUSH = 2;
  private static final int SETTING_MAX_FIELDS = 6;

  /** What HPACK counts for each field beside its name and value. */
  private static final int FIELD_OVERHEAD = 32;

  private static final long PROBE = 0x70726f6265L;

  private static final int SETTLE = 0;
  private static final int PONG = 1;

  private final Pool pool;
  private final SharedConnections shared;
  private final Endpoint endpoint;
  private final ResponseFields fields;
  private final TrailerFields trailers;
  private final Deadlines deadlines;
  private Connector.@Nullable Taker taker;
  private int nextStream = 1;
  private int maxStreams = MAX_STREAMS;
  private int maxFields = Integer.MAX_VALUE;
  private boolean probing;
  private boolean leaving;
  private boolean served;
  private boolean closed;
  private int resets;
  private long reads;
  private long idleSince;

  Http2UpstreamConnection(
      Pool pool, SharedConnections shared, Endpoint endpoint, Connector.Taker taker) {
    super(2 * (pool.limits().head().startLine() + pool.limits().head().fields()), WINDOW);
    this.pool = pool;
    this.shared = shared;
    this.endpoint = endpoint;
    this.taker = taker;
    this.fields = new ResponseFields(pool.limits().head());
    this.trailers = new TrailerFields(pool.limits().head());
    this.deadlines = new Deadlines(pool.loop().executor(), 2, this::expired);
  }

  /** Says the first words. */
  void start() {
    HeadLimits head = limits().head();
    output().bytes(PREFACE);
    begin(SETTING_PUSH, 0, SETTING_MAX_FIELDS, head.fields() + head.count() * FIELD_OVERHEAD);
    deadlines.arm(SETTLE, limits().handshakeNanos());
    flush();
  }

  Endpoint endpoint() {
    return endpoint;
  }

  UpstreamLimits limits() {
    return pool.limits();
  }

  EventLoop executor() {
    return pool.loop().executor();
  }

  /** How often something has been read. */
  long reads() {
    return reads;
  }

  /** When the last call ended. */
  long idleSince() {
    return idleSince;
  }

  /** The loop's one writer of header blocks to endpoints. */
  BlockWriter block() {
    return shared.block();
  }

  /** An answer has come. */
  void serves() {
    served = true;
    resets = 0;
    useful(ANSWER);
  }

  /**
   * The endpoint has reset a stream. One that does little else gets no more calls on this
   * connection; those it has are served on.
   */
  void wasReset() {
    if (++resets == MAX_RESETS) {
      leaving = true;
      shared.remove(this);
    }
  }

  /** Whether an answer has come, so that the connection is known to work. */
  boolean served() {
    return served;
  }

  boolean idles() {
    return open() == 0;
  }

  /** Calls that the endpoint lets us have at the same time. */
  int maxStreams() {
    return maxStreams;
  }

  /**
   * Whether the endpoint takes {@code block}. One that does not could end the connection and so
   * other calls (RFC 9113 section 10.5.1). HPACK counts more than a block without a table has, so
   * this lets some pass that are too long; those come as one message at least.
   */
  boolean takes(BlockWriter block) {
    return block.length() <= maxFields;
  }

  /** Whether another call may start. */
  boolean available() {
    return !leaving && !closed && !probing && open() < maxStreams && channel().isActive();
  }

  /** Opens a stream for {@code call} and sends the head that {@code block} has. */
  Http2UpstreamStream open(UpstreamCall call, BlockWriter block, boolean end) {
    Http2UpstreamStream stream = new Http2UpstreamStream(this, nextStream, call);
    nextStream += 2;
    leaving |= nextStream < 0;
    add(stream);
    writeHead(stream, block, end);
    return stream;
  }

  /** Finds out whether the endpoint is still there, of which nothing was heard for long. */
  void probe() {
    if (!probing && !closed) {
      probing = true;
      writePing(PROBE);
      deadlines.arm(PONG, limits().connectNanos());
      flush();
    }
  }

  private void heard() {
    reads++;
    if (probing) {
      probing = false;
      deadlines.disarm(PONG);
    }
  }

  // Bytes in.

  @Override
  protected boolean preface(ByteBuf in) {
    return true;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (closed) {
      ((ByteBuf) message).release();
      return;
    }
    heard();
    super.channelRead(ctx, message);
  }

  @Override
  protected boolean listens() {
    // Always: what comes is bounded by our windows, and an endpoint may do as we would otherwise.
    return true;
  }

  @Override
  protected boolean opens(int stream) {
    return false;
  }

  @Override
  protected boolean idle(int stream) {
    return (stream & 1) == 0 || (nextStream > 0 && stream >= nextStream);
  }

  @Override
  protected FieldTarget fields(int id, @Nullable Http2Stream open) {
    if (open instanceof Http2UpstreamStream stream && stream.answered()) {
      trailers.start();
      return trailers;
    }
    fields.start();
    return fields;
  }

  @Override
  protected @Nullable ErrorCode headers(int id, @Nullable Http2Stream open, boolean end) {
    if (!(open instanceof Http2UpstreamStream stream)) {
      return ErrorCode.STREAM_CLOSED;
    }
    if (!stream.answered()) {
      return stream.head(fields.response(), end, fields.finish());
    }
    Malformed wrong = trailers.finish();
    if (wrong == null && !end) {
      wrong = Malformed.bad("fields after a body that does not end");
    }
    return stream.trailersEnd(trailers.trailers(), wrong);
  }

  @Override
  protected void maxStreams(int most) {
    maxStreams = Math.min(most, MAX_STREAMS);
  }

  @Override
  protected void maxFields(int most) {
    maxFields = most;
  }

  @Override
  protected void settled() {
    Connector.Taker first = taker;
    if (first != null && !closed) {
      taker = null;
      deadlines.disarm(SETTLE);
      shared.add(this);
      if (first.wants()) {
        first.connected(this);
      }
      if (open() == 0) {
        shared.idles(this);
      }
    }
  }

  // Ends.

  @Override
  protected void streamEnded() {
    if (open() > 0) {
      return;
    }
    idleSince = System.nanoTime();
    if (leaving) {
      close("the connection takes no more calls");
    } else if (!closed) {
      shared.idles(this);
    }
  }

  @Override
  protected void peerGoesAway(int lastStream, int code) {
    leaving = true;
    shared.remove(this);
    if (taker != null) {
      close("the endpoint went away, code " + code);
      return;
    }
    loseAbove(lastStream, Loss.REFUSED, "the endpoint went away, code " + code);
    if (open() == 0) {
      close("the endpoint went away");
    }
  }

  @Override
  protected void pinged(long data) {
    // That something came is all we wanted to know.
  }

  @Override
  protected void violated(Violation why) {
    end(Kind.MALFORMED, "the endpoint breaks HTTP/2: " + why.reason());
  }

  @Override
  protected void flushNow() {
    output().flush();
  }

  /** Ends the connection, and the calls on it. */
  void close(String reason) {
    if (!closed) {
      writeGoAway(0);
      end(Kind.CLOSED, reason);
    }
  }

  private void end(Kind kind, String reason) {
    if (closed) {
      return;
    }
    closed = true;
    deadlines.close();
    shared.remove(this);
    Connector.Taker waiting = taker;
    taker = null;
    loseAll(Loss.CONNECTION, reason);
    output().flush();
    release();
    var _ = context().close();
    if (waiting != null) {
      waiting.failed(neverBegan(kind, reason));
    }
  }

  /** Without TLS nobody has said that HTTP/2 is spoken; what ends so early says that it is not. */
  private UpstreamFailure neverBegan(Kind kind, String reason) {
    return endpoint.secure()
        ? new UpstreamFailure(kind, reason)
        : new UpstreamFailure(Kind.NOT_HTTP2, "the endpoint does not answer in HTTP/2: " + reason);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end(Kind.CLOSED, "the connection ended");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    String message = cause.getMessage();
    end(
        Kind.CLOSED,
        message == null ? "the connection failed" : "the connection failed: " + message);
  }

  private void expired(int slot) {
    if (slot == SETTLE) {
      end(Kind.MALFORMED, "the endpoint sent no settings of HTTP/2");
    } else {
      close("the endpoint does not answer a PING");
    }
  }
}
