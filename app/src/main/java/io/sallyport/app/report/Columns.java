package io.sallyport.app.report;

import java.util.ArrayList;
import java.util.List;

/** A table of texts whose columns are as wide as their widest. */
final class Columns {

  private final List<List<String>> rows = new ArrayList<>();

  void row(String... cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(printable(cell));
    }
    rows.add(row);
  }

  String text() {
    int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i);
        text.append("  ").append(cell);
        text.repeat(' ', i + 1 < columns ? widths[i] - cell.length() : 0);
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  /** A title or a name may hold anything; a terminal should not obey it. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
