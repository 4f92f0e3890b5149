package io.sallyport.edge.http2;

import java.util.Arrays;

/** Some octets of an array that belongs to somebody else; used again for every string. */
final class Slice {

  private static final byte[] NONE = {};

  byte[] array = NONE;
  int from;
  int length;

  void set(byte[] bytes, int first, int count) {
    array = bytes;
    from = first;
    length = count;
  }

  /** Lets go of the array. */
  void clear() {
    set(NONE, 0, 0);
  }

  byte[] copy() {
    return length == 0 ? NONE : Arrays.copyOfRange(array, from, from + length);
  }
}
