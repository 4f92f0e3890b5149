package io.sallyport.core.message;

import java.nio.charset.StandardCharsets;

/** A body that is wholly in memory. The array is never changed after construction. */
public final class Bytes implements Body {

  private final byte[] array;

  public Bytes(byte[] array) {
    this.array = array;
  }

  /** The bytes themselves, not a copy. */
  public byte[] array() {
    return array;
  }

  /** The UTF-8 encoding of {@code text}. */
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public long length() {
    return array.length;
  }

  @Override
  public void hold(int limit, BodyBudget budget, Holder holder) {
    holder.held(this);
  }

  @Override
  public void discard() {}

  /** The bytes read as UTF-8, malformed sequences replaced by U+FFFD as AWS does. */
  public String text() {
    return new String(array, StandardCharsets.UTF_8);
  }
}
