package io.sallyport.core.definition.openapi;

import static io.sallyport.core.definition.openapi.Documents.integration;
import static io.sallyport.core.definition.openapi.Documents.operation;
import static io.sallyport.core.definition.openapi.Documents.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.IntegrationDefinition.Mock;
import io.sallyport.core.definition.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class MappingsTest {

  @Test
  void refusesAResponseHeaderTheMethodResponseDoesNotDeclare() {
    Problem problem =
        read(mapped("X-Requset-Id", "'200': {headers: {X-Request-Id: {}}}")).refusal();

    assertThat(problem.id()).isEqualTo("undeclared-response-header");
    assertThat(problem.message()).startsWith("Invalid mapping expression specified: `method.");
    assertThat(problem.suggestion()).isEqualTo("X-Request-Id");
    assertThat(read(mapped("x", "'200': {description: none}")).refusal().id())
        .isEqualTo("undeclared-response-header");
  }

  @Test
  void takesAResponseHeaderThatIsDeclaredHereOrThroughAReference() {
    String shared =
        mapped("x-request-id", "'200': {$ref: '#/components/responses/ok'}")
            + "components: {responses: {ok: {headers: {X-Request-Id: {}}}}}\n";

    assertThat(read(mapped("x-request-id", "'200': {headers: {X-Request-Id: {}}}")).loaded())
        .isNotNull();
    assertThat(read(shared).loaded()).isNotNull();
  }

  @Test
  void warnsOfAPathMappingThatFillsNothing() {
    String mapping = "requestParameters: {integration.request.path.id: method.request.path.id}";

    assertThat(
            read(integration("type: http_proxy", "httpMethod: GET", "uri: 'http://h/'", mapping)))
        .satisfies(outcome -> {
          assertThat(outcome.definition()).isPresent();
          assertThat(outcome.ids()).containsExactly("unused-path-mapping");
        });
    for (String uri : List.of("http://h/{id}", "http://h/{id+}", "http://h/?x={id}")) {
      read(integration("type: http", "httpMethod: GET", "uri: '" + uri + "'", mapping)).loaded();
    }
  }

  @Test
  void takesANullRequestTemplateAsATypeThatPasses() {
    Mock mock =
        (Mock)
            read(integration(
                    "type: mock", "requestTemplates: {application/json: null, text/plain: x}"))
                .loaded()
                .routes()
                .getFirst()
                .integration();

    assertThat(mock.passedTypes()).containsExactly("application/json");
    assertThat(mock.templates()).containsOnlyKeys("text/plain");
    assertThat(read(integration("type: mock", "requestTemplates: {a/b: [1]}")).refusal().id())
        .isEqualTo("wrong-type");
  }

  /** A mock whose response sets one header, and its method response. */
  private static String mapped(String header, String response) {
    return operation(
        "responses: {" + response + "}",
        "x-amazon-apigateway-integration:",
        "  type: mock",
        "  responses:",
        "    default:",
        "      statusCode: 200",
        "      responseParameters: {method.response.header." + header + ": \"'1'\"}");
  }
}
