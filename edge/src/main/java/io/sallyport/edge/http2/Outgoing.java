package io.sallyport.edge.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Refusal;
import io.sallyport.edge.wire.Head;
import io.sallyport.edge.wire.Sink;
import io.sallyport.edge.wire.StreamBody;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The body that goes out on a stream, as far as the peer's windows and the socket let it. What they
 * do not let waits here, and its source is paused.
 */
public final class Outgoing implements Sink {

  private final Http2Session session;
  private final Http2Stream stream;
  private int window;
  private @Nullable ArrayDeque<ByteBuf> waiting;
  private @Nullable StreamBody source;
  private @Nullable Head trailers;
  private long expected;
  private long written;
  private boolean paused;
  private boolean whole;
  private boolean over;
  private boolean lastWritten;

  /** Whether it stands in the session's queue. */
  boolean queued;

  Outgoing(Http2Session session, Http2Stream stream) {
    this.session = session;
    this.stream = stream;
    this.window = session.peerWindow();
  }

  Http2Stream stream() {
    return stream;
  }

  /** Bytes of the body written so far. */
  public long written() {
    return written;
  }

  /** Whether bytes wait. */
  public boolean blocked() {
    return waiting != null;
  }

  /** Sends nothing: the head was all. */
  public void nothing() {
    over = true;
    stream.localEnds();
  }

  /** Sends {@code bytes}, of which there are some. */
  public void send(Bytes bytes) {
    expected = bytes.length();
    data(Unpooled.wrappedBuffer(bytes.array()), (int) expected);
    end();
    flush();
  }

  /** Sends {@code body} as it comes. */
  public void send(StreamBody body) {
    source = body;
    expected = body.length();
    body.pour(this);
  }

  @Override
  public void data(ByteBuf in, int length) {
    if (over) {
      in.skipBytes(length);
      return;
    }
    int left = length;
    if (waiting == null) {
      left -= write(in, length);
      endIfWritten();
    }
    if (left > 0) {
      if (waiting == null) {
        waiting = new ArrayDeque<>(4);
        stream.waits(true);
      }
      waiting.add(in.readRetainedSlice(left));
      session.queue(this);
    }
    if (!over && (waiting != null || !session.writable())) {
      pause();
    }
  }

  private void pause() {
    if (!paused && source != null) {
      paused = true;
      source.pause();
      session.queue(this);
    }
  }

  /** Writes as much of the next {@code length} bytes of {@code in} as may go; how much that is. */
  private int write(ByteBuf in, int length) {
    int allowed = Math.min(length, session.allowed(window));
    int from = allowed;
    while (from > 0) {
      int run = Math.min(from, Frame.MAX_PAYLOAD);
      from -= run;
      written += run;
      boolean last = written == expected;
      session.frames().data(stream.id(), in, run, last);
      if (last) {
        over = true;
      }
    }
    if (allowed > 0) {
      window -= allowed;
      session.spent(allowed);
      if (allowed == length && stream.isGrpc()) {
        // Peers of gRPC ping with each message they get, however short; parts of one that a narrow
        // window made are not messages.
        session.useful(1);
      }
      if (over) {
        source = null;
        lastWritten = true;
      }
    }
    return allowed;
  }

  /** Ends our side after the last byte; not before its buffer is given back, which ends may do. */
  private void endIfWritten() {
    if (lastWritten) {
      lastWritten = false;
      stream.localEnds();
    }
  }

  /** Goes on after the windows or the socket have opened; false when it has to wait again. */
  boolean proceed() {
    ArrayDeque<ByteBuf> queue = waiting;
    while (queue != null && !queue.isEmpty()) {
      ByteBuf first = queue.peek();
      int bytes = write(first, first.readableBytes());
      if (waiting == null) {
        // The last byte ended the stream, which has given up what waited.
        return true;
      }
      if (bytes == 0 || first.isReadable()) {
        return false;
      }
      queue.poll();
      first.release();
    }
    if (waiting != null) {
      waiting = null;
      stream.waits(false);
    }
    endIfWritten();
    finish();
    if (paused && !over && session.writable()) {
      paused = false;
      if (source != null) {
        source.resume();
      }
    }
    return waiting == null && !paused;
  }

  @Override
  public void flush() {
    session.flush();
  }

  @Override
  public void trailers(Head fields) {
    trailers = fields;
  }

  @Override
  public void end() {
    whole = true;
    finish();
  }

  private void finish() {
    if (whole && waiting == null && !over) {
      over = true;
      source = null;
      endStream();
      stream.localEnds();
      // The end may come by itself, long after the last bytes were flushed.
      session.flush();
    }
  }

  private void endStream() {
    Head fields = trailers;
    BlockWriter block = fields == null ? null : stream.trailing(fields);
    if (block == null || block.length() == 0) {
      session.frames().endStream(stream.id());
    } else {
      session.writeHead(stream, block, true);
    }
  }

  @Override
  public void broken(Refusal why) {
    ErrorCode code = source instanceof Incoming body ? body.fault() : ErrorCode.INTERNAL_ERROR;
    source = null;
    if (!over) {
      stream.sourceBroke(why, code);
    }
  }

  /** Opens the window by {@code more}; false when it would be larger than a window can be. */
  boolean opens(long more) {
    long opened = window + more;
    if (opened > Integer.MAX_VALUE) {
      return false;
    }
    window = (int) opened;
    return true;
  }

  /** Nothing more is sent; the source is told. */
  void abandon() {
    over = true;
    session.leave(this);
    ArrayDeque<ByteBuf> queue = waiting;
    waiting = null;
    if (queue != null) {
      queue.forEach(ByteBuf::release);
      stream.waits(false);
    }
    StreamBody from = source;
    source = null;
    if (from != null) {
      from.discard();
    }
  }
}
