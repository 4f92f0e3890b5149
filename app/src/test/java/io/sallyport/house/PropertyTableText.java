package io.sallyport.house;

import io.sallyport.core.definition.openapi.Disposition;
import io.sallyport.core.definition.openapi.Property;
import io.sallyport.core.definition.openapi.PropertyTable;
import java.util.Set;
import java.util.TreeSet;

/** The table of properties as the documentation shows it. */
final class PropertyTableText {

  private static final String HEAD =
      """
      | property | place | REST API | HTTP API | problem id | note |
      | --- | --- | --- | --- | --- | --- |
      """;

  private PropertyTableText() {}

  static String render() {
    StringBuilder text = new StringBuilder(HEAD);
    for (Property row : PropertyTable.all()) {
      text.append("| `")
          .append(row.name())
          .append("` | ")
          .append(row.place().noun())
          .append(" | ")
          .append(words(row.rest(), row))
          .append(" | ")
          .append(words(row.http(), row))
          .append(" | ")
          .append(row.problem().isEmpty() ? "" : "`" + row.problem() + "`")
          .append(" | ")
          .append(row.note().replace("|", "\\|"))
          .append(" |\n");
    }
    return text.toString();
  }

  private static String words(Disposition disposition, Property row) {
    return switch (disposition) {
      case ENFORCED -> "enforced";
      case WITHOUT_EFFECT -> "no effect";
      case MISTAKE -> "mistake";
      case REFUSED ->
          switch (row.when()) {
            case PRESENT -> "refused";
            case VALUE -> "refused unless empty" + harmless(row.harmless());
            case ACTING -> "refused where it acts";
          };
    };
  }

  private static String harmless(Set<String> values) {
    return values.isEmpty() ? "" : " or `" + String.join("`, `", new TreeSet<>(values)) + "`";
  }
}
