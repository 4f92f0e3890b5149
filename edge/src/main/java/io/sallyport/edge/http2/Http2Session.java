package io.sallyport.edge.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.collection.IntObjectHashMap;
import io.sallyport.edge.http2.EndedStreams.How;
import io.sallyport.edge.http2.FrameReader.Violation;
import io.sallyport.edge.wire.FieldTarget;
import io.sallyport.edge.wire.Output;
import io.sallyport.edge.wire.Unread;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection, from either side: its streams, the windows of both directions and the
 * settings. Who opens streams, and what a header block means, the two sides add.
 *
 * <p>For implementers: everything written goes to {@link Output} and reaches the socket by one
 * flush after all that the loop has read in one turn; {@link #flush} asks for it. A fault of the
 * peer is a value: a {@link Violation} ends the connection, an {@link ErrorCode} a stream.
 */
public abstract class Http2Session extends ChannelInboundHandlerAdapter implements FrameHandler {

  /** The window of each stream we receive, in bytes; what a stream that nobody reads may cost. */
  static final int STREAM_WINDOW = 65_535;

  /** The window of all streams together, in bytes. */
  private static final int CONNECTION_WINDOW = 1 << 20;

  private static final int TABLE_SIZE = 4096;

  private final int maxBlock;
  private final HpackDecoder decoder = new HpackDecoder(TABLE_SIZE);
  private final Allowance allowance = new Allowance();
  private final EndedStreams ended = new EndedStreams();
  private final IntObjectHashMap<Http2Stream> streams = new IntObjectHashMap<>(16);
  private final ArrayDeque<Outgoing> queue = new ArrayDeque<>(4);
  private final ArrayDeque<Incoming> delivered = new ArrayDeque<>(4);

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else happens
  private ChannelHandlerContext context;

  @SuppressWarnings("NullAway.Init") // as context
  private Channel channel;

  @SuppressWarnings("NullAway.Init") // as context
  private Output output;

  @SuppressWarnings("NullAway.Init") // as context
  private FrameWriter frames;

  @SuppressWarnings("NullAway.Init") // as context
  private FrameReader reader;

  private @Nullable ByteBuf unread;
  private int peerWindow = STREAM_WINDOW;
  private int sendWindow = STREAM_WINDOW;
  private int receiveWindow = STREAM_WINDOW;
  private int taken;
  private int lastPeerStream;
  private boolean running;
  private boolean flushQueued;
  private boolean over;

  /**
   * @param maxBlock the longest header block that is put together, in bytes
   */
  protected Http2Session(int maxBlock) {
    this.maxBlock = maxBlock;
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
    context = ctx;
    channel = ctx.channel();
    output = new Output(ctx);
    frames = new FrameWriter(output);
    reader = new FrameReader(this, maxBlock);
  }

  /** Says what we accept; the first frames of a connection. */
  protected final void begin(int... settings) {
    frames.settings(settings);
    int more = CONNECTION_WINDOW - receiveWindow;
    receiveWindow += more;
    frames.windowUpdate(0, more);
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
    loseAll(why.reason());
    frames.goAway(lastPeerStream, why.code());
    flush();
    violated(why);
  }

  /** Ends every stream; no more will be opened. */
  protected final void loseAll(String reason) {
    for (Http2Stream stream : List.copyOf(streams.values())) {
      streams.remove(stream.id());
      stream.abandon(reason);
    }
  }

  /** Gives up the memory that the connection holds. */
  protected final void release() {
    over = true;
    loseAll("the connection ended");
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
    return streams.size();
  }

  protected final int lastPeerStream() {
    return lastPeerStream;
  }

  protected final void add(Http2Stream stream) {
    streams.put(stream.id(), stream);
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
    if (streams.remove(stream.id()) != null) {
      ended.add(stream.id(), true);
      frames.reset(stream.id(), why);
      stream.abandon(reason);
      flush();
      streamEnded();
    }
  }

  /** Both sides of {@code stream} have ended. */
  final void ended(Http2Stream stream) {
    if (streams.remove(stream.id()) != null) {
      ended.add(stream.id(), false);
      allowance.earn(4);
      streamEnded();
    }
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
    boolean read = channel.isWritable();
    if (channel.config().isAutoRead() != read) {
      channel.config().setAutoRead(read);
    }
  }

  // What we send.

  final int peerWindow() {
    return peerWindow;
  }

  final boolean writable() {
    return channel.isWritable();
  }

  /** How much a stream may send that has {@code window} left. */
  final int allowed(int window) {
    return channel.isWritable() ? Math.max(0, Math.min(window, sendWindow)) : 0;
  }

  final void spent(int bytes) {
    sendWindow -= bytes;
    allowance.earn(bytes >>> 10);
  }

  /** {@code waiting} has bytes that may not go yet. */
  final void queue(Outgoing waiting) {
    if (!waiting.queued) {
      waiting.queued = true;
      queue.add(waiting);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable()) {
      proceed();
    }
  }

  /** Goes on with what waits, each stream once. */
  private void proceed() {
    for (int left = queue.size(); left > 0 && sendWindow > 0 && channel.isWritable(); left--) {
      Outgoing next = queue.remove();
      next.queued = false;
      if (!next.stream().closed() && !next.proceed()) {
        queue(next);
      }
    }
    flush();
  }

  @Override
  public final @Nullable Violation windowUpdate(int id, int more) {
    Http2Stream stream = id == 0 ? null : streams.get(id);
    if (id == 0) {
      if (more == 0) {
        return FrameReader.protocol("a WINDOW_UPDATE of nothing");
      }
      if (sendWindow + (long) more > Integer.MAX_VALUE) {
        return new Violation(ErrorCode.FLOW_CONTROL_ERROR, "a window larger than a window can be");
      }
      sendWindow += more;
    } else if (stream == null) {
      return idle(id) ? FrameReader.protocol("a WINDOW_UPDATE of an idle stream") : unknown();
    } else if (more == 0) {
      reset(stream, ErrorCode.PROTOCOL_ERROR, "a WINDOW_UPDATE of nothing");
    } else if (!stream.outgoing().opens(more)) {
      reset(stream, ErrorCode.FLOW_CONTROL_ERROR, "a window larger than a window can be");
    }
    proceed();
    return unknown();
  }

  // What we receive.

  /** The taker of {@code body} has bytes to flush when this reading is over. */
  final void delivered(Incoming body) {
    delivered.add(body);
  }

  /** Somebody took {@code bytes}; the peer may send as many again. */
  final void consumed(@Nullable Http2Stream stream, int bytes) {
    taken += bytes;
    allowance.earn(bytes >>> 10);
    if (taken >= CONNECTION_WINDOW / 2) {
      frames.windowUpdate(0, taken);
      receiveWindow += taken;
      taken = 0;
      flush();
    }
    int more = stream == null ? 0 : stream.credit(bytes);
    if (more > 0 && stream != null) {
      frames.windowUpdate(stream.id(), more);
      flush();
    }
  }

  @Override
  public final @Nullable Violation data(int id, ByteBuf in, int length, int padding, boolean end) {
    receiveWindow -= length + padding;
    if (receiveWindow < 0) {
      return new Violation(ErrorCode.FLOW_CONTROL_ERROR, "more DATA than the window allows");
    }
    Http2Stream stream = streams.get(id);
    if (stream == null) {
      consumed(null, length + padding);
      return afterEnd(id, "DATA");
    }
    ErrorCode wrong = stream.data(in, length, padding, end);
    if (wrong != null) {
      reset(stream, wrong, "DATA that does not fit its stream");
    }
    return length == 0 && !end ? unknown() : null;
  }

  /** A frame of a stream that is not open. */
  private @Nullable Violation afterEnd(int id, String what) {
    if (idle(id)) {
      return FrameReader.protocol(what + " of an idle stream");
    }
    return ended.how(id) == How.RESET_BY_US
        ? unknown()
        : new Violation(ErrorCode.STREAM_CLOSED, what + " of a closed stream");
  }

  @Override
  public final @Nullable Violation headers(
      int id, boolean end, boolean dependsOnItself, byte[] block, int length) {
    Http2Stream open = streams.get(id);
    String undecodable = decoder.decode(block, 0, length, fields(id, open));
    if (undecodable != null) {
      return new Violation(ErrorCode.COMPRESSION_ERROR, undecodable);
    }
    if (open == null) {
      if (id <= lastPeerStream) {
        return ended.how(id) == How.UNKNOWN
            ? FrameReader.protocol("a stream that is opened after a later one")
            : afterEnd(id, "HEADERS");
      }
      if (!opens(id)) {
        return FrameReader.protocol("a stream that is not the peer's to open");
      }
      lastPeerStream = id;
    } else if (open.remoteEnded()) {
      reset(open, ErrorCode.STREAM_CLOSED, "HEADERS after the end of the stream");
      return null;
    }
    ErrorCode wrong = dependsOnItself ? ErrorCode.PROTOCOL_ERROR : headers(id, open, end);
    if (wrong != null) {
      refuse(id, wrong);
    }
    return null;
  }

  private void refuse(int id, ErrorCode why) {
    Http2Stream stream = streams.get(id);
    if (stream != null) {
      reset(stream, why, "HEADERS that do not fit their stream");
      return;
    }
    ended.add(id, true);
    frames.reset(id, why);
    flush();
  }

  @Override
  public final @Nullable Violation priority(int id, boolean dependsOnItself) {
    Http2Stream stream = streams.get(id);
    if (dependsOnItself) {
      if (stream == null) {
        return FrameReader.protocol("a stream that depends on itself");
      }
      reset(stream, ErrorCode.PROTOCOL_ERROR, "a stream that depends on itself");
    }
    return unknown();
  }

  @Override
  public final @Nullable Violation reset(int id, int code) {
    Http2Stream stream = streams.remove(id);
    if (stream == null) {
      return idle(id) ? FrameReader.protocol("RST_STREAM of an idle stream") : unknown();
    }
    ended.add(id, false);
    stream.abandon("the peer has reset the stream, code " + code);
    streamEnded();
    return spend(4);
  }

  @Override
  public final @Nullable Violation setting(int name, int value) {
    switch (name) {
      case Frame.ENABLE_PUSH -> {
        if (value != 0 && value != 1) {
          return FrameReader.protocol("an ENABLE_PUSH other than 0 and 1");
        }
      }
      case Frame.MAX_FRAME_SIZE -> {
        if (value < Frame.MAX_PAYLOAD || value > 0xFFFFFF) {
          return FrameReader.protocol("a MAX_FRAME_SIZE out of range");
        }
      }
      case Frame.INITIAL_WINDOW_SIZE -> {
        return initialWindow(value);
      }
      case Frame.MAX_CONCURRENT_STREAMS -> maxStreams(value < 0 ? Integer.MAX_VALUE : value);
      default -> {
        // The rest concerns what we do not do: a table of our own, longer frames.
      }
    }
    return null;
  }

  /** The peer lets us have {@code most} streams open. */
  protected void maxStreams(int most) {}

  private @Nullable Violation initialWindow(int value) {
    if (value < 0) {
      return new Violation(ErrorCode.FLOW_CONTROL_ERROR, "a window larger than a window can be");
    }
    int change = value - peerWindow;
    peerWindow = value;
    for (Http2Stream stream : streams.values()) {
      if (!stream.outgoing().opens(change)) {
        return new Violation(ErrorCode.FLOW_CONTROL_ERROR, "a window larger than a window can be");
      }
    }
    return null;
  }

  @Override
  public final @Nullable Violation settingsEnd() {
    frames.settingsAck();
    proceed();
    return spend(4);
  }

  @Override
  public final @Nullable Violation settingsAcknowledged() {
    return unknown();
  }

  @Override
  public final @Nullable Violation ping(long data, boolean ack) {
    if (ack) {
      pinged(data);
    } else {
      frames.ping(data, true);
    }
    return unknown();
  }

  @Override
  public final @Nullable Violation goAway(int lastStream, int code) {
    peerGoesAway(lastStream, code);
    return unknown();
  }

  @Override
  public final @Nullable Violation unknown() {
    return spend(1);
  }

  private @Nullable Violation spend(int cost) {
    return allowance.spend(cost)
        ? null
        : new Violation(ErrorCode.ENHANCE_YOUR_CALM, "frames that bring nothing forward");
  }
}
