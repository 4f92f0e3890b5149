package io.sallyport.conformance.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table of the extensions of AWS's in the specification beside the checkout. */
final class ExtensionTable {

  private static final Path SPECIFICATION = Path.of("../../shared/spec/protection.md");
  private static final String HEADING = "### 12.1 ";
  private static final Pattern CELL_END = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private ExtensionTable() {}

  /**
   * A row.
   *
   * @param names what the row is about, without the backticks
   * @param where the objects the extensions stand in, in words
   * @param apis {@code R}, {@code H} or both
   */
  record Row(List<String> names, String where, String apis, String shape) {}

  static List<Row> rows() {
    String text = read();
    int start = text.indexOf(HEADING);
    assertThat(start).as("the section `" + HEADING + "`").isNotNegative();
    String section = text.substring(start, text.indexOf("\n### ", start + 1));
    return section.lines().filter(line -> line.startsWith("| `")).map(ExtensionTable::row).toList();
  }

  private static Row row(String line) {
    List<String> cells = CELL_END.splitAsStream(line).skip(1).map(String::strip).toList();
    List<String> names = codes(cells.get(0)).flatMap(code -> Stream.of(code.split(" / "))).toList();
    return new Row(names, cells.get(1), cells.get(2), cells.get(3).replace("\\|", "|"));
  }

  private static Stream<String> codes(String cell) {
    return CODE.matcher(cell).results().map((MatchResult code) -> code.group(1));
  }

  private static String read() {
    try {
      return Files.readString(SPECIFICATION);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
