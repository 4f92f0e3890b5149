package io.sallyport.edge.http2;

import io.netty.util.collection.IntObjectHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open streams of a connection, and how the last ones ended, for frames that come late. */
final class Streams {

  private static final int REMEMBERED = 256;

  private final IntObjectHashMap<Http2Stream> open = new IntObjectHashMap<>(16);
  private final int[] endedIds = new int[REMEMBERED];
  private final boolean[] endedByUs = new boolean[REMEMBERED];
  private final int[] underWay = new int[REMEMBERED];
  private int next;
  private int lastPeer;

  /** What is known of a stream that is not open any more. */
  enum How {
    /** We have reset it; the peer may not know yet. */
    RESET_BY_US,
    /** Both sides have ended it, or the peer has reset it. */
    ENDED,
    /** It is not one of the last streams. */
    UNKNOWN
  }

  @Nullable Http2Stream get(int id) {
    return open.get(id);
  }

  void add(Http2Stream stream) {
    open.put(stream.id(), stream);
  }

  /** Takes the stream {@code id} out and remembers how it ended; null when it was not open. */
  @Nullable Http2Stream end(int id, How how) {
    Http2Stream stream = open.remove(id);
    if (stream != null) {
      remember(id, how, stream.receiveWindow());
    }
    return stream;
  }

  /**
   * Remembers the stream {@code id}.
   *
   * @param window what the peer may have sent on it before it hears of the end, in bytes
   */
  void remember(int id, How how, int window) {
    endedIds[next] = id;
    endedByUs[next] = how == How.RESET_BY_US;
    underWay[next] = window;
    next = (next + 1) % REMEMBERED;
  }

  /** Whether {@code bytes} were on their way before the peer knew that we have reset the stream. */
  boolean wereUnderWay(int id, int bytes) {
    for (int i = 0; i < REMEMBERED; i++) {
      if (endedIds[i] == id && endedByUs[i] && underWay[i] >= bytes) {
        underWay[i] -= bytes;
        return true;
      }
    }
    return false;
  }

  How how(int id) {
    for (int i = 0; i < REMEMBERED; i++) {
      if (endedIds[i] == id) {
        return endedByUs[i] ? How.RESET_BY_US : How.ENDED;
      }
    }
    return How.UNKNOWN;
  }

  int count() {
    return open.size();
  }

  /** All open streams now; changes while it is read do not show. */
  List<Http2Stream> all() {
    return List.copyOf(open.values());
  }

  /** The last stream the peer has opened. */
  int lastPeer() {
    return lastPeer;
  }

  void lastPeer(int id) {
    lastPeer = id;
  }
}
