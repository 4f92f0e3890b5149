package io.sallyport.core.logline;

/**
 * Fields of comma-separated values, RFC 4180: a field with a comma, a quote, or a space at either
 * end stands in quotes, and quotes in it are doubled. A line end is escaped with a backslash, so
 * that a record stays one line.
 */
final class CsvText {

  private CsvText() {}

  static void write(String value, LogLine out) {
    if (!needsQuotes(value)) {
      characters(value, out);
      return;
    }
    out.raw('"');
    characters(value, out);
    out.raw('"');
  }

  private static boolean needsQuotes(String value) {
    return value.indexOf(',') >= 0
        || value.indexOf('"') >= 0
        || value.startsWith(" ")
        || value.endsWith(" ");
  }

  private static void characters(String value, LogLine out) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) == '"') {
        out.raw('"');
      }
      i += out.character(value, i);
    }
  }
}
