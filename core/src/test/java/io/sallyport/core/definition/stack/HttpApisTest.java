package io.sallyport.core.definition.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.ApiSettings.BasePathMode;
import io.sallyport.core.definition.ApiSettings.JwtOnRest;
import io.sallyport.core.definition.ApiSettings.OpenApi31;
import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.IntegrationDefinition;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP APIs of templates come to what the reader of documents makes of them. */
class HttpApisTest {

  private static final String API =
      """
      Resources:
        Fn: {Type: "AWS::Lambda::Function", Properties: {FunctionName: orders, Runtime: x}}
        Api: {Type: "AWS::ApiGatewayV2::Api", Properties: {Name: shop, ProtocolType: HTTP}}
        Back:
          Type: AWS::ApiGatewayV2::Integration
          Properties:
            ApiId: !Ref Api
            IntegrationType: AWS_PROXY
            IntegrationUri: !GetAtt Fn.Arn
            PayloadFormatVersion: "2.0"
        Guard:
          Type: AWS::ApiGatewayV2::Authorizer
          Properties:
            ApiId: !Ref Api
            Name: guard
            AuthorizerType: JWT
            IdentitySource: [$request.header.Authorization]
            JwtConfiguration: {Audience: [shop], Issuer: https://id.example.com}
        Ask:
          Type: AWS::ApiGatewayV2::Authorizer
          Properties:
            ApiId: !Ref Api
            Name: ask
            AuthorizerType: REQUEST
            AuthorizerPayloadFormatVersion: "2.0"
            EnableSimpleResponses: true
            AuthorizerResultTtlInSeconds: 60
            IdentitySource: [$request.header.X-Key]
            AuthorizerUri: !Sub
              "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"
      """;

  private static final String STAGE =
      """
        Live:
          Type: AWS::ApiGatewayV2::Stage
          Properties: {ApiId: !Ref Api, StageName: live, StageVariables: {color: red}}
      """;

