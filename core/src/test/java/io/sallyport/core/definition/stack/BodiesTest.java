package io.sallyport.core.definition.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.ApiSettings.BasePathMode;
import io.sallyport.core.definition.ApiSettings.JwtOnRest;
import io.sallyport.core.definition.ApiSettings.OpenApi31;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.definition.cloudformation.Deployment;
import io.sallyport.core.definition.openapi.OpenApiReader;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.Node.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Bodies that SAM writes are read as API Gateway reads them. */
class BodiesTest {

  private static final String REST =
      """
      Resources:
        Api:
          Type: AWS::ApiGateway::RestApi
          Properties:
            Body:
              swagger: "2.0"
              info: {title: t}
              security: [{Key: []}]
              securityDefinitions:
                Key:
                  type: apiKey
                  name: Authorization
                  in: header
                  x-amazon-apigateway-authtype: custom
                  x-amazon-apigateway-authorizer:
                    type: token
                    authorizerUri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations
              paths:
                /open: {get: {security: [{%s: []}], x-amazon-apigateway-integration: {type: mock}}}
                /shut: {get: {x-amazon-apigateway-integration: {type: mock}}}
      """;

  private static final String HTTP =
      """
      Resources:
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties:
            Body:
              openapi: 3.0.1
              info: {title: t}
              paths:
                $default:
                  x-amazon-apigateway-any-method:
                    x-amazon-apigateway-integration:
                      {type: http_proxy, httpMethod: ANY, uri: "http://localhost:1", payloadFormatVersion: "1.0"}
      """;

  private final Problems problems = new Problems(Set.of());

  @Test
  void noneAsksForNothingAndNothingElseIsOpened() {
    List<RouteDefinition> routes = read(REST.formatted("NONE")).orElseThrow().routes();

    assertThat(problems.found()).isEmpty();
    assertThat(routes).extracting(route -> route.authorization().toString()).hasSize(2);
    assertThat(routes.getFirst().authorization()).isNotEqualTo(routes.getLast().authorization());
  }

  @Test
  void refusesASchemeThatIsNotThere() {
    assertThat(read(REST.formatted("None"))).isEmpty();
    assertThat(problems.found()).extracting(Problem::id).containsExactly("unknown-security-scheme");
  }

  @Test
  void theDefaultPathIsTheDefaultRoute() {
    assertThat(read(HTTP).orElseThrow().routes())
        .extracting(RouteDefinition::path)
        .containsExactly("$default");
    assertThat(problems.found()).isEmpty();
  }

  private Optional<ApiDefinition> read(String text) {
    Mapping root =
        (Mapping)
            DocumentReader.read(
                    "template.yaml",
                    text.getBytes(StandardCharsets.UTF_8),
                    DocumentLimits.DEFINITION,
                    problems)
                .orElseThrow(() -> new AssertionError(problems.found()));
    Deployment deployment =
        new Deployment("stack", "us-east-1", "123456789012", Map.of(), Map.of(), Map.of());
    ApiDocument api = StackReader.read(root, deployment, problems).apis().getFirst();
    ApiSettings settings =
        new ApiSettings(
            "template.yaml",
            api.id(),
            api.type(),
            api.stage(),
            api.stageVariables(),
            api.hosts(),
            BasePathMode.IGNORE,
            OpenApi31.REFUSED,
            JwtOnRest.REFUSED,
            "123456789012",
            "us-east-1");
    return OpenApiReader.read(settings, api.document(), problems);
  }
}
