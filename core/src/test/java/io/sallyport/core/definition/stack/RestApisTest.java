package io.sallyport.core.definition.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.ApiSettings.BasePathMode;
import io.sallyport.core.definition.ApiSettings.JwtOnRest;
import io.sallyport.core.definition.ApiSettings.OpenApi31;
import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.AuthorizationDefinition.Authorizer;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.definition.cloudformation.Deployment;
import io.sallyport.core.definition.cloudformation.Deployment.ApiChoice;
import io.sallyport.core.definition.openapi.OpenApiReader;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.Node.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** REST APIs that are written as resources mean what the same OpenAPI document means. */
class RestApisTest {

  private static final String METHOD =
      """
      Parameters:
        Locked: {Type: String, Default: "yes"}
      Conditions:
        IsLocked: !Equals [!Ref Locked, "yes"]
      Resources:
        Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: pets}}
        Pets:
          Type: AWS::ApiGateway::Resource
          Properties: {RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: pets}
        Pet:
          Type: AWS::ApiGateway::Resource
          Properties: {RestApiId: !Ref Api, ParentId: !Ref Pets, PathPart: "{id}"}
        Auth:
          Type: AWS::ApiGateway::Authorizer
          Properties:
            RestApiId: !Ref Api
            Name: guard
            Type: TOKEN
            IdentitySource: method.request.header.Authorization
            AuthorizerUri: !Sub "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:guard/invocations"
        Pool:
          Type: AWS::ApiGateway::Authorizer
          Properties:
            RestApiId: !Ref Api
            Name: pool
            Type: COGNITO_USER_POOLS
            IdentitySource: method.request.header.Authorization
            ProviderARNs: ["arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc"]
        Get:
          Type: AWS::ApiGateway::Method
          Properties:
            RestApiId: !Ref Api
            ResourceId: !Ref Pet
            HttpMethod: GET
            Integration: {Type: HTTP_PROXY, IntegrationHttpMethod: GET, Uri: "http://h/"}
      """;

  private static final String BODY =
      """
      Resources:
        Api:
          Type: AWS::ApiGateway::RestApi
          Properties:
            Body:
              openapi: 3.0.1
              info: {title: pets}
              paths:
                /pets:
                  get:
                    x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: "http://h/"}
      """;

  /** What a template came to. */
  private record Outcome(List<ApiDocument> apis, List<ApiDefinition> loaded, List<Problem> found) {

    List<String> ids() {
      return found.stream().map(Problem::id).toList();
    }

    RouteDefinition route() {
      assertThat(found).isEmpty();
      assertThat(loaded.getFirst().routes()).hasSize(1);
      return loaded.getFirst().routes().getFirst();
    }
  }

  @Test
  void methodsStandUnderThePathsOfTheirResources() {
    RouteDefinition route = read(METHOD).route();

    assertThat(route.method()).isEqualTo("GET");
    assertThat(route.path()).isEqualTo("/pets/{id}");
    assertThat(route.authorization()).isEqualTo(AuthorizationDefinition.None.NONE);
    assertThat(read(METHOD).loaded().getFirst().authorizers()).containsOnlyKeys("guard", "pool");
  }

  @Test
  void aMethodAsksItsAuthorizer() {
    Outcome outcome = read(method("AuthorizationType: CUSTOM", "AuthorizerId: !Ref Auth"));

    assertThat(authorizer(outcome).authorizer()).isEqualTo("guard");
    assertThat(outcome.loaded().getFirst().authorizers().get("guard"))
        .isInstanceOf(AuthorizerDefinition.Lambda.class);
    assertThat(authorizer(outcome).at().line()).isEqualTo(lineOf(METHOD) + 2);
  }

  @Test
  void scopesAreAsked() {
    Outcome outcome =
        read(
            method(
                "AuthorizationType: COGNITO_USER_POOLS",
                "AuthorizerId: !Ref Pool",
                "AuthorizationScopes: [pets/read]"));

    assertThat(authorizer(outcome).authorizer()).isEqualTo("pool");
    assertThat(authorizer(outcome).scopes()).containsExactly("pets/read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AuthorizationType: AWS_IAM | iam-not-enforced",
        "ApiKeyRequired: true | api-key-not-enforced",
        "AuthorizationType: CUSTOM | missing-property",
        "AuthorizationType: custom | wrong-value",
        "AuthorizerId: !Ref Auth | authorizer-not-enforced",
        "AuthorizationScopes: [a] | scopes-not-enforced",
        "AuthorizationTyp: CUSTOM | unknown-property",
        "AuthorizationType: [CUSTOM] | wrong-type",
        "'ApiKeyRequired: {a: true}' | wrong-type",
        "RequestValidatorId: other | unknown-request-validator",
        "'RequestModels: {application/json: Nothing}' | dangling-reference",
      })
  void refusesWhatAMethodAsksAndNobodyEnforces(String line, String id) {
    Outcome outcome = read(method(line));

    assertThat(outcome.ids()).containsExactly(id);
    assertThat(outcome.found().getFirst().at().line()).isEqualTo(lineOf(METHOD) + 1);
    assertThat(outcome.loaded()).allSatisfy(api -> assertThat(api.routes()).hasSize(1));
  }

