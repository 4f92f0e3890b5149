package io.sallyport.edge.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.sallyport.core.message.Body;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.edge.http2.BlockWriter;
import io.sallyport.edge.http2.ErrorCode;
import io.sallyport.edge.http2.FrameReader.Violation;
import io.sallyport.edge.http2.Http2Session;
import io.sallyport.edge.http2.Http2Stream;
import io.sallyport.edge.http2.Loss;
import io.sallyport.edge.loop.Deadlines;
import io.sallyport.edge.loop.HttpVersion;
import io.sallyport.edge.tls.CipherSuites;
import io.sallyport.edge.wire.FieldTarget;
import io.sallyport.edge.wire.HeadLimits;
import io.sallyport.edge.wire.Lingering;
import io.sallyport.edge.wire.Malformed;
import io.sallyport.edge.wire.RequestFields;
import io.sallyport.edge.wire.RequestHead;
import io.sallyport.edge.wire.TrailerFields;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One HTTP/2 connection of a caller: each stream the caller opens is an exchange. */
final class Http2Connection extends Http2Session implements AnsweringConnection {

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  static final int PREFACE_LENGTH = PREFACE.length;

  /** Streams a caller may have open, as many as AWS allows. */
  private static final int MAX_STREAMS = 128;

  /** The window of all streams together, in bytes. */
  private static final int WINDOW = 1 << 20;

  private static final int SETTING_MAX_STREAMS = 3;
  private static final int SETTING_MAX_FIELDS = 6;

  /** What HPACK counts for each field beside its name and value. */
  private static final int FIELD_OVERHEAD = 32;

  /** How long streams that the caller opened before it heard of the end may arrive. */
  private static final long GOING_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long answers may take to begin once the caller has ended its side of the connection. */
  private static final long HALF_CLOSED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final long GOING = 0x676f696e67L;

  private static final int READ = 0;
  private static final int WRITE = 1;
  private static final int GO = 2;

  private enum At {
    OPEN,
    /** The caller has been told to open no more streams; those it has opened are still taken. */
    GOING,
    /** No more streams are taken. */
    LEAVING,
    /** The caller has broken the protocol; what still comes is forgotten. */
    LINGER,
    CLOSED
  }

  private final Side side;
  private final boolean secure;
  private final RequestFields fields;
  private final TrailerFields trailers;

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else happens
  private Finishing finishing;

  @SuppressWarnings("NullAway.Init") // as finishing
  private Deadlines deadlines;

  private At at = At.OPEN;
  private boolean greeted;
  private boolean timesBlock;
  private boolean inputEnded;

  /** Whether the time is running in which the socket has to take what waits for it. */
  private boolean watched;

  private long stalledWith;

  Http2Connection(Side side, boolean secure) {
    super(2 * (side.limits().head().startLine() + side.limits().head().fields()), WINDOW);
    this.side = side;
    this.secure = secure;
    this.fields = new RequestFields(side.limits().head(), side.grpc());
    this.trailers = new TrailerFields(side.limits().head());
  }

