package io.sallyport.edge.http2;

import io.netty.buffer.ByteBuf;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Refusal;
import io.sallyport.edge.wire.Collector;
import io.sallyport.edge.wire.Discard;
import io.sallyport.edge.wire.Head;
import io.sallyport.edge.wire.Ledger;
import io.sallyport.edge.wire.Sink;
import io.sallyport.edge.wire.StreamBody;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The body that comes in on a stream. What nobody takes yet is kept; the peer may send no more of
 * it than the stream's window, which opens again as bytes are taken.
 */
public final class Incoming extends StreamBody {

  /**
   * Runs of at most this many bytes are copied together when they are kept: a slice of one byte
   * would take a hundred, and hold on to all that was read with it.
   */
  private static final int COPIED = 2048;

  private final Http2Session session;
  private final Http2Stream stream;
  private final long length;
  private @Nullable ArrayDeque<ByteBuf> kept;
  private @Nullable Sink sink;
  private @Nullable Refusal cut;
  private @Nullable Head trailers;
  private long arrived;
  private boolean paused;
  private boolean ended;
  private boolean complete;
  private boolean delivering;

  /** Whether what is kept is out of the windows already. */
  private boolean settled;

  Incoming(Http2Session session, Http2Stream stream, long length) {
    this.session = session;
    this.stream = stream;
    this.length = length;
  }

  /** The announced length; -1 where fields may follow, so that nobody ends with the last byte. */
  @Override
  public long length() {
    return stream.isGrpc() ? -1 : length;
  }

  /** What the reset of the stream this body came on means to whoever gets the body. */
  ErrorCode fault() {
    return stream.isGrpc() ? ErrorCode.passedOn(stream.resetCode()) : ErrorCode.INTERNAL_ERROR;
  }

  /** These fields follow. */
  void trailers(Head fields) {
    trailers = fields;
  }

  @Override
  public boolean complete() {
    return complete;
  }

  /** Whether somebody gets the bytes. */
  public boolean taken() {
    return sink != null;
  }

  @Override
  public void hold(int limit, BodyBudget budget, Holder holder) {
    Ledger ledger = stream instanceof Ledger own ? own : (_, _) -> true;
    Collector.collect(this, limit, budget, ledger, holder);
  }

  @Override
  public void pour(Sink to) {
    if (cut != null) {
      to.broken(cut);
      return;
    }
    sink = to;
    if (!complete && !ended && kept == null) {
      stream.wanted();
    }
    deliver();
    to.flush();
  }

  /** Whether the peer has sent all of it. */
  public boolean whole() {
    return ended;
  }

  /** Whether the next bytes would be taken at once. */
  public boolean wants() {
    return sink != null && !paused && kept == null;
  }

  @Override
  public void discard() {
    if (!ended) {
      stream.discarded();
    }
    forget();
  }

  /** Forgets what has arrived and what will. */
  public void forget() {
    sink = Discard.INSTANCE;
    paused = false;
    deliver();
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    if (paused) {
      paused = false;
      deliver();
      flush();
    }
  }

  /** Takes the next bytes; false when they contradict the length that was announced. */
  boolean arrived(ByteBuf in, int more, boolean end) {
    arrived += more;
    if (length >= 0 && (arrived > length || (end && arrived < length))) {
      session.consumed(stream, more);
      return false;
    }
    ended = end;
    if (more > 0) {
      take(in, more);
    }
    if (end) {
      settle();
      stream.remoteEnds();
      finish();
    }
    return true;
  }

  private void take(ByteBuf in, int more) {
    Sink to = sink;
    if (to != null && !paused && kept == null) {
      to.data(in, more);
      session.consumed(stream, more);
      session.delivered(this);
      return;
    }
    keep(in, more);
  }

  private void keep(ByteBuf in, int more) {
    if (kept == null) {
      kept = new ArrayDeque<>(4);
    }
    if (more > COPIED) {
      kept.add(in.readRetainedSlice(more));
      return;
    }
    ByteBuf last = kept.peekLast();
    if (last == null || last.writableBytes() < more) {
      last = session.channel().alloc().directBuffer(COPIED);
      kept.add(last);
    }
    last.writeBytes(in, more);
  }

  /**
   * Takes what is kept of a whole answer out of the connection's window: its stream has ended, and
   * those that are opened in its place need as much. A caller's requests stay in it, because that
   * bounds what the caller may have us keep.
   */
  private void settle() {
    if (kept == null || session.opens(stream.id())) {
      return;
    }
    settled = true;
    int bytes = 0;
    for (ByteBuf one : kept) {
      bytes += one.readableBytes();
    }
    session.consumed(null, bytes);
  }

  private void deliver() {
    if (delivering) {
      return;
    }
    delivering = true;
    try {
      while (kept != null && sink != null && !paused) {
        next(kept, sink);
      }
    } finally {
      delivering = false;
    }
    finish();
  }

  private void next(ArrayDeque<ByteBuf> queue, Sink to) {
    ByteBuf first = queue.poll();
    if (queue.isEmpty()) {
      kept = null;
    }
    if (first == null) {
      return;
    }
    int bytes = first.readableBytes();
    try {
      to.data(first, bytes);
    } finally {
      first.release();
    }
    if (!settled) {
      session.consumed(stream, bytes);
    }
  }

  private void finish() {
    Sink to = sink;
    if (ended && kept == null && to != null && !complete && !paused) {
      complete = true;
      stream.received();
      if (trailers != null) {
        to.trailers(trailers);
      }
      to.end();
    }
  }

  void flush() {
    if (sink != null) {
      sink.flush();
    }
  }

  /** The body will never be complete; false when nobody has taken it. */
  public boolean breakOff(Refusal why) {
    if (complete) {
      return true;
    }
    Sink to = sink;
    cut = why;
    complete = true;
    forget();
    if (to == null || to == Discard.INSTANCE) {
      return false;
    }
    to.broken(why);
    return true;
  }
}
