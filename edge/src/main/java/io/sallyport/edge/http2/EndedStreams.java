package io.sallyport.edge.http2;

/** Remembers how the last streams of a connection ended, for frames that come after the end. */
final class EndedStreams {

  private static final int SIZE = 256;

  private final int[] ids = new int[SIZE];
  private final boolean[] byUs = new boolean[SIZE];
  private int next;

  /** What is known of a stream that is not open any more. */
  enum How {
    /** We have reset it; the peer may not know yet. */
    RESET_BY_US,
    /** Both sides have ended it, or the peer has reset it. */
    ENDED,
    /** It is not one of the last streams. */
    UNKNOWN
  }

  void add(int id, boolean resetByUs) {
    ids[next] = id;
    byUs[next] = resetByUs;
    next = (next + 1) % SIZE;
  }

  How how(int id) {
    for (int i = 0; i < SIZE; i++) {
      if (ids[i] == id) {
        return byUs[i] ? How.RESET_BY_US : How.ENDED;
      }
    }
    return How.UNKNOWN;
  }
}
