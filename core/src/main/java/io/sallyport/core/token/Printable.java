package io.sallyport.core.token;

import org.jspecify.annotations.Nullable;

/** Texts of strangers as they may stand in a log. */
public final class Printable {

  private static final int LONGEST = 120;

  private Printable() {}

  /** {@code text} on one line of ASCII, without backticks and not too long. */
  public static String of(@Nullable String text) {
    if (text == null) {
      return "";
    }
    int length = Math.min(text.length(), LONGEST);
    StringBuilder out = new StringBuilder(length + 1);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      out.append(c < ' ' || c > '~' || c == '`' ? '?' : c);
    }
    return length < text.length() ? out.append('…').toString() : out.toString();
  }
}