  /** Whether {@code in} starts with the preface, as far as there is anything in it. */
  static boolean mayBePreface(ByteBuf in) {
    int length = Math.min(in.readableBytes(), PREFACE.length);
    for (int i = 0; i < length; i++) {
      if (in.getByte(in.readerIndex() + i) != PREFACE[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    super.handlerAdded(ctx);
    finishing = new Finishing(this, side, ctx, output());
    deadlines = new Deadlines(side.loop().executor(), 3, this::expired);
  }

  /** Takes the connection over, with what was read of it. */
  void start(@Nullable ByteBuf read) {
    HeadLimits head = side.limits().head();
    side.opened(this);
    begin(
        SETTING_MAX_STREAMS,
        MAX_STREAMS,
        SETTING_MAX_FIELDS,
        head.startLine() + head.fields() + head.count() * FIELD_OVERHEAD);
    deadlines.arm(READ, side.limits().idleNanos());
    flush();
    if (side.draining()) {
      drain();
    }
    String suite = CipherSuites.forbiddenForHttp2(channel().pipeline());
    if (suite != null) {
      violate(
          new Violation(
              ErrorCode.INADEQUATE_SECURITY, "HTTP/2 over the cipher suite `" + suite + "`"));
    }
    if (read != null) {
      channelRead(context(), read);
    }
  }

  @Override
  public HttpVersion version() {
    return HttpVersion.HTTP_2;
  }

  Side side() {
    return side;
  }

  Finishing finishing() {
    return finishing;
  }

  // Bytes in.

  @Override
  protected boolean preface(ByteBuf in) {
    if (greeted) {
      return true;
    }
    if (!mayBePreface(in)) {
      violate(new Violation(ErrorCode.PROTOCOL_ERROR, "a connection without its preface"));
      return false;
    }
    if (in.readableBytes() < PREFACE.length) {
      return false;
    }
    in.skipBytes(PREFACE.length);
    greeted = true;
    return true;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    super.channelReadComplete(ctx);
    if (!over() && inBlock() != timesBlock) {
      timesBlock = inBlock();
      if (timesBlock) {
        deadlines.arm(READ, side.limits().headNanos());
      } else {
        rest();
      }
    }
  }

  private void rest() {
    if (open() > 0) {
      deadlines.disarm(READ);
    } else {
      deadlines.arm(READ, side.limits().idleNanos());
    }
  }

  @Override
  protected boolean opens(int stream) {
    return (stream & 1) == 1;
  }

  @Override
  protected boolean idle(int stream) {
    return !opens(stream) || stream > lastPeerStream();
  }

  @Override
  protected FieldTarget fields(int stream, @Nullable Http2Stream open) {
    if (open != null) {
      trailers.start();
      return trailers;
    }
    fields.start();
    return fields;
  }

  @Override
  protected @Nullable ErrorCode headers(int id, @Nullable Http2Stream open, boolean end) {
    if (timesBlock) {
      // The next block has a time of its own, even if it comes with the end of this one.
      timesBlock = false;
      rest();
    }
    if (open instanceof Http2Exchange exchange) {
      Malformed wrong = trailers.finish();
      if (wrong == null && !end) {
        wrong = Malformed.bad("fields after a body that does not end");
      }
      return exchange.trailersEnd(trailers.trailers(), wrong);
    }
    if ((at != At.OPEN && at != At.GOING) || open() >= MAX_STREAMS) {
      return ErrorCode.REFUSED_STREAM;
    }
    Malformed wrong = fields.finish(end);
    RequestHead head = fields.request();
    deadlines.disarm(READ);
    Http2Exchange stream = new Http2Exchange(this, id);
    add(stream);
    stream.begin(head, end, wrong);
    if (wrong != null) {
      mistaken();
    }
    return null;
  }

  Exchange exchange(RequestHead head, Body body, Http2Exchange stream) {
    return side.exchange(head, body, stream, this, channel(), secure);
  }

  /** Writes the head of an answer. */
  void head(Http2Exchange stream, BlockWriter block, boolean end) {
    writeHead(stream, block, end);
  }

  // Ends.

  @Override
  protected void streamEnded() {
    if (open() == 0) {
      rest();
      flush();
    }
  }

  @Override
  protected void flushNow() {
    finishing.flush();
    if (!output().drained()) {
      stalls();
    }
    if (at == At.LEAVING && open() == 0 && output().drained()) {
      close();
    }
  }

  @Override
  public void afterAnswers() {
    if (at == At.LEAVING) {
      flush();
    }
  }

  @Override
  public void drain() {
    if (at == At.OPEN) {
      at = At.GOING;
      writeGoAway(Integer.MAX_VALUE);
      writePing(GOING);
      deadlines.arm(GO, GOING_NANOS);
      flush();
    }
  }

  @Override
  protected void pinged(long data) {
    if (data == GOING) {
      leave();
    }
  }

  /** Takes no more streams. */
  private void leave() {
    if (at == At.GOING) {
      at = At.LEAVING;
      writeGoAway(lastPeerStream());
      flush();
    }
  }

  @Override
  protected void peerGoesAway(int lastStream, int code) {
    // It opens no more streams; those it has opened are served.
    if (at == At.OPEN || at == At.GOING) {
      at = At.LEAVING;
      flush();
    }
  }

  @Override
  protected void violated(Violation why) {
    side.tally().malformed();
    if (at != At.CLOSED) {
      at = At.LINGER;
      finishing.flush();
      Lingering.shutOutput(context());
      deadlines.arm(READ, side.limits().lingerNanos());
    }
  }

  @Override
  public void abort() {
    boolean quiet = open() == 0 && finishing.quiet();
    loseAll(Loss.CONNECTION, "the connection is given up");
    finishing.giveUp();
    if (!quiet && at != At.CLOSED) {
      Lingering.breakOff(channel());
    }
    close();
  }

  private void close() {
    if (at != At.CLOSED) {
      at = At.CLOSED;
      deadlines.close();
      var _ = context().close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    at = At.CLOSED;
    deadlines.close();
    side.closed(this);
    release();
    finishing.giveUp();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      if (open() == 0 || at == At.LINGER) {
        close();
      } else {
        // A caller that only ended its side still gets quick answers; one that left is not kept.
        at = At.LEAVING;
        inputEnded = true;
        deadlines.arm(READ, HALF_CLOSED_NANOS);
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    abort();
  }

  private void expired(int slot) {
    switch (slot) {
      case READ -> readExpired();
      case WRITE -> writeExpired();
      default -> leave();
    }
  }

  private void readExpired() {
    if (at == At.LINGER) {
      abort();
    } else if (inBlock()) {
      violate(new Violation(ErrorCode.PROTOCOL_ERROR, "a header block that took too long"));
    } else if (inputEnded) {
      lose(this::isHopeless, Loss.CONNECTION, "the caller has ended its side of the connection");
      flush();
    } else if (at == At.OPEN && greeted) {
      at = At.LEAVING;
      writeGoAway(lastPeerStream());
      flush();
      deadlines.arm(READ, side.limits().lingerNanos());
    } else {
      abort();
    }
  }

  /** Whether no more will come of a stream whose caller says nothing any more. */
  private boolean isHopeless(Http2Stream stream) {
    boolean windowShut = stream.outgoing().blocked() && channel().isWritable();
    return windowShut || (stream instanceof Http2Exchange exchange && !exchange.answered());
  }

  @Override
  public void stalls() {
    if (watched || at == At.CLOSED) {
      return;
    }
    watched = true;
    timeWrite();
    context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> taken());
  }

  private void timeWrite() {
    stalledWith = output().waiting();
    deadlines.arm(WRITE, side.limits().writeStallNanos());
  }

  /** The socket has all that waited when the watch began; more may have come since. */
  private void taken() {
    watched = false;
    deadlines.disarm(WRITE);
    flush();
  }

  private void writeExpired() {
    if (output().drained()) {
      return;
    }
    if (output().waiting() < stalledWith) {
      timeWrite();
      return;
    }
    Lingering.reset(channel());
    abort();
  }
}