  @Test
  void refusesAnAuthorizerThatIsNotThere() {
    assertThat(read(method("AuthorizationType: CUSTOM", "AuthorizerId: abc123")).ids())
        .containsExactly("unknown-authorizer");
    assertThat(read(method("AuthorizationType: CUSTOM", "AuthorizerId: !Ref Pool")).ids())
        .containsExactly("wrong-value");
  }

  @Test
  void refusesAnAuthorizerWhoseConditionDoesNotHold() {
    String text =
        method("AuthorizationType: CUSTOM", "AuthorizerId: !Ref Auth")
            .replace("Default: \"yes\"", "Default: \"no\"")
            .replace(
                "Auth:\n    Type: AWS::ApiGateway::Authorizer",
                "Auth:\n    Condition: IsLocked\n    Type: AWS::ApiGateway::Authorizer");

    assertThat(read(text).ids()).contains("unknown-reference");
  }

  @Test
  void refusesMembersOfApisThatAreElsewhere() {
    String text = METHOD.replace("RestApiId: !Ref Api", "RestApiId: abcdef1234");

    assertThat(read(text).ids()).hasSize(5).containsOnly("api-not-in-template");
  }

  @Test
  void refusesAResourceThatDoesNotLeadToTheRoot() {
    assertThat(read(METHOD.replace("ParentId: !Ref Pets", "ParentId: x")).ids())
        .containsExactly("unknown-resource");
    assertThat(read(METHOD.replace("ParentId: !Ref Pets", "ParentId: !Ref Pet")).ids())
        .containsExactly("unknown-resource");
  }

  @Test
  void runsNoValidatorInSilence() {
    String validator =
        """
          Strict:
            Type: AWS::ApiGateway::RequestValidator
            Properties: {RestApiId: !Ref Api, ValidateRequestParameters: true, ValidateRequestBody: true}
        """;
    String text =
        method(
            "RequestValidatorId: !Ref Strict",
            "RequestModels: {application/json: Empty}",
            "RequestParameters: {method.request.header.X-A: true}");

    assertThat(read(text + validator).ids())
        .containsExactly("validator-not-enforced", "validator-not-enforced");
  }

  @Test
  void bodiesAreRead() {
    Outcome outcome = read(BODY);

    assertThat(outcome.route().path()).isEqualTo("/pets");
    assertThat(outcome.route().at().line()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'Policy: {Statement: [{Effect: Deny}]}' | policy-not-enforced",
        "ApiKeySourceType: AUTHORIZER | api-key-not-enforced",
        "'EndpointConfiguration: {Types: [PRIVATE]}' | private-endpoint-not-enforced",
        "'EndpointConfiguration: {Type: [PRIVATE]}' | unknown-property",
        "SecurityPolicy: TLS_1_2 | security-policy-not-enforced",
        "EndpointAccessMode: STRICT | endpoint-access-mode-not-enforced",
        "MinimumCompressionSize: 0 | compression-not-supported",
        "'BodyS3Location: {Bucket: b}' | external-definition",
        "CloneFrom: abc | external-definition",
        "'Parameters: {basepath: prepend}' | wrong-value",
        "Polizy: {} | unknown-property",
      })
  void refusesWhatTheApiAsksAndNobodyEnforces(String line, String id) {
    assertThat(read(BODY + "      " + line + "\n").ids()).contains(id).containsOnly(id);
  }

  @Test
  void refusesAPolicyBesideThatOfTheBodyAndAGatewayResponseThatStandsTwice() {
    String policy = "{Version: '2012-10-17', Statement: []}";
    String body =
        BODY.replaceFirst(
            "(?m)^( +)paths:", "$1x-amazon-apigateway-policy: " + policy + "\n$1paths:");
    String response =
        """
          Denied%s:
            Type: AWS::ApiGateway::GatewayResponse
            Properties: {RestApiId: !Ref Api, ResponseType: ACCESS_DENIED, StatusCode: "403"}
        """;

    assertThat(read(body + "      Policy: " + policy + "\n").found())
        .anyMatch(problem -> problem.message().startsWith("`Policy` stands beside"));
    assertThat(read(BODY + response.formatted(1)).ids()).isEmpty();
    assertThat(read(BODY + response.formatted(1) + response.formatted(2)).ids())
        .containsExactly("duplicate-gateway-response");
  }

