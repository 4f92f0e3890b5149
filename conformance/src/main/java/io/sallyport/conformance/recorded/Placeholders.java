package io.sallyport.conformance.recorded;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code {{any:x}}} marks in recorded values, which stand for text that differs between two
 * runs.
 */
final class Placeholders {
  private static final Pattern ANY = Pattern.compile("\\{\\{any:[^}]*}}");

  private Placeholders() {}

  /** Says whether {@code expected} is one mark and nothing else, so that any value will do. */
  static boolean isAny(String expected) {
    return ANY.matcher(expected).matches();
  }

  /** Compares text in which each mark stands for any run of characters. */
  static boolean matches(String expected, String actual) {
    Matcher mark = ANY.matcher(expected);
    StringBuilder regex = new StringBuilder();
    int from = 0;
    while (mark.find()) {
      regex.append(Pattern.quote(expected.substring(from, mark.start()))).append(".*");
      from = mark.end();
    }
    regex.append(Pattern.quote(expected.substring(from)));
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(actual).matches();
  }
}
