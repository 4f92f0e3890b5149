package io.sallyport.app.config;

import org.jspecify.annotations.Nullable;

/**
 * Where a listener listens.
 *
 * @param number 0 for any free port; -1 when the listener is off
 */
public record Port(int number) {

  public static final Port OFF = new Port(-1);

  public boolean isOff() {
    return number < 0;
  }

  /** Reads a number or {@code off}; null when it is neither. */
  public static @Nullable Port parse(String text) {
    if (text.equals("off")) {
      return OFF;
    }
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
      return null;
    }
    return new Port(Integer.parseInt(text));
  }

  @Override
  public String toString() {
    return isOff() ? "off" : Integer.toString(number);
  }
}
