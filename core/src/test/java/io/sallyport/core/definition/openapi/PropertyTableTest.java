package io.sallyport.core.definition.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.openapi.Documents.Outcome;
import io.sallyport.core.pipeline.ApiType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the table does what it says, in a document that has the property. */
class PropertyTableTest {

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("refused")
  void refusesByItsIdWhatIsNotEnforced(ApiType type, Property row) {
    Outcome outcome = Documents.read(Documents.settings(type), RowSamples.document(row, type));

    assertThat(outcome.definition()).isEmpty();
    assertThat(outcome.ids()).containsOnly(row.problem());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("refused")
  void letsTheOperatorAllowWhatIsNotEnforced(ApiType type, Property row) {
    Outcome outcome =
        Documents.read(Documents.settings(type), RowSamples.document(row, type), row.problem());

    assertThat(outcome.loaded().routes()).isNotEmpty();
    assertThat(outcome.passed()).extracting(Problem::id).contains(row.problem());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("mistaken")
  void refusesWhatTheTypeOfApiDoesNotHave(ApiType type, Property row) {
    Outcome outcome = Documents.read(Documents.settings(type), RowSamples.document(row, type));

    assertThat(outcome.definition()).isEmpty();
    assertThat(outcome.ids()).containsAnyOf("unknown-property", "version-not-supported");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("withoutEffect")
  void listsWhatIsWithoutEffect(ApiType type, Property row) {
    Outcome outcome = Documents.read(Documents.settings(type), RowSamples.document(row, type));

    assertThat(outcome.definition()).isPresent();
    String place = row.place().words().replaceFirst("^(a|an|the) ", "");
    assertThat(outcome.definition().orElseThrow().unaffected()).contains(place + " " + row.name());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("enforced")
  void loadsWhatIsEnforced(ApiType type, Property row) {
    Outcome outcome = Documents.read(Documents.settings(type), RowSamples.document(row, type));

    if (row.name().equals("swagger") && type == ApiType.HTTP) {
      assertThat(outcome.ids()).containsExactly("version-not-supported");
    } else {
      assertThat(outcome.loaded().unaffected()).doesNotContain(row.place().words());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-amazon-apigateway-any-method",
        "x-amazon-apigateway-api-key-source",
        "x-amazon-apigateway-auth",
        "x-amazon-apigateway-authorizer",
        "x-amazon-apigateway-authtype",
        "x-amazon-apigateway-binary-media-types",
        "x-amazon-apigateway-cors",
        "x-amazon-apigateway-documentation",
        "x-amazon-apigateway-endpoint-access-mode",
        "x-amazon-apigateway-endpoint-configuration",
        "x-amazon-apigateway-gateway-responses",
        "x-amazon-apigateway-importexport-version",
        "x-amazon-apigateway-integration",
        "x-amazon-apigateway-integrations",
        "x-amazon-apigateway-minimum-compression-size",
        "x-amazon-apigateway-policy",
        "x-amazon-apigateway-request-validator",
        "x-amazon-apigateway-request-validators",
        "x-amazon-apigateway-security-policy",
        "x-amazon-apigateway-tag-value"
      })
  void hasEveryExtensionAwsDocuments(String name) {
    assertThat(PropertyTable.anywhere(name)).isPresent();
  }

  @Test
  void namesAnIdForEveryRefusal() {
    assertThat(PropertyTable.all())
        .filteredOn(row -> Stream.of(ApiType.values()).anyMatch(type -> isRefused(row, type)))
        .allSatisfy(row -> assertThat(row.problem()).matches("[a-z-]+-not-(enforced|supported)"));
    assertThat(PropertyTable.all())
        .extracting(Property::problem)
        .contains(
            "authorizer-not-enforced",
            "api-key-not-enforced",
            "validator-not-enforced",
            "policy-not-enforced",
            "cors-not-enforced");
  }

  @Test
  void refusesNothingOfHarmlessValues() {
    assertThat(
            Documents.read(
                    Documents.root(
                        "x-amazon-apigateway-api-key-source: HEADER",
                        "x-amazon-apigateway-binary-media-types: []",
                        "x-amazon-apigateway-endpoint-access-mode: BASIC",
                        "x-amazon-apigateway-endpoint-configuration: {types: [REGIONAL]}"))
                .loaded()
                .unaffected())
        .contains("document x-amazon-apigateway-api-key-source");
    assertThat(
            Documents.read(
                    Documents.operation(
                        "x-amazon-apigateway-auth: {type: none}",
                        "x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET,"
                            + " uri: 'http://h/', connectionType: INTERNET,"
                            + " contentHandling: CONVERT_TO_TEXT}"))
                .loaded()
                .routes())
        .hasSize(1);
  }

  private static boolean isRefused(Property row, ApiType type) {
    return row.disposition(type) == Disposition.REFUSED;
  }

  static List<Arguments> refused() {
    return rows(Disposition.REFUSED);
  }

  static List<Arguments> mistaken() {
    return rows(Disposition.MISTAKE);
  }

  static List<Arguments> enforced() {
    return rows(Disposition.ENFORCED);
  }

  /** What acts nowhere is not listed by the check of an object, but by the reader it concerns. */
  static List<Arguments> withoutEffect() {
    return rows(Disposition.WITHOUT_EFFECT).stream()
        .filter(arguments ->
            arguments.get()[1] instanceof Property row
                && arguments.get()[0] instanceof ApiType type
                && isReached(row, type))
        .toList();
  }

  /** HTTP APIs do not read the objects they ignore. */
  private static boolean isReached(Property row, ApiType type) {
    return switch (row.place()) {
      case INTEGRATION_RESPONSE, GATEWAY_RESPONSE, REQUEST_VALIDATOR -> type == ApiType.REST;
      default -> true;
    };
  }

  private static List<Arguments> rows(Disposition disposition) {
    return Stream.of(ApiType.values())
        .flatMap(type ->
            PropertyTable.all().stream()
                .filter(row -> row.disposition(type) == disposition)
                .map(row -> Arguments.of(type, row)))
        .toList();
  }
}
