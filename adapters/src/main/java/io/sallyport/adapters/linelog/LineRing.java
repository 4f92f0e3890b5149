package io.sallyport.adapters.linelog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * A ring of bytes between one event loop, which appends whole lines, and the writer, which takes
 * them out. Neither ever waits for the other.
 *
 * <p>{@code head} and {@code tail} only grow; their low bits are places in the ring. The producer
 * owns {@code tail} and publishes it after the bytes, the consumer owns {@code head} and publishes
 * it after it has copied them out.
 */
final class LineRing {

  private static final VarHandle HEAD;
  private static final VarHandle TAIL;
  private static final VarHandle LOST;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      HEAD = lookup.findVarHandle(LineRing.class, "head", long.class);
      TAIL = lookup.findVarHandle(LineRing.class, "tail", long.class);
      LOST = lookup.findVarHandle(LineRing.class, "lost", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final byte[] ring;
  private final int mask;

  @SuppressWarnings("unused") // read and written through HEAD
  private long head;

  @SuppressWarnings("unused") // read and written through TAIL
  private long tail;

  @SuppressWarnings("unused") // read and written through LOST
  private long lost;

  /**
   * @param capacity in bytes; a power of two
   */
  LineRing(int capacity) {
    this.ring = new byte[capacity];
    this.mask = capacity - 1;
  }

  /**
   * Appends lines, or counts them as lost when there is no room. For the producer alone.
   *
   * @return the bytes that wait now; -1 when the lines were lost
   */
  int append(byte[] lines, int length) {
    long end = (long) TAIL.get(this);
    int waiting = (int) (end - (long) HEAD.getAcquire(this));
    if (length > ring.length - waiting) {
      LOST.setOpaque(this, (long) LOST.get(this) + count(lines, length));
      return -1;
    }
    int at = (int) end & mask;
    int first = Math.min(length, ring.length - at);
    System.arraycopy(lines, 0, ring, at, first);
    System.arraycopy(lines, first, ring, 0, length - first);
    TAIL.setRelease(this, end + length);
    return waiting + length;
  }

  /**
   * Moves the bytes before {@code end}, as many as fit, into {@code target}. For the consumer
   * alone.
   *
   * @return how many were moved
   */
  int drainTo(ByteBuffer target, long end) {
    long start = (long) HEAD.get(this);
    int length = (int) Math.min(end - start, target.remaining());
    int at = (int) start & mask;
    int first = Math.min(length, ring.length - at);
    target.put(ring, at, first).put(ring, 0, length - first);
    HEAD.setRelease(this, start + length);
    return length;
  }

  private static int count(byte[] lines, int length) {
    int count = 0;
    for (int i = 0; i < length; i++) {
      count += lines[i] == '\n' ? 1 : 0;
    }
    return count;
  }

  /** Lines that found no room. */
  long lost() {
    return (long) LOST.getOpaque(this);
  }

  /** The end of the last whole line. */
  long end() {
    return (long) TAIL.getAcquire(this);
  }
}
