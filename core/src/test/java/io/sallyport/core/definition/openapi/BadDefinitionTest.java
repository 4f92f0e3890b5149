package io.sallyport.core.definition.openapi;

import static io.sallyport.core.definition.openapi.Documents.PROXY;
import static io.sallyport.core.definition.openapi.Documents.integration;
import static io.sallyport.core.definition.openapi.Documents.operation;
import static io.sallyport.core.definition.openapi.Documents.read;
import static io.sallyport.core.definition.openapi.Documents.root;
import static io.sallyport.core.definition.openapi.Documents.settings;
import static io.sallyport.core.definition.openapi.Documents.with;
import static io.sallyport.core.definition.openapi.Documents.withPaths;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.ApiSettings.BasePathMode;
import io.sallyport.core.definition.ApiSettings.OpenApi31;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problem.Allowance;
import io.sallyport.core.pipeline.ApiType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may get wrong: one clear problem each. */
@Timeout(20)
class BadDefinitionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "asyncapi: 2.0.0 | AsyncAPI",
        "service: x\\nprovider: {name: aws}\\nfunctions: {} | Serverless Framework"
            + " (`serverless package` writes a template of it into .serverless)",
        "resource \"aws_lambda_function\" \"f\" {\\n} | Terraform (`terraform show -json` prints"
            + " what is read of a plan)",
        "swaggerVersion: '1.2' | Swagger 1",
        "apiVersion: v1\\nkind: Pod | Kubernetes",
        "#%RAML 1.0\\ntitle: x | RAML"
      })
  void refusesOtherFormatsByName(String text, String format) {
    Problem problem = read(text.replace("\\n", "\n")).refusal();

    assertThat(problem.id()).isEqualTo("format-not-supported");
    assertThat(problem.message()).contains("of the format " + format + ",");
    assertThat(problem.allowance()).isEqualTo(Allowance.NEVER);
  }

  @Test
  void suggestsOpenapiForAMistypedOne() {
    Problem problem = read("opanapi: 3.0.1\npaths: {}\n").refusal();

    assertThat(problem.id()).isEqualTo("format-not-supported");
    assertThat(problem.suggestion()).isEqualTo("openapi");
  }

  @Test
  void refusesADocumentThatIsNoMapping() {
    assertThat(read("- openapi").refusal().message())
        .isEqualTo("expected a mapping, found a sequence");
    assertThat(read("just text").refusal().id()).isEqualTo("wrong-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openapi: 2.0.0",
        "openapi: 3.2.0",
        "openapi: 3",
        "swagger: '1.2'",
        "openapi: 3.1.0"
      })
  void refusesVersionsThatAreNotRead(String version) {
    assertThat(read(version + "\npaths: {}\n").refusal().id()).isEqualTo("version-not-supported");
  }

  @Test
  void refusesOpenApi31ForHttpApisUnlessSwitchedOn() {
    String text = "openapi: 3.1.0\npaths: {}\nx-amazon-apigateway-importexport-version: '1.0'\n";

    assertThat(read(text).refusal().message()).contains("openapi31: read");
    assertThat(
            read(with(null, BasePathMode.IGNORE, OpenApi31.READ, Map.of(), null), text)
                .loaded()
                .type())
        .isEqualTo(ApiType.HTTP);
  }

  @Test
  void refusesSwaggerForHttpApis() {
    assertThat(read(settings(ApiType.HTTP), "swagger: '2.0'\npaths: {}\n").refusal().id())
        .isEqualTo("version-not-supported");
  }

  @Test
  void refusesADocumentThatIsSwaggerAndOpenApi() {
    assertThat(read("swagger: '2.0'\nopenapi: 3.0.1\n").refusal().id())
        .isEqualTo("format-not-supported");
  }

  @Test
  void refusesADocumentWithoutPaths() {
    assertThat(read("openapi: 3.0.1\n").refusal().id()).isEqualTo("missing-property");
  }

  @Test
  void saysWhereAMistypedPropertyStands() {
    Problem problem = read(operation("secruity: [{a: []}]", PROXY)).refusal();

    assertThat(problem.id()).isEqualTo("unknown-property");
    assertThat(problem.suggestion()).isEqualTo("security");
    assertThat(problem.at())
        .isEqualTo(new Location("api.yaml", 6, 7, "/paths/~1pets/get/secruity"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Security: []", "pathz: {}", "X-other: 1"})
  void refusesUnknownPropertiesAtTheRoot(String line) {
    assertThat(read(root(line)).refusal().id()).isEqualTo("unknown-property");
  }

  @Test
  void refusesUnknownExtensionsOfAws() {
    Problem problem = read(root("x-amazon-apigateway-polcy: {}")).refusal();

    assertThat(problem.id()).isEqualTo("unknown-extension");
    assertThat(problem.suggestion()).isEqualTo("x-amazon-apigateway-policy");
  }

  @Test
  void refusesExtensionsOfAwsWhereNothingReadsThem() {
    assertThat(read(root("x-amazon-apigateway-auth: {type: AWS_IAM}")).refusal().id())
        .isEqualTo("misplaced-extension");
    assertThat(
            read(operation(PROXY, "responses: {'200': {x-amazon-apigateway-policy: {}}}"))
                .refusal()
                .id())
        .isEqualTo("misplaced-extension");
    assertThat(read(withPaths("  x-amazon-apigateway-policy: {}\n")).refusal().id())
        .isEqualTo("misplaced-extension");
    assertThat(
            read(operation(PROXY, "externalDocs: {x-amazon-apigateway-plicy: 1}")).refusal().id())
        .isEqualTo("unknown-extension");
  }

  @Test
  void ignoresExtensionsOfOthersAndListsThem() {
    assertThat(read(root("x-other: 1")).loaded().unaffected()).contains("document x-other");
  }

  @Test
  void refusesUnknownPropertiesOfIntegrations() {
    Problem problem =
        read(integration("type: mock", "passtroughBehavior: never", "x-other: 1"))
            .found()
            .getFirst();

    assertThat(problem.id()).isEqualTo("unknown-property");
    assertThat(problem.suggestion()).isEqualTo("passthroughBehavior");
    assertThat(read(integration("type: mock", "x-other: 1")).refusal().id())
        .isEqualTo("unknown-property");
    assertThat(
            read(integration(
                    "type: aws",
                    "uri: 'arn:aws:apigateway:us-east-1:sns:action/Publish'",
                    "crdentials: x"))
                .ids())
        .containsExactly("unknown-property", "integration-type-not-supported");
  }

  @Test
  void refusesAPathTwiceUnderOtherNames() {
    Problem problem =
        read(withPaths("  /a/{x}: {get: {%s}}\n  /a/{y}: {put: {%s}}\n".formatted(PROXY, PROXY)))
            .refusal();

    assertThat(problem.id()).isEqualTo("duplicate-path");
    assertThat(problem.message()).contains("`/a/{y}`", "`/a/{x}`", "line 4");
  }

  @Test
  void refusesAPathTwiceInTheText() {
    assertThat(read(withPaths("  /a: {}\n  /a: {}\n")).refusal().id()).isEqualTo("duplicate-key");
  }

  @Test
  void refusesATrailingSlashThatRepeatsARestPath() {
    assertThat(read(withPaths("  /a: {}\n  /a/: {}\n")).refusal().id()).isEqualTo("duplicate-path");
  }

  @Test
  void refusesOneOperationIdTwice() {
    String operation = "{operationId: x, " + PROXY + "}";

    Problem problem =
        read(withPaths("  /a:\n    get: %s\n    put: %s\n".formatted(operation, operation)))
            .refusal();

    assertThat(problem.id()).isEqualTo("duplicate-operation-id");
    assertThat(problem.message()).contains("first at line 5");
  }

  @ParameterizedTest
  @CsvSource({
    "/{a}/x, /{b}/y",
    "/x/{a}/p, /x/{b+}",
  })
  void refusesTwoVariableChildrenOfARestResource(String one, String other) {
    String paths = "  %s: {get: {%s}}\n  %s: {get: {%s}}\n".formatted(one, PROXY, other, PROXY);

    Problem problem = read(withPaths(paths)).refusal();

    assertThat(problem.id()).isEqualTo("conflicting-path-variables");
    assertThat(problem.message())
        .contains(
            "A sibling ({a}) of this resource already has a variable path part -- only one is"
                + " allowed");
    assertThat(read(settings(ApiType.HTTP), withPaths(paths)).loaded().routes()).hasSize(2);
  }

  @Test
  void refusesAChildOfAGreedyVariable() {
    assertThat(read(withPaths("  /{all+}/x: {}\n")).refusal().message())
        .contains("Cannot create a child of a resource with a greedy path variable: {all+}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pets", "/a//b", "/a{b}", "/{a}b", "/{}", "/{+}", "/a b", "/a?b", "/a%2Fb", "/a*"})
  void refusesPathsThatARestApiCannotHave(String path) {
    assertThat(read(withPaths("  '" + path + "': {}\n")).refusal().id()).isEqualTo("invalid-path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pets", "/a/", "/a//b", "/a{b}", "/{a}b", "/{}", "/a b", "/a?b", "/a%2", "/{a+}/b"
      })
  void refusesRouteKeysThatAnHttpApiCannotHave(String path) {
    assertThat(read(settings(ApiType.HTTP), withPaths("  '" + path + "': {}\n")).refusal().id())
        .isEqualTo("invalid-path");
  }

  @Test
  void refusesAVariableTwiceInAPath() {
    assertThat(read(withPaths("  /{a}/{a}: {}\n")).refusal().id())
        .isEqualTo("duplicate-path-variable");
  }

  @Test
  void refusesAMethodOfItsOwnForTheDefaultRoute() {
    assertThat(
            read(settings(ApiType.HTTP), withPaths("  /$default: {get: {" + PROXY + "}}\n"))
                .refusal()
                .id())
        .isEqualTo("invalid-path");
  }

  @Test
  void refusesAMarkedDefaultRouteElsewhere() {
    assertThat(
            read(settings(ApiType.HTTP), operation(PROXY, "isDefaultRoute: true")).refusal().id())
        .isEqualTo("wrong-value");
  }

  @Test
  void refusesParameterNamesThatStandForTwo() {
    String text = operation(PROXY, "parameters: [{name: a, in: query}, {name: a, in: header}]");

    assertThat(read(text).refusal().message()).contains("Parameter names must be unique");
    assertThat(
            read(operation(PROXY, "parameters: [{name: a, in: query}, {name: a, in: query}]"))
                .refusal()
                .id())
        .isEqualTo("duplicate-parameter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$ref: other.yaml#/a | external-reference",
        "$ref: 'https://example.com/a' | external-reference",
        "$ref: '#/components/parameters/none' | dangling-reference",
        "$ref: '#anchor' | dangling-reference",
        "$ref: '#/components/parameters/self' | circular-reference",
        "$ref: '#/components/parameters/a' | circular-reference"
      })
  void refusesReferencesThatLeadNowhere(String reference, String id) {
    String components =
        id.equals("circular-reference")
            ? "components: {parameters: {%s}}"
                .formatted(
                    reference.contains("self")
                        ? "self: {$ref: '#/components/parameters/self'}"
                        : "a: {$ref: '#/components/parameters/b'}, b: {$ref:"
                            + " '#/components/parameters/a'}")
            : "";

    assertThat(
            read(operation(PROXY, "parameters: [{" + reference + "}]") + components).refusal().id())
        .isEqualTo(id);
  }

  @Test
  void readsASchemaThatContainsItself() {
    assertThat(
            read(root(
                    "components: {schemas: {node: {properties: {next: {$ref:"
                        + " '#/components/schemas/node'}}}}}"))
                .loaded()
                .routes())
        .hasSize(1);
  }

  @Test
  void refusesSiblingsOfAReferencedPathItem() {
    String text =
        withPaths(
            "  /a: {get: {%s}}\n  /b: {$ref: '#/paths/~1a', put: {%s}}\n".formatted(PROXY, PROXY));

    assertThat(read(text).refusal().id()).isEqualTo("reference-with-siblings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "paths: [] | wrong-type",
        "paths: {/a: text} | wrong-type",
        "paths: {/a: {get: []}} | wrong-type",
        "paths: {/a: {get: {operationId: {}}}} | wrong-type",
        "paths: {/a: {parameters: {}}} | wrong-type",
        "{paths: {}, tags: text} | wrong-type",
        "{paths: {}, components: []} | wrong-type",
        "{paths: {}, servers: {}} | wrong-type",
        "{paths: {}, info: 1} | wrong-type"
      })
  void refusesWrongTypes(String rest, String id) {
    String fields = rest.startsWith("{") ? rest.substring(1, rest.length() - 1) : rest;
    assertThat(read("{openapi: 3.0.1, " + fields + "}").ids()).contains(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"security:", "security: {}", "security: text", "security: [text]"})
  void refusesSecurityOfAWrongType(String line) {
    assertThat(read(operation(line, PROXY)).refusal().id()).isEqualTo("wrong-type");
  }

  @Test
  void refusesCloudFormationFunctionsByName() {
    Problem problem =
        read(integration("type: http_proxy", "httpMethod: GET", "uri: {Fn::Sub: 'http://${X}'}"))
            .refusal();

    assertThat(problem.id()).isEqualTo("cloudformation-function-not-supported");
    assertThat(problem.message()).contains("`Fn::Sub`");
  }

  @Test
  void refusesUnknownVariablesOfAws() {
    Problem problem = read(root("x-a: 'arn:${AWS::Regoin}'")).refusal();

    assertThat(problem.id()).isEqualTo("unknown-aws-variable");
    assertThat(problem.suggestion()).isEqualTo("Region");
  }

  @Test
  void refusesStageNamesAndVariablesThatAwsRefuses() {
    assertThat(
            read(with(null, BasePathMode.IGNORE, OpenApi31.REFUSED, Map.of(), "a b"), root())
                .refusal()
                .id())
        .isEqualTo("invalid-stage-name");
    assertThat(
            read(
                    with(null, BasePathMode.IGNORE, OpenApi31.REFUSED, Map.of("a-b", "x"), null),
                    root())
                .refusal()
                .id())
        .isEqualTo("invalid-stage-variable");
    assertThat(
            read(
                    with(null, BasePathMode.IGNORE, OpenApi31.REFUSED, Map.of("a", "x y"), null),
                    root())
                .refusal()
                .id())
        .isEqualTo("invalid-stage-variable");
  }

  @Test
  void reportsAllProblemsTogether() {
    String text =
        withPaths("  /a: {get: {}, put: {secruity: [], %s}}\n".formatted(PROXY))
            + "x-amazon-apigateway-policy: {}\n";

    assertThat(read(text).ids())
        .containsExactlyInAnyOrder("policy-not-enforced", "no-integration", "unknown-property");
  }

  @Test
  void reportsAnIntegrationOnceThatManyOperationsName() {
    String operation =
        "{x-amazon-apigateway-integration: {$ref:"
            + " '#/components/x-amazon-apigateway-integrations/i'}}";
    String text =
        withPaths("  /a: {get: %s, put: %s}\n".formatted(operation, operation))
            + "components: {x-amazon-apigateway-integrations: {i: {type: http_proxy, httpMethod:"
            + " GET, uri: nowhere}}}\n";

    assertThat(read(text).refusal().id()).isEqualTo("invalid-uri");
  }
}
