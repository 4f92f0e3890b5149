package io.sallyport.core.definition.openapi;

import static io.sallyport.core.definition.openapi.Documents.PROXY;
import static io.sallyport.core.definition.openapi.Documents.operation;
import static io.sallyport.core.definition.openapi.Documents.read;
import static io.sallyport.core.definition.openapi.Documents.root;
import static io.sallyport.core.definition.openapi.Documents.settings;
import static io.sallyport.core.definition.openapi.Documents.with;
import static io.sallyport.core.definition.openapi.Documents.withPaths;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.ApiDefinition.DefaultEndpoint;
import io.sallyport.core.definition.ApiSettings.BasePathMode;
import io.sallyport.core.definition.ApiSettings.OpenApi31;
import io.sallyport.core.definition.IntegrationDefinition.HttpProxy;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.pipeline.ApiType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiReaderTest {

  @Test
  void refusesARequiredParameterUnderAnActiveValidator() {
    String validators =
        "x-amazon-apigateway-request-validators: {p: {validateRequestParameters: true}}\n";
    String required = "parameters: [{name: a, in: query, required: true}]";
    String optional = "parameters: [{name: a, in: query}]";
    String active = "x-amazon-apigateway-request-validator: p";

    assertThat(read(operation(PROXY, required, active) + validators).refusal().id())
        .isEqualTo("validator-not-enforced");
    assertThat(read(operation(PROXY, required) + validators + active).refusal().id())
        .isEqualTo("validator-not-enforced");
    assertThat(read(operation(PROXY, required) + validators).loaded().routes()).hasSize(1);
    assertThat(read(operation(PROXY, optional, active) + validators).loaded().routes()).hasSize(1);
    assertThat(
            read(settings(ApiType.HTTP), operation(PROXY, required, active) + validators)
                .loaded()
                .routes())
        .hasSize(1);
  }

  @Test
  void refusesAParameterOfThePathItemUnderAnActiveValidator() {
    String text =
        withPaths(
                "  /a:\n    parameters: [{$ref: '#/components/parameters/p'}]\n    get: {%s,"
                        .formatted(PROXY)
                    + " x-amazon-apigateway-request-validator: p}\n")
            + "components: {parameters: {p: {name: a, in: header, required: true}}}\n"
            + "x-amazon-apigateway-request-validators: {p: {validateRequestParameters: true}}\n";

    assertThat(read(text).refusal().id()).isEqualTo("validator-not-enforced");
  }

  @Test
  void refusesAModelUnderAnActiveBodyValidator() {
    String rest =
        """
        x-amazon-apigateway-request-validators: {b: {validateRequestBody: true}}
        x-amazon-apigateway-request-validator: b
        """;
    String bodies =
        "components: {requestBodies: {m: {content: {application/json: {schema: {}}}}}}\n";
    String swagger =
        "swagger: '2.0'\npaths: {/a: {get: {%s, parameters: [{name: b, in: body, schema: {}}]}}}\n"
            .formatted(PROXY);

    String body = "requestBody: {$ref: '#/components/requestBodies/m'}";

    assertThat(read(operation(PROXY, body) + rest + bodies).refusal().id())
        .isEqualTo("validator-not-enforced");
    assertThat(read(operation(PROXY) + rest + bodies).loaded().routes()).hasSize(1);
    assertThat(read(swagger + rest).refusal().id()).isEqualTo("validator-not-enforced");
  }

  @Test
  void refusesAValidatorThatIsNotDefined() {
    String text =
        operation(PROXY, "x-amazon-apigateway-request-validator: bodi")
            + "x-amazon-apigateway-request-validators: {body: {validateRequestBody: true}}\n";

    Problem problem = read(text).refusal();

    assertThat(problem.id()).isEqualTo("unknown-request-validator");
    assertThat(problem.suggestion()).isEqualTo("body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-amazon-apigateway-importexport-version: '1.0'",
        "components: {securitySchemes: {j: {type: oauth2, x-amazon-apigateway-authorizer: {type:"
            + " jwt, identitySource: $request.header.a, jwtConfiguration: {issuer: 'https://i',"
            + " audience: [a]}}}}}",
        "components: {x-amazon-apigateway-integrations: {i: {type: http_proxy,"
            + " payloadFormatVersion: '2.0'}}}"
      })
  void tellsAnHttpApiByWhatOnlyHttpApisHave(String line) {
    assertThat(read(root(line)).loaded().type()).isEqualTo(ApiType.HTTP);
  }

  @Test
  void tellsAnHttpApiByItsCors() {
    assertThat(read(root("x-amazon-apigateway-cors: {}")).refusal().id())
        .isEqualTo("cors-not-enforced");
  }

  @Test
  void takesTheTypeItIsTold() {
    assertThat(read(root()).loaded().type()).isEqualTo(ApiType.REST);
    assertThat(
            read(settings(ApiType.REST), root("x-amazon-apigateway-importexport-version: '1.0'"))
                .loaded()
                .type())
        .isEqualTo(ApiType.REST);
  }

  @Test
  void readsASwaggerDocument() {
    ApiDefinition api =
        read("""
        {"swagger": "2.0", "info": {"title": "pets", "version": "1"}, "host": "h", "schemes": ["https"],
         "paths": {"/pets/{id}/": {"get": {"operationId": "getPet",
           "parameters": [{"name": "id", "in": "path", "required": true, "type": "string"}],
           "responses": {"200": {"description": "ok"}, "default": {"description": "x"}},
           "x-amazon-apigateway-integration": {"type": "http_proxy", "httpMethod": "ANY",
             "uri": "http://h/${AWS::Region}/${AWS::AccountId}/${AWS::Partition}/{id}",
             "requestParameters": {"integration.request.path.id": "method.request.path.id"}}}}}}
        """)
            .loaded();

    RouteDefinition route = api.routes().getFirst();
    assertThat(api.name()).isEqualTo("pets");
    assertThat(api.stage()).isEqualTo("prod");
    assertThat(route.method() + " " + route.path()).isEqualTo("GET /pets/{id}");
    assertThat(route.operationName()).isEqualTo("getPet");
    assertThat(route.responses()).containsExactly("200");
    assertThat(((HttpProxy) route.integration()).uri().value())
        .isEqualTo("http://h/us-east-1/123456789012/aws/{id}");
    assertThat(api.unaffected()).contains("document host", "document schemes");
  }

  @Test
  void readsAnHttpApiAsAwsExportsIt() {
    ApiDefinition api =
        read("""
        openapi: 3.0.1
        info: {title: pets, version: 2024-01-01}
        servers:
        - url: https://abc.execute-api.us-east-1.amazonaws.com/{basePath}
          variables: {basePath: {default: ""}}
          x-amazon-apigateway-endpoint-configuration: {disableExecuteApiEndpoint: true}
        paths:
          /$default:
            x-amazon-apigateway-any-method:
              isDefaultRoute: true
              responses: {default: {description: x}}
              x-amazon-apigateway-integration:
                $ref: '#/components/x-amazon-apigateway-integrations/one'
          /pets/{id}:
            get:
              x-amazon-apigateway-integration:
                $ref: '#/components/x-amazon-apigateway-integrations/one'
        components:
          x-amazon-apigateway-integrations:
            one:
              payloadFormatVersion: "1.0"
              type: HTTP_PROXY
              httpMethod: ANY
              uri: https://h/
              connectionType: INTERNET
        x-amazon-apigateway-importexport-version: "1.0"
        """)
            .loaded();

    assertThat(api.type()).isEqualTo(ApiType.HTTP);
    assertThat(api.stage()).isEqualTo("$default");
    assertThat(api.defaultEndpoint()).isEqualTo(DefaultEndpoint.DISABLED);
    assertThat(api.routes())
        .extracting(route -> route.method() + " " + route.path())
        .containsExactly("$default $default", "GET /pets/{id}");
  }

  @Test
  void readsTheAnyMethodAndThePathItemAReferenceNames() {
    ApiDefinition api =
        read(withPaths(
                "  /a: {x-amazon-apigateway-any-method: {%s}}\n  /b: {$ref: '#/paths/~1a'}\n"
                    .formatted(PROXY)))
            .loaded();

    assertThat(api.routes())
        .extracting(route -> route.method() + " " + route.path())
        .containsExactly("ANY /a", "ANY /b");
  }

  @ParameterizedTest
  @CsvSource({
    "IGNORE, /a/b/c, /pets",
    "PREPEND, /a/b/c, /a/b/c/pets",
    "SPLIT, /a/b/c, /b/c/pets",
    "SPLIT, /a, /pets",
    "PREPEND, /, /pets",
    "PREPEND, a/b/, /a/b/pets"
  })
  void appliesTheBasePath(BasePathMode mode, String basePath, String path) {
    var settings = with(null, mode, OpenApi31.REFUSED, Map.of(), null);
    String paths = "paths: {/pets: {get: {%s}}}\n".formatted(PROXY);
    List<String> documents =
        List.of(
            "swagger: '2.0'\nbasePath: " + basePath + "\n" + paths,
            "openapi: 3.0.1\nservers: [{url: 'https://h/"
                + basePath.replaceFirst("^/", "")
                + "'}]\n"
                + paths,
            "openapi: 3.0.1\n"
                + "servers: [{url: 'https://h/{basePath}', variables: {basePath: {default: '"
                + basePath
                + "'}}}]\n"
                + paths);

    for (String document : documents) {
      assertThat(read(settings, document).loaded().routes().getFirst().path()).isEqualTo(path);
    }
  }

  @Test
  void appliesTheBasePathToTheRoot() {
    var settings = with(null, BasePathMode.PREPEND, OpenApi31.REFUSED, Map.of(), null);

    assertThat(
            read(
                    settings,
                    "swagger: '2.0'\nbasePath: /v1\npaths: {/: {get: {%s}}}\n".formatted(PROXY))
                .loaded()
                .routes()
                .getFirst()
                .path())
        .isEqualTo("/v1");
  }

  @Test
  void leavesNothingOfADocumentThatHasErrors() {
    assertThat(read(root("x-amazon-apigateway-policy: {}")).definition()).isEmpty();
    assertThat(
            read(Documents.SETTINGS, root("x-amazon-apigateway-policy: {}"), "policy-not-enforced")
                .definition())
        .isPresent();
  }
}
