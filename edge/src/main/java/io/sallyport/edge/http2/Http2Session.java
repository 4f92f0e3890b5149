package io.sallyport.edge.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.sallyport.edge.http2.FrameReader.Violation;
import io.sallyport.edge.http2.Streams.How;
import io.sallyport.edge.wire.ConnectionHandler;
import io.sallyport.edge.wire.FieldTarget;
import io.sallyport.edge.wire.Output;
import io.sallyport.edge.wire.Unread;
import java.util.ArrayDeque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection, from either side: its streams, the windows of both directions and the
 * settings. Who opens streams, and what a header block means, the two sides add.
 *
 * <p>For implementers: everything written goes to {@link Output} and reaches the socket by one
 * flush after all that the loop has read in one turn; {@link #flush} asks for it. A fault of the
 * peer is a value: a {@link Violation} ends the connection, an {@link ErrorCode} a stream.
 */
public abstract class Http2Session extends ConnectionHandler {

  /** The window of each stream we receive, in bytes; what a stream that nobody reads may cost. */
  static final int STREAM_WINDOW = 65_535;

  private final int maxBlock;
  private final Balance balance = new Balance();
  private final Streams streams = new Streams();
  private final ArrayDeque<Incoming> delivered = new ArrayDeque<>(4);

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else happens
  private FrameWriter frames;

  @SuppressWarnings("NullAway.Init") // as frames
  private FrameRules rules;

  @SuppressWarnings("NullAway.Init") // as frames
  private FrameReader reader;

  private @Nullable ByteBuf unread;
  private final Windows windows;
  private boolean running;
  private boolean flushQueued;
  private boolean over;

  /**
   * @param maxBlock the longest header block that is put together, in bytes
   * @param window what all streams that nobody reads may cost together, in bytes
   */
  protected Http2Session(int maxBlock, int window) {
    this.maxBlock = maxBlock;
    this.windows = new Windows(window);
  }

  /** Takes what comes before the first frame; false while some of it is missing. */
  protected abstract boolean preface(ByteBuf in);

  /** Where the fields of the header block of {@code stream} go, which has just come. */
  protected abstract FieldTarget fields(int stream, @Nullable Http2Stream open);

  /**
   * A header block is complete. A stream that was not open is one the peer opens now, with an id
   * above all before.
   *
   * @return why the stream ends, or null
   */
  protected abstract @Nullable ErrorCode headers(
      int stream, @Nullable Http2Stream open, boolean end);

  /** Whether the peer may open {@code stream}. */
  protected abstract boolean opens(int stream);

  /** Whether nobody has opened {@code stream} yet. */
  protected abstract boolean idle(int stream);

  /** The peer's last word: it serves no stream above {@code lastStream}. */
  protected abstract void peerGoesAway(int lastStream, int code);

  protected abstract void pinged(long data);

  /** A stream has ended, and {@link #streams} has one less. */
  protected abstract void streamEnded();

  /** The peer broke the protocol: GOAWAY is written, no stream is left. */
  protected abstract void violated(Violation why);

  /** Gives what is written to the socket. */
  protected abstract void flushNow();

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    super.handlerAdded(ctx);
    frames = new FrameWriter(output);
    rules = new FrameRules(this, streams, windows, balance);
    reader = new FrameReader(rules, maxBlock);
  }

  /** Says what we accept; the first frames of a connection. */
  protected final void begin(int... settings) {
    frames.settings(settings);
    frames.windowUpdate(0, windows.widen());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    unread = Unread.join(channel, unread, (ByteBuf) message);
    run();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    Incoming body;
    while ((body = delivered.poll()) != null) {
      body.flush();
    }
    flush();
  }

  private void run() {
    ByteBuf in = unread;
    if (running || in == null) {
      return;
    }
    running = true;
    try {
      if (preface(in)) {
        while (!over && FrameReader.ready(in)) {
          Violation wrong = reader.read(in);
          if (wrong != null) {
            violate(wrong);
          }
        }
      }
      if (over) {
        in.skipBytes(in.readableBytes());
      }
    } finally {
      running = false;
    }
    if (!in.isReadable()) {
      in.release();
      unread = null;
    }
  }

  /** Ends the connection because the peer broke the protocol. */
  protected final void violate(Violation why) {
    if (over) {
      return;
    }
    over = true;
    loseAll(Loss.FAULT, why.reason());
    frames.goAway(streams.lastPeer(), why.code());
    flush();
    violated(why);
  }

  /** Ends every stream; no more will be opened. */
  protected final void loseAll(Loss how, String reason) {
    lose(_ -> true, how, reason);
  }

  /** Ends every stream above {@code last}. */
  protected final void loseAbove(int last, Loss how, String reason) {
    lose(stream -> stream.id() > last, how, reason);
  }

  /** Ends the streams that are {@code lost}, without telling the peer. */
  protected final void lose(Predicate<Http2Stream> lost, Loss how, String reason) {
    for (Http2Stream stream : streams.all()) {
      if (lost.test(stream) && streams.end(stream.id(), How.ENDED) != null) {
        stream.abandon(how, reason);
      }
    }
  }

  /** Gives up the memory that the connection holds. */
  protected final void release() {
    over = true;
    loseAll(Loss.CONNECTION, "the connection ended");
    output.release();
    if (unread != null && !running) {
      unread.release();
      unread = null;
    }
  }

  protected final Channel channel() {
    return channel;
  }

  protected final ChannelHandlerContext context() {
    return context;
  }

  protected final Output output() {
    return output;
  }

  final FrameWriter frames() {
    return frames;
  }

  /** Whether a part of a header block is to come. */
  protected final boolean inBlock() {
    return reader.inBlock();
  }

  protected final boolean over() {
    return over;
  }

  protected final int open() {
    return streams.count();
  }

  protected final int lastPeerStream() {
    return streams.lastPeer();
  }

  protected final void add(Http2Stream stream) {
    streams.add(stream);
  }

  /** Writes the head of {@code stream}'s message. */
  protected final void writeHead(Http2Stream stream, BlockWriter block, boolean end) {
    frames.headers(stream.id(), block.array(), block.length(), end);
  }

  protected final void writeGoAway(int lastStream) {
    frames.goAway(lastStream, ErrorCode.NO_ERROR);
  }

  protected final void writePing(long data) {
    frames.ping(data, false);
  }

  /** Ends {@code stream} at once and tells the peer. */
  public final void reset(Http2Stream stream, ErrorCode why, String reason) {
    if (streams.end(stream.id(), How.RESET_BY_US) != null) {
      frames.reset(stream.id(), why);
      stream.abandon(Loss.FAULT, reason);
      flush();
      streamEnded();
    }
  }

  /** Both sides of {@code stream} have ended. */
  final void ended(Http2Stream stream) {
    if (streams.end(stream.id(), How.ENDED) != null) {
      balance.earn(4);
      streamEnded();
    }
  }

  /** The peer has brought a request forward, worth {@code more} of what it may ask for nothing. */
  protected final void useful(int more) {
    balance.earn(more);
  }

  /** Asks for a flush at the end of the loop's turn. */
  public final void flush() {
    if (!flushQueued) {
      flushQueued = true;
      channel.eventLoop().execute(this::turnEnds);
    }
  }

  private void turnEnds() {
    flushQueued = false;
    flushNow();
    boolean read = listens();
    if (channel.config().isAutoRead() != read) {
      channel.config().setAutoRead(read);
    }
  }

  /** Whether the peer is listened to now; not while it takes nothing itself. */
  protected boolean listens() {
    return channel.isWritable();
  }

  // What we send.

  final int peerWindow() {
    return windows.peerStream();
  }

  final boolean writable() {
    return channel.isWritable();
  }

  /** How much a stream may send that has {@code window} left. */
  final int allowed(int window) {
    return channel.isWritable() ? windows.allowed(window) : 0;
  }

  final void spent(int bytes) {
    windows.sent(bytes);
    balance.passed(bytes);
  }

  /** {@code waiting} has bytes that may not go yet. */
  final void queue(Outgoing waiting) {
    windows.queue(waiting);
  }

  /** {@code waiting} has nothing more to send. */
  final void leave(Outgoing waiting) {
    windows.leave(waiting);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable()) {
      proceed();
    }
  }

  /** Goes on with what waits. */
  final void proceed() {
    windows.proceed(channel);
    flush();
  }

  // What we receive.

  /** The taker of {@code body} has bytes to flush when this reading is over. */
  final void delivered(Incoming body) {
    delivered.add(body);
  }

  /** Somebody took {@code bytes}; the peer may send as many again. */
  final void consumed(@Nullable Http2Stream stream, int bytes) {
    if (over) {
      return;
    }
    balance.passed(bytes);
    int all = windows.taken(bytes);
    if (all > 0) {
      frames.windowUpdate(0, all);
      flush();
    }
    int more = stream == null ? 0 : stream.credit(bytes);
    if (more > 0 && stream != null) {
      frames.windowUpdate(stream.id(), more);
      flush();
    }
  }

  /** The peer lets us have {@code most} streams open. */
  protected void maxStreams(int most) {}

  /** The peer takes header fields of {@code most} bytes, as HPACK counts them. */
  protected void maxFields(int most) {}

  /** The peer has sent its settings, for the first time or again. */
  protected void settled() {}

  /** Ends the stream {@code id}, which need not be open yet. */
  final void refuse(int id, ErrorCode why) {
    Http2Stream stream = streams.get(id);
    if (stream != null) {
      reset(stream, why, "HEADERS that do not fit their stream");
      return;
    }
    streams.remember(id, How.RESET_BY_US, STREAM_WINDOW);
    frames.reset(id, why);
    flush();
  }

  /** The peer has sent a request that cannot be served. */
  protected final void mistaken() {
    Violation last = rules.mistake();
    if (last != null) {
      violate(last);
    }
  }
}
