package io.sallyport.core.definition.source;

import io.sallyport.core.definition.Location;
import java.util.Locale;

/** Sentences that both composers say, and parsers' own sentences in our manner. */
final class Wordings {

  private static final int LONGEST = 300;

  private Wordings() {}

  static UnreadableDocument duplicateKey(String key, Location first, Location second) {
    return UnreadableDocument.of(
        "duplicate-key",
        second,
        "`"
            + key
            + "` stands twice in the same mapping, first at line "
            + first.line()
            + " column "
            + first.column());
  }

  /** A parser's message without its Java names, its line breaks and its capital letter. */
  static String sentence(String message) {
    String text = message.replaceAll("\\s*\\n\\s*", " ").replaceAll("\\(`?JsonToken[^)]*\\)", "");
    text = text.replaceAll("\\s+", " ").strip();
    if (text.length() > LONGEST) {
      text = text.substring(0, LONGEST) + "…";
    }
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
