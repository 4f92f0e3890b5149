package io.sallyport.core.logline;

import java.nio.charset.StandardCharsets;

/**
 * Text in XML 1.0: markup becomes entities, what could end a line or deceive a reader becomes a
 * character reference, and what XML cannot hold at all becomes U+FFFD.
 */
final class XmlText {

  private static final byte[] AMPERSAND = ascii("&amp;");
  private static final byte[] LESS = ascii("&lt;");
  private static final byte[] GREATER = ascii("&gt;");
  private static final byte[] QUOTE = ascii("&quot;");
  private static final byte[] APOSTROPHE = ascii("&apos;");
  private static final byte[] REFERENCE = ascii("&#x");
  private static final String REPLACEMENT = "\uFFFD";

  private XmlText() {}

  static void write(String value, LogLine out) {
    for (int i = 0; i < value.length(); i++) {
      switch (value.charAt(i)) {
        case '&' -> out.raw(AMPERSAND);
        case '<' -> out.raw(LESS);
        case '>' -> out.raw(GREATER);
        case '"' -> out.raw(QUOTE);
        case '\'' -> out.raw(APOSTROPHE);
        default -> i += character(value, i, out);
      }
    }
  }

  private static int character(String value, int at, LogLine out) {
    char c = value.charAt(at);
    if (!isAllowed(value, at, c)) {
      out.character(REPLACEMENT, 0);
      return 0;
    }
    if (LogLine.isHarmful(c)) {
      out.raw(REFERENCE).hex(c).raw(';');
      return 0;
    }
    return out.character(value, at);
  }

  /** XML 1.0, section 2.2: no control characters but tab and line ends, no lone surrogates. */
  private static boolean isAllowed(String value, int at, char c) {
    if (c < 0x20) {
      return c == '\t' || c == '\n' || c == '\r';
    }
    if (Character.isHighSurrogate(c)) {
      return at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1));
    }
    return !Character.isLowSurrogate(c) && c < 0xFFFE;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