  @Test
  void theResourceDisablesTheDefaultEndpoint() {
    Outcome outcome = read(BODY + "      DisableExecuteApiEndpoint: true\n");

    assertThat(outcome.found()).isEmpty();
    assertThat(outcome.loaded().getFirst().defaultEndpoint())
        .isEqualTo(ApiDefinition.DefaultEndpoint.DISABLED);
  }

  @Test
  void methodsJoinABodyAndMayNotStandTwice() {
    String more =
        """
          More:
            Type: AWS::ApiGateway::Method
            Properties:
              RestApiId: !Ref Api
              ResourceId: !GetAtt Api.RootResourceId
              HttpMethod: ANY
              Integration: {Type: HTTP_PROXY, IntegrationHttpMethod: GET, Uri: "http://h/"}
        """;

    assertThat(read(BODY + more).loaded().getFirst().routes())
        .extracting(RouteDefinition::path)
        .containsExactlyInAnyOrder("/pets", "/");
    assertThat(read(BODY + more + more.replace("More:", "Twice:")).ids())
        .containsExactly("duplicate-route");
  }

  @Test
  void theStageIsThatOfTheTemplate() {
    String stage =
        """
          Live:
            Type: AWS::ApiGateway::Stage
            Properties: {RestApiId: !Ref Api, StageName: live, Variables: {a: b}}
          Made: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api, StageName: Stage}}
        """;
    ApiDocument api = read(BODY + stage).apis().getFirst();

    assertThat(api.stage()).isEqualTo("live");
    assertThat(api.stageVariables()).containsExactly(Map.entry("a", "b"));
    assertThat(read(BODY).apis().getFirst().stage()).isNull();
    String both = BODY + stage.replace("StageName: Stage", "StageName: test");
    assertThat(read(both).ids()).containsExactly("several-stages");
    assertThat(read(both, "test").apis().getFirst().stage()).isEqualTo("test");
    assertThat(read(both, "none").ids()).containsExactly("several-stages");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CanarySetting: {PercentTraffic: 5} | canary-not-enforced",
        "ClientCertificateId: abc | client-certificate-not-enforced",
        "CacheClusterEnabled: true | cache-not-enforced",
        "'MethodSettings: [{HttpMethod: GET, ThrottlingRateLimit: 5}]' | throttling-not-enforced",
        "'MethodSettings: [{CachingEnabled: true}]' | cache-not-enforced",
        "'MethodSettings: [{Throttling: 1}]' | unknown-property",
      })
  void refusesWhatAStageAsksAndNobodyEnforces(String line, String id) {
    String live =
        "  Live:\n    Type: AWS::ApiGateway::Stage\n    Properties:\n      RestApiId: !Ref Api\n"
            + "      StageName: live\n      "
            + line;
    String deployment =
        "  Made:\n    Type: AWS::ApiGateway::Deployment\n    Properties:\n"
            + "      RestApiId: !Ref Api\n      StageName: live\n"
            + "      StageDescription:\n        "
            + line;

    assertThat(read(BODY + live).ids()).containsExactly(id);
    assertThat(read(BODY + deployment).ids()).containsExactly(id);
  }

  private static Authorizer authorizer(Outcome outcome) {
    assertThat(outcome.route().authorization()).isInstanceOf(Authorizer.class);
    return (Authorizer) outcome.route().authorization();
  }

  /** The template with these properties of its method. */
  private static String method(String... lines) {
    return METHOD + String.join("\n", lines).indent(6);
  }

  private static int lineOf(String text) {
    return (int) text.lines().count();
  }

  private static Outcome read(String text) {
    return read(text, null);
  }

  private static Outcome read(String text, @Nullable String stage) {
    Problems problems = new Problems(Set.of());
    Deployment deployment =
        new Deployment(
            "stack",
            "us-east-1",
            "123456789012",
            Map.of(),
            Map.of(),
            Map.of("", new ApiChoice(null, stage)));
    Mapping root =
        (Mapping)
            DocumentReader.read(
                    "template.yaml",
                    text.getBytes(StandardCharsets.UTF_8),
                    DocumentLimits.DEFINITION,
                    problems)
                .orElseThrow();
    List<ApiDocument> apis = StackReader.read(root, deployment, problems).apis();
    List<ApiDefinition> loaded = new ArrayList<>();
    for (ApiDocument api : apis) {
      Optional<ApiDefinition> definition =
          OpenApiReader.read(settings(api), api.document(), problems);
      definition.ifPresent(loaded::add);
    }
    return new Outcome(apis, loaded, problems.found());
  }

  private static ApiSettings settings(ApiDocument api) {
    return new ApiSettings(
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
  }
}
