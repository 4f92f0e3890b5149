package io.sallyport.core.definition.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fail-closed table: every property AWS knows in an OpenAPI definition and whether it is
 * enforced, without effect or refused until it is enforced. See the API Gateway guide, "OpenAPI
 * extensions for API Gateway", and the OpenAPI and Swagger specifications.
 *
 * <p>INVARIANT: a property that is not in the table is never read. An unknown extension of AWS's
 * and an unknown plain property are mistakes, so that a mistyped {@code security} opens nothing.
 */
public final class PropertyTable {

  private static final List<Property> ROWS = rows();
  private static final Map<Place, Map<String, Property>> BY_PLACE = byPlace();

  private PropertyTable() {}

  /** All rows, in the order of the documentation. */
  public static List<Property> all() {
    return ROWS;
  }

  static Optional<Property> find(Place place, String name) {
    return Optional.ofNullable(names(place).get(name));
  }

  /** The first row of that name, wherever it belongs. */
  static Optional<Property> anywhere(String name) {
    return ROWS.stream().filter(row -> row.name().equals(name)).findFirst();
  }

  static Map<String, Property> names(Place place) {
    return BY_PLACE.getOrDefault(place, Map.of());
  }

  private static List<Property> rows() {
    List<Property> rows = new ArrayList<>();
    rows.addAll(DocumentProperties.ROWS);
    rows.addAll(SecurityProperties.ROWS);
    rows.addAll(IntegrationProperties.ROWS);
    return List.copyOf(rows);
  }

  private static Map<Place, Map<String, Property>> byPlace() {
    Map<Place, Map<String, Property>> index = new LinkedHashMap<>();
    for (Property row : ROWS) {
      Property other =
          index.computeIfAbsent(row.place(), _ -> new LinkedHashMap<>()).put(row.name(), row);
      if (other != null) {
        throw new IllegalStateException(row.place() + " " + row.name() + " stands twice");
      }
    }
    return index;
  }
}
