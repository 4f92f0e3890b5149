package io.sallyport.conformance.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.conformance.definitions.ExtensionTable.Row;
import io.sallyport.core.definition.openapi.Disposition;
import io.sallyport.core.definition.openapi.Place;
import io.sallyport.core.definition.openapi.Property;
import io.sallyport.core.definition.openapi.PropertyTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table in code knows every property the specification knows, where it belongs. */
class PropertyTableSpecificationTest {

  private static final String PREFIX = "x-amazon-apigateway-";
  private static final String NESTED = "…-gateway-responses";

  private static final Map<String, Place> PLACES =
      Map.of(
          "root", Place.ROOT,
          "path item", Place.PATH_ITEM,
          "operation", Place.OPERATION,
          "security scheme", Place.SECURITY_SCHEME,
          "components", Place.COMPONENTS,
          "tag object", Place.TAG,
          "server object", Place.SERVER);

  /** The objects in the shapes, by extension and path. Other shapes are refused as a whole. */
  private static final Map<String, Place> OBJECTS =
      Map.of(
          "integration", Place.INTEGRATION,
          "integration.responses.*", Place.INTEGRATION_RESPONSE,
          "integration.tlsConfig", Place.TLS_CONFIGURATION,
          "authorizer", Place.AUTHORIZER,
          "authorizer.jwtConfiguration", Place.JWT_CONFIGURATION,
          "endpoint-configuration", Place.ENDPOINT_CONFIGURATION,
          "request-validators.*", Place.REQUEST_VALIDATOR,
          "gateway-responses.*", Place.GATEWAY_RESPONSE);

  private final List<Row> rows = ExtensionTable.rows();

  @Test
  void readsTheWholeTableOfTheSpecification() {
    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(rows.stream().flatMap(row -> fields(row).stream()))
        .contains(
            "INTEGRATION type RH",
            "INTEGRATION requestTemplates RH",
            "INTEGRATION responseParameters H",
            "INTEGRATION_RESPONSE contentHandling RH",
            "TLS_CONFIGURATION insecureSkipVerification R",
            "TLS_CONFIGURATION serverNameToVerify H",
            "INTEGRATION integrationTarget RH",
            "AUTHORIZER providerARNs RH",
            "JWT_CONFIGURATION audience RH",
            "REQUEST_VALIDATOR validateRequestParameters R",
            "GATEWAY_RESPONSE responseTemplates R",
            "ENDPOINT_CONFIGURATION vpcEndpointIds RH");
  }

  @Test
  void decidesEveryExtensionWhereItBelongs() {
    List<String> missing = new ArrayList<>();
    for (Row row : rows) {
      List<Place> places = places(row.where());
      assertThat(places.isEmpty() && !row.where().equals("nested"))
          .as("an unknown place: " + row.where())
          .isFalse();
      row.names().stream()
          .filter(name -> !name.startsWith(NESTED) && !name.startsWith("."))
          .forEach(name ->
              places.forEach(place -> addMissing(place, name, row.apis(), missing)));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void decidesEveryFieldOfTheirObjects() {
    List<String> missing = new ArrayList<>();
    for (Row row : rows) {
      for (String field : fields(row)) {
        String[] parts = field.split(" ");
        addMissing(Place.valueOf(parts[0]), parts[1], parts[2], missing);
      }
    }
    assertThat(missing).isEmpty();
  }

  private static List<Place> places(String where) {
    return PLACES.entrySet().stream()
        .filter(place -> where.contains(place.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The fields a row names, {@code PLACE name apis}. */
  private static List<String> fields(Row row) {
    String first = row.names().getFirst();
    if (first.startsWith(NESTED)) {
      return row.names().stream()
          .filter(name -> name.startsWith("."))
          .map(name -> Place.GATEWAY_RESPONSE + " " + name.substring(1) + " " + letters(row.apis()))
          .toList();
    }
    String extension = first.substring(PREFIX.length());
    return Shape.fields(row.shape()).stream()
        .filter(field -> OBJECTS.containsKey(path(extension, field)))
        .map(field ->
            OBJECTS.get(path(extension, field))
                + " "
                + field.name()
                + " "
                + letters(field.apis().isEmpty() ? row.apis() : field.apis()))
        .toList();
  }

  private static String path(String extension, Shape.Field field) {
    return field.owner().isEmpty() ? extension : extension + "." + field.owner();
  }

  private static String letters(String apis) {
    return apis.replaceAll("[^RH]", "");
  }

  private static void addMissing(Place place, String name, String apis, List<String> missing) {
    boolean known =
        PropertyTable.all().stream()
            .anyMatch(row -> row.place() == place && row.name().equals(name) && has(row, apis));
    if (!known) {
      missing.add(name + " in " + place.words() + " of " + apis);
    }
  }

  /** Whether the APIs the specification names have a property: to none of them is it a mistake. */
  private static boolean has(Property row, String apis) {
    return !(apis.contains("R") && row.rest() == Disposition.MISTAKE)
        && !(apis.contains("H") && row.http() == Disposition.MISTAKE);
  }
}
