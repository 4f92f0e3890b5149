package io.sallyport.edge.http2;

import io.netty.channel.Channel;
import io.sallyport.edge.http2.FrameReader.Violation;
import java.util.ArrayDeque;

/** The windows of a whole connection in both directions, and the streams that wait for them. */
final class Windows {

  static final Violation TOO_LARGE =
      new Violation(ErrorCode.FLOW_CONTROL_ERROR, "a window larger than a window can be");

  private static final int FIRST = 65_535;

  private final int connection;
  private final ArrayDeque<Outgoing> queue = new ArrayDeque<>(4);
  private int peerStream = FIRST;
  private int send = FIRST;
  private int receive = FIRST;
  private int taken;

  /**
   * @param connection the window of all streams that we receive together, in bytes
   */
  Windows(int connection) {
    this.connection = connection;
  }

  /** The window the peer gives each new stream. */
  int peerStream() {
    return peerStream;
  }

  /** The peer changes the window of each stream; by how much. */
  int peerStream(int value) {
    int change = value - peerStream;
    peerStream = value;
    return change;
  }

  /** How much a stream may send that has {@code window} left. */
  int allowed(int window) {
    return Math.max(0, Math.min(window, send));
  }

  void sent(int bytes) {
    send -= bytes;
  }

  /** The peer lets us send {@code more}; false when that makes no window. */
  boolean open(int more) {
    if (send + (long) more > Integer.MAX_VALUE) {
      return false;
    }
    send += more;
    return true;
  }

  /** {@code waiting} has bytes that may not go yet. */
  void queue(Outgoing waiting) {
    if (!waiting.queued) {
      waiting.queued = true;
      queue.add(waiting);
    }
  }

  /** {@code waiting} has nothing more to send. */
  void leave(Outgoing waiting) {
    if (waiting.queued) {
      waiting.queued = false;
      queue.remove(waiting);
    }
  }

  /** Goes on with what waits, each stream once, as far as the connection lets it. */
  void proceed(Channel channel) {
    // Also where the connection's window is shut: the end of a body needs none.
    for (int left = queue.size(); left > 0 && channel.isWritable(); left--) {
      Outgoing next = queue.poll();
      if (next == null) {
        return;
      }
      next.queued = false;
      if (!next.stream().closed() && !next.proceed()) {
        queue(next);
      }
    }
  }

  /** Makes our window as large as we let it be; how much to announce. */
  int widen() {
    int more = connection - receive;
    receive = connection;
    return more;
  }

  /** The peer has sent {@code bytes}; false when it was not allowed to. */
  boolean received(int bytes) {
    receive -= bytes;
    return receive >= 0;
  }

  /**
   * Somebody took {@code bytes}; how much to announce now, or 0. What one stream's window needs is
   * announced: of ours most may be kept for others, and the rest would never come to its half.
   */
  int taken(int bytes) {
    taken += bytes;
    if (taken < Http2Session.STREAM_WINDOW / 2) {
      return 0;
    }
    int more = taken;
    receive += more;
    taken = 0;
    return more;
  }
}
