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

  /** A property the specification knows, and the letters of the APIs that have it. */
  private record Demand(Place place, String name, String apis) {}

  private final List<Row> rows = ExtensionTable.rows();

  @Test
  void readsTheWholeTableOfTheSpecification() {
    assertThat(rows).hasSizeGreaterThanOrEqualTo(20);
    assertThat(rows.stream().flatMap(row -> fields(row).stream()))
        .contains(
            new Demand(Place.INTEGRATION, "type", "RH"),
            new Demand(Place.INTEGRATION, "requestTemplates", "RH"),
            new Demand(Place.INTEGRATION, "responseParameters", "H"),
            new Demand(Place.INTEGRATION_RESPONSE, "contentHandling", "RH"),
            new Demand(Place.TLS_CONFIGURATION, "insecureSkipVerification", "R"),
            new Demand(Place.TLS_CONFIGURATION, "serverNameToVerify", "H"),
            new Demand(Place.INTEGRATION, "integrationTarget", "RH"),
            new Demand(Place.AUTHORIZER, "providerARNs", "RH"),
            new Demand(Place.JWT_CONFIGURATION, "audience", "RH"),
            new Demand(Place.REQUEST_VALIDATOR, "validateRequestParameters", "R"),
            new Demand(Place.GATEWAY_RESPONSE, "responseTemplates", "R"),
            new Demand(Place.ENDPOINT_CONFIGURATION, "vpcEndpointIds", "RH"));
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
              places.forEach(place -> addMissing(new Demand(place, name, row.apis()), missing)));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void decidesEveryFieldOfTheirObjects() {
    List<String> missing = new ArrayList<>();
    for (Row row : rows) {
      fields(row).forEach(field -> addMissing(field, missing));
    }
    assertThat(missing).isEmpty();
  }

  private static List<Place> places(String where) {
    return PLACES.entrySet().stream()
        .filter(place -> where.contains(place.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The fields a row names. */
  private static List<Demand> fields(Row row) {
    String first = row.names().getFirst();
    if (first.startsWith(NESTED)) {
      return row.names().stream()
          .filter(name -> name.startsWith("."))
          .map(name -> new Demand(Place.GATEWAY_RESPONSE, name.substring(1), letters(row.apis())))
          .toList();
    }
    String extension = first.substring(PREFIX.length());
    List<Demand> fields = new ArrayList<>();
    for (Shape.Field field : Shape.fields(row.shape())) {
      String apis = field.apis().isEmpty() ? row.apis() : field.apis();
      Place place = OBJECTS.get(path(extension, field));
      if (place != null) {
        fields.add(new Demand(place, field.name(), letters(apis)));
      }
    }
    return fields;
  }

  private static String path(String extension, Shape.Field field) {
    return field.owner().isEmpty() ? extension : extension + "." + field.owner();
  }

  private static String letters(String apis) {
    return apis.replaceAll("[^RH]", "");
  }

  private static void addMissing(Demand demand, List<String> missing) {
    boolean known = PropertyTable.all().stream().anyMatch(row -> meets(row, demand));
    if (!known) {
      missing.add(demand.toString());
    }
  }

  /** Whether a row decides what is demanded: to none of the APIs it is a mistake. */
  private static boolean meets(Property row, Demand demand) {
    return row.place() == demand.place()
        && row.name().equals(demand.name())
        && !(demand.apis().contains("R") && row.rest() == Disposition.MISTAKE)
        && !(demand.apis().contains("H") && row.http() == Disposition.MISTAKE);
  }
}