  private Problems problems = new Problems(Set.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AuthorizationType: JWT                           | missing-property",
        "AuthorizationType: JWT, AuthorizerId: gone       | unknown-authorizer",
        "AuthorizationType: JWT, AuthorizerId: !Ref Ask   | wrong-authorizer-type",
        "AuthorizationType: CUSTOM, AuthorizerId: !Ref Guard | wrong-authorizer-type",
        "AuthorizationType: jwt, AuthorizerId: !Ref Guard | wrong-value",
        "AuthorizationType: AWS_IAM                       | iam-not-enforced",
        "AuthorizerId: !Ref Guard                         | authorizer-not-enforced",
        "AuthorizationType: NONE, AuthorizerId: !Ref Guard | authorizer-not-enforced",
        "AuthorizationScopes: [read]                      | scopes-not-enforced",
        "'AuthorizationType: CUSTOM, AuthorizerId: !Ref Ask, AuthorizationScopes: [read]'"
            + " | scopes-not-enforced",
        "AuthorisationType: JWT                           | unknown-property",
        "ApiKeyRequired: true                             | api-key-not-enforced",
      })
  void refusesARouteWhoseProtectionWouldBeLost(String properties, String problem) {
    read(API + route("Get", "GET /a", properties));

    assertThat(ids()).contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Stray: {Type: 'AWS::ApiGatewayV2::Route', Properties: {ApiId: other, RouteKey: GET /}}"
            + " | api-not-in-template",
        "Stray: {Type: 'AWS::ApiGatewayV2::Authorizer', Properties: {ApiId: other}}"
            + " | api-not-in-template",
        "Map: {Type: 'AWS::ApiGatewayV2::ApiMapping', Properties: {ApiId: !Ref Api, DomainName:"
            + " a.example.com, Stage: live}} | custom-domain-not-enforced",
        "Acl: {Type: 'AWS::WAFv2::WebACLAssociation', Properties: {ResourceArn: x}}"
            + " | web-acl-not-enforced",
        "Url: {Type: 'AWS::Lambda::Url', Properties: {AuthType: NONE}} | function-url-not-served",
        "Sub: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: x}}"
            + " | external-file",
        "Twin: {Type: 'AWS::Lambda::Function', Properties: {FunctionName: orders}}"
            + " | duplicate-function",
        "Dom: {Type: 'AWS::ApiGatewayV2::DomainName', Properties: {DomainName: a.example.com,"
            + " MutualTlsAuthentication: {TruststoreUri: s3://x/y}}} | mutual-tls-not-enforced",
        "Dom: {Type: 'AWS::ApiGatewayV2::DomainName', Properties: {DomainName: a.example.com,"
            + " DomainNameConfigurations: [{SecurityPolicy: TLS_1_3}]}}"
            + " | security-policy-not-enforced",
        "Dom: {Type: 'AWS::ApiGatewayV2::DomainName', Properties: {DomainName: a.example.com,"
            + " DomainNameConfigurations: [{SecurityPolcy: TLS_1_2}]}} | unknown-property",
        "Slow: {Type: 'AWS::ApiGatewayV2::Stage', Properties: {ApiId: !Ref Api, StageName: a,"
            + " DefaultRouteSettings: {ThrottlingBurstLimit: 5}}} | throttling-not-enforced",
      })
  void refusesResourcesThatAreNotServed(String resource, String problem) {
    read(API + "  " + resource + "\n");

    assertThat(ids()).contains(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET/a", "get /a", "TRACE /a", "$connect", "GET"})
  void refusesAKeyThatIsNoRoute(String key) {
    read(API + route("Get", key, "AuthorizationType: NONE"));

    assertThat(ids()).contains("wrong-value");
  }

  @Test
  void refusesARouteThatStandsTwiceAndOneWithoutItsIntegration() {
    read(
        API
            + route("One", "GET /a", "AuthorizationType: NONE")
            + route("Two", "GET /a", "AuthorizationType: NONE")
            + """
              Lost:
                Type: AWS::ApiGatewayV2::Route
                Properties: {ApiId: !Ref Api, RouteKey: GET /b, Target: integrations/gone}
            """);

    assertThat(ids()).contains("duplicate-route", "dangling-reference");
  }

  @Test
  void refusesCorsUntilItIsEnforced() {
    read(
        API.replace(
            "ProtocolType: HTTP", "ProtocolType: HTTP, CorsConfiguration: {AllowOrigins: [x]}"));

    assertThat(ids()).contains("cors-not-enforced");
  }

  @Test
  void aWebSocketApiIsRefusedOnceWithAllThatBelongsToIt() {
    read(
        API.replace("ProtocolType: HTTP", "ProtocolType: WEBSOCKET")
            + route("Get", "$connect", "ApiKeyRequired: true, Nonsense: 1"));

    assertThat(ids()).containsExactly("websocket-api-not-supported");
  }

  @Test
  void routesAskForWhatTheirAuthorizationTypeSays() {
    ApiDefinition api =
        only(
            API
                + route(
                    "Jwt",
                    "GET /jwt",
                    "AuthorizationType: JWT, AuthorizerId: !Ref Guard,"
                        + " AuthorizationScopes: [read]")
                + route("Own", "ANY /own/{p+}", "AuthorizationType: CUSTOM, AuthorizerId: !Ref Ask")
                + route("Open", "$default", "AuthorizationType: NONE"));

    assertThat(authorization(api, "/jwt"))
        .isInstanceOfSatisfying(
            AuthorizationDefinition.Authorizer.class,
            asked -> {
              assertThat(asked.authorizer()).isEqualTo("Guard");
              assertThat(asked.scopes()).containsExactly("read");
            });
    assertThat(authorization(api, "/own/{p+}"))
        .isInstanceOfSatisfying(
            AuthorizationDefinition.Authorizer.class,
            asked -> assertThat(asked.authorizer()).isEqualTo("Ask"));
    assertThat(authorization(api, "$default")).isEqualTo(AuthorizationDefinition.None.NONE);
    assertThat(api.authorizers().get("Guard"))
        .isInstanceOfSatisfying(
            AuthorizerDefinition.Jwt.class,
            jwt -> {
              assertThat(jwt.issuer().value()).isEqualTo("https://id.example.com");
              assertThat(jwt.audiences()).containsExactly("shop");
            });
    assertThat(api.authorizers().get("Ask"))
        .isInstanceOfSatisfying(
            AuthorizerDefinition.Lambda.class,
            own -> {
              assertThat(own.kind()).isEqualTo(AuthorizerDefinition.Lambda.Kind.REQUEST_2_0_SIMPLE);
              assertThat(own.ttl()).hasSeconds(60);
            });
  }

  @Test
  void integrationsAndTheDefaultEndpointAreThoseOfTheTemplate() {
    ApiDefinition api =
        only(
            API.replace("ProtocolType: HTTP", "ProtocolType: HTTP, DisableExecuteApiEndpoint: true")
                + route("Get", "GET /a", "AuthorizationType: NONE"));

    assertThat(api.name()).isEqualTo("shop");
    assertThat(api.defaultEndpoint()).isEqualTo(ApiDefinition.DefaultEndpoint.DISABLED);
    assertThat(api.routes().getFirst().integration())
        .isInstanceOfSatisfying(
            IntegrationDefinition.LambdaProxy.class,
            proxy -> {
              assertThat(proxy.function().value())
                  .isEqualTo("arn:aws:lambda:eu-west-1:123456789012:function:orders");
              assertThat(proxy.payload()).isEqualTo(IntegrationDefinition.Payload.VERSION_2_0);
            });
  }

  @Test
  void authorizersOfTheTemplateStandBesideThoseOfTheBody() {
    ApiDefinition api =
        only(
            API.replace(
                    "ProtocolType: HTTP",
                    "Body: {openapi: 3.0.1, info: {title: t, version: v}, paths: {/b: {get:"
                        + " {security: [], x-amazon-apigateway-integration: {type: http_proxy,"
                        + " httpMethod: GET, uri: 'https://a.example.com'}}}}}")
                + route("Jwt", "GET /jwt", "AuthorizationType: JWT, AuthorizerId: !Ref Guard"));

    assertThat(api.routes()).extracting(RouteDefinition::path).containsExactly("/b", "/jwt");
    assertThat(api.authorizers()).containsKey("Guard");
  }

  @Test
  void anApiWithATargetHasTheDefaultRouteAndStage() {
    StackDefinition stack =
        read(
            """
            Resources:
              Api:
                Type: AWS::ApiGatewayV2::Api
                Properties: {Name: q, ProtocolType: HTTP, Target: https://back.example.com}
            """);

    ApiDefinition api = definition(stack.apis().getFirst());
    assertThat(stack.apis().getFirst().stage()).isEqualTo("$default");
    assertThat(api.routes()).extracting(RouteDefinition::path).containsExactly("$default");
    assertThat(api.routes().getFirst().integration())
        .isInstanceOf(IntegrationDefinition.HttpProxy.class);
  }

  @Test
  void theStageIsTheOnlyOneOrTheOneTheOperatorNames() {
    String other =
        "  Beta: {Type: 'AWS::ApiGatewayV2::Stage', Properties: {ApiId: !Ref Api, StageName:"
            + " beta}}\n";

    ApiDocument single = read(API + STAGE).apis().getFirst();
    assertThat(single.stage()).isEqualTo("live");
    assertThat(single.stageVariables()).containsExactly(Map.entry("color", "red"));

    read(API + STAGE + other);
    assertThat(ids()).containsExactly("several-stages");
    assertThat(read(API + STAGE + other, "beta").apis().getFirst().stage()).isEqualTo("beta");
    assertThat(ids()).isEmpty();
    read(API + STAGE + other, "gone");
    assertThat(ids()).containsExactly("unknown-stage");
  }

  @Test
  void aDomainNameThatLeadsToTheDefaultStageIsAHost() {
    String mapped =
        """
          All: {Type: "AWS::ApiGatewayV2::Stage", Properties: {ApiId: !Ref Api, StageName: $default}}
          Dom: {Type: "AWS::ApiGatewayV2::DomainName", Properties: {DomainName: a.example.com,
            DomainNameConfigurations: [{SecurityPolicy: TLS_1_2, EndpointType: REGIONAL}]}}
          Map:
            Type: AWS::ApiGatewayV2::ApiMapping
            Properties: {ApiId: !Ref Api, DomainName: !Ref Dom, Stage: !Ref All}
        """;

    assertThat(read(API + mapped).apis().getFirst().hosts()).containsExactly("a.example.com");
    assertThat(ids()).isEmpty();
    read(API + mapped.replace("Stage: !Ref All", "Stage: !Ref All, ApiMappingKey: v1"));
    assertThat(ids()).containsExactly("custom-domain-not-enforced");
  }

  @Test
  void functionsAreFoundByNameAndArn() {
    assertThat(read(API).functions())
        .singleElement()
        .satisfies(function -> {
          assertThat(function.name()).isEqualTo("orders");
          assertThat(function.arn())
              .isEqualTo("arn:aws:lambda:eu-west-1:123456789012:function:orders");
        });
  }

  private static String route(String id, String key, String properties) {
    return """
      %s:
        Type: AWS::ApiGatewayV2::Route
        Properties: {ApiId: !Ref Api, RouteKey: "%s", Target: !Sub "integrations/${Back}", %s}
    """
        .formatted(id, key, properties);
  }

  private static AuthorizationDefinition authorization(ApiDefinition api, String path) {
    return api.routes().stream()
        .filter(route -> route.path().equals(path))
        .findFirst()
        .orElseThrow()
        .authorization();
  }

  private ApiDefinition only(String template) {
    ApiDefinition api = definition(read(template).apis().getFirst());
    assertThat(problems.found()).isEmpty();
    return api;
  }

  private ApiDefinition definition(ApiDocument api) {
    return OpenApiReader.read(settings(api), api.document(), problems)
        .orElseThrow(() -> new AssertionError(problems.found().toString()));
  }

  private List<String> ids() {
    return problems.found().stream().map(Problem::id).distinct().toList();
  }

  private StackDefinition read(String template) {
    return read(template, null);
  }

  private StackDefinition read(String template, @Nullable String stage) {
    problems = new Problems(Set.of());
    Deployment deployment =
        new Deployment(
            "shop",
            "eu-west-1",
            "123456789012",
            Map.of(),
            Map.of(),
            Map.of("", new ApiChoice(null, stage)));
    Mapping root =
        (Mapping)
            DocumentReader.read(
                    "template.yaml",
                    template.getBytes(StandardCharsets.UTF_8),
                    DocumentLimits.DEFINITION,
                    problems)
                .orElseThrow();
    StackDefinition stack = StackReader.read(root, deployment, problems);
    stack.apis().forEach(api -> OpenApiReader.read(settings(api), api.document(), problems));
    return stack;
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
        "eu-west-1");
  }
}
