package io.sallyport.core.definition.sam;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestApiResourceTest {

  private static final String FUNCTION =
      """
        Fn:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: fn/
            Handler: index.handler
            Runtime: nodejs22.x
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | is required.",
        "{StageName: live, Atuh: {}} | property Atuh not defined",
        "{StageName: live, DefinitionUri: ftp://a/b} | is not a valid S3 Uri",
        "{StageName: live, DefinitionUri: a.yaml, DefinitionBody: {a: 1}} | and not both",
        "{StageName: live, DefinitionUri: a.yaml, Auth: {ApiKeyRequired: true}} | Auth works only",
        "{StageName: live, DefinitionBody: {a: 1}, Auth: {ApiKeyRequired: true}} | Unable to add"
            + " Auth",
        "{StageName: live, OpenApiVersion: one} | OpenApiVersion",
        "{StageName: live, Cors: {Origin: a}} | Invalid key",
        "{StageName: live, Cors: {AllowCredentials: true}} | can not be true",
        "{StageName: live, Domain: {DomainName: a}} | Custom Domains only works",
        "{StageName: live, GatewayResponses: {THROTTLED: {StatusCode: many}}} | must be numeric",
        "{StageName: live, GatewayResponses: {THROTTLED: {Status: 1}}} | Invalid property",
      })
  void refusesWhatSamRefusesInItsWords(String properties, String words) {
    Transformed transformed =
        Transformed.of(
            "Resources: {Shop: {Type: AWS::Serverless::Api, Properties: " + properties + "}}");

    assertThat(transformed.messages()).anyMatch(message -> message.contains(words));
  }

  @Test
  void anEventOfAMergedDocumentRequiresWhatIsWrittenAndWhatTheApiAsksFor() {
    Transformed transformed = merged("MergeDefinitions: true");

    assertThat(transformed.messages()).isEmpty();
    assertThat(security(transformed, "/orders", "get"))
        .isEqualTo("[{'Written': []}, {'Pool': []}]");
    assertThat(security(transformed, "/orders", "post")).isEqualTo("[{'Written': []}]");
    assertThat(security(transformed, "/other", "get")).isEqualTo("[{'Pool': []}]");
    assertThat(
            body(transformed, "paths", "/orders", "get", "x-amazon-apigateway-integration", "type"))
        .isEqualTo("'aws_proxy'");
    assertThat(body(transformed, "securityDefinitions", "Pool", "in")).isEqualTo("'header'");
    assertThat(body(transformed, "securityDefinitions", "Written", "in")).isEqualTo("'header'");
  }

  @Test
  void anEventSaysNothingOfADocumentThatIsNotMergedAndIsToldSo() {
    Transformed transformed = merged("MergeDefinitions: false");

    assertThat(transformed.problems())
        .extracting(problem -> problem.id())
        .containsExactly("sam-event-ignored");
    assertThat(security(transformed, "/orders", "get")).isEqualTo("[{'Written': []}]");
    assertThat(security(transformed, "/other", "get")).isEqualTo("nothing");
  }

  @Test
  void theAuthorizationOfAnEventGoesBeforeWhatIsWrittenWhereItSaysSo() {
    Transformed transformed = merged("MergeDefinitions: false", ", OverrideApiAuth: true");

    assertThat(transformed.messages()).isEmpty();
    assertThat(security(transformed, "/orders", "get")).isEqualTo("[{'Pool': []}]");
    assertThat(security(transformed, "/orders", "post")).isEqualTo("[{'Written': []}]");
  }

  @Test
  void theDefaultAuthorizerIsRequiredOfBothBranchesOfACondition() {
    Transformed transformed =
        Transformed.of(
            """
            Resources:
              Shop:
                Type: AWS::Serverless::Api
                Properties:
                  StageName: live
                  Auth: {DefaultAuthorizer: AWS_IAM}
                  DefinitionBody:
                    swagger: "2.0"
                    paths:
                      /a: {"Fn::If": [Live, {get: {x: 1}}, {post: {x: 2}}]}
            """);

    assertThat(transformed.messages()).isEmpty();
    assertThat(body(transformed, "paths", "/a"))
        .contains("'x': 1, 'security': [{'AWS_IAM': []}]")
        .contains("'x': 2, 'security': [{'AWS_IAM': []}]");
  }

  @Test
  void thePolicyOfTheDocumentAndThatOfTheResourceAreBothKept() {
    Transformed transformed =
        Transformed.of(
            """
            Resources:
              Shop:
                Type: AWS::Serverless::Api
                Properties:
                  StageName: live
                  Auth: {ResourcePolicy: {IpRangeBlacklist: [10.0.0.0/8]}}
                  DefinitionBody:
                    swagger: "2.0"
                    paths: {}
                    x-amazon-apigateway-policy:
                      Version: "2012-10-17"
                      Statement: {Effect: Deny, Principal: "*", Action: "*", Resource: written}
            """);

    assertThat(transformed.messages()).isEmpty();
    assertThat(body(transformed, "x-amazon-apigateway-policy", "Statement"))
        .contains("'written'")
        .contains("'IpAddress': {'aws:SourceIp': ['10.0.0.0/8']}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "EndpointConfiguration: PRIVATE | 'EndpointConfiguration': {'Types': ['PRIVATE']}",
        "DisableExecuteApiEndpoint: true | 'DisableExecuteApiEndpoint': true",
        "Policy: {Version: a} | 'Policy': {'Version': 'a'}",
        "ApiKeySourceType: AUTHORIZER | 'ApiKeySourceType': 'AUTHORIZER'",
        "BinaryMediaTypes: [image~1png] | 'BinaryMediaTypes': ['image/png']",
        "MinimumCompressionSize: 9 | 'MinimumCompressionSize': 9",
        "SecurityPolicy: TLS_1_2 | 'SecurityPolicy': 'TLS_1_2'",
      })
  void whatIsSaidOfAnApiIsKeptWhereverItsDocumentLies(String said, String kept) {
    for (String document :
        List.of(
            "DefinitionBody: {swagger: '2.0', paths: {}}",
            "DefinitionBody: {'Fn::If': [a, b, c]}",
            "DefinitionUri: api.yaml",
            "DefinitionUri: 's3://a/b'",
            "Name: none")) {
      Transformed transformed =
          Transformed.of(
              "Resources: {Shop: {Type: AWS::Serverless::Api, Properties: {StageName: live, "
                  + said
                  + ", "
                  + document
                  + "}}}");
      boolean isRefused = !transformed.messages().isEmpty();

      assertThat(isRefused || transformed.at("Resources", "Shop", "Properties").contains(kept))
          .as(document)
          .isTrue();
    }
  }

  @Test
  void whatIsWrittenAfterTheTransformIsRefused() {
    for (String late :
        List.of(
            "{'Fn::Transform': {Name: AWS::Include, Parameters: {Location: {Ref: AWS::Region}}}}",
            "{/a: {'Fn::Transform': {Name: AWS::Include, Parameters: {Location: {Ref: X}}}}}",
            "{/a: {'Fn::ForEach::M': [V, [get], {'${V}': {}}]}}",
            "{'Fn::ForEach::P': [V, [a], {'/${V}': {get: {}}}]}")) {
      for (String type : List.of("Api", "HttpApi")) {
        Transformed transformed =
            Transformed.of(
                "Resources: {Shop: {Type: AWS::Serverless::"
                    + type
                    + ", Properties: {StageName: live, DefinitionBody: {openapi: 3.0.1, paths: "
                    + late
                    + "}}}}");

        assertThat(transformed.problems())
            .as(late)
            .extracting(Problem::id)
            .containsExactly("macro-not-supported");
      }
    }
  }

  @Test
  void preflightRequestsAreAnsweredWithTheMethodsOfThePath() {
    Transformed transformed =
        api("StageName: live\n      Cors: \"'https://shop.test'\"", "Path: /a, Method: get");
    String[] headers = {
      "paths",
      "/a",
      "options",
      "x-amazon-apigateway-integration",
      "responses",
      "default",
      "responseParameters"
    };

    assertThat(transformed.messages()).isEmpty();
    assertThat(body(transformed, headers))
        .isEqualTo(
            "{'method.response.header.Access-Control-Allow-Origin': ''https://shop.test'',"
                + " 'method.response.header.Access-Control-Allow-Methods': ''GET,OPTIONS''}");
  }

  @Test
  void aModelOfTheApiIsTheBodyOfTheRequestAndIsValidatedAsTheEventSays() {
    Transformed transformed =
        api(
            "StageName: live\n      Models: {Order: {type: object}}",
            "Path: /a, Method: post, RequestModel: {Model: Order, Required: true, ValidateBody:"
                + " true}, RequestParameters: [method.request.header.X-Key]");

    assertThat(transformed.messages()).isEmpty();
    assertThat(body(transformed, "paths", "/a", "post", "parameters"))
        .contains("'$ref': '#/definitions/order'")
        .contains("'name': 'X-Key', 'in': 'header'");
    assertThat(body(transformed, "paths", "/a", "post", "x-amazon-apigateway-request-validator"))
        .isEqualTo("'body-only'");
    assertThat(body(transformed, "x-amazon-apigateway-request-validators", "body-only"))
        .isEqualTo("{'validateRequestBody': true, 'validateRequestParameters': false}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RequestModel: {Model: Order} | because the related API does not define any Models.",
        "RequestParameters: [header.X] | Keys must be in the format",
        "RequestParameters: [{method.request.header.X: true}] | Values must be an object",
      })
  void refusesWhatAnEventSaysOfRequestsThatCannotBe(String said, String words) {
    Transformed transformed = api("StageName: live", "Path: /a, Method: post, " + said);

    assertThat(transformed.messages()).anyMatch(message -> message.contains(words));
  }

  @Test
  void aRouteOfTwoEventsIsRefused() {
    Transformed transformed =
        Transformed.of(
            """
            Resources:
              Shop: {Type: AWS::Serverless::Api, Properties: {StageName: live}}
            """
                + FUNCTION
                + """
                      Events:
                        One: {Type: Api, Properties: {RestApiId: !Ref Shop, Path: /a, Method: get}}
                        Two: {Type: Api, Properties: {RestApiId: !Ref Shop, Path: /a, Method: GET}}
                """);

    assertThat(transformed.messages())
        .containsExactly(
            "Resource with id [Fn] is invalid. Event with id [Two] is invalid. API method \"get\""
                + " defined multiple times for path \"/a\".");
  }

  @Test
  void theStageAndTheDomainNameLeadToTheApi() {
    Transformed transformed =
        api(
            "StageName: live-1\n      Domain: {DomainName: shop.test, CertificateArn: arn,"
                + " BasePath: [/v1, /]}",
            "Path: /a, Method: get");

    assertThat(transformed.messages()).isEmpty();
    assertThat(transformed.at("Resources", "Shoplive1Stage", "Properties", "StageName"))
        .isEqualTo("'live-1'");
    assertThat(transformed.at("Resources", "Shopv1BasePathMapping", "Properties", "BasePath"))
        .isEqualTo("'v1'");
    assertThat(transformed.at("Resources", "ShopBasePathMapping", "Properties", "Stage"))
        .isEqualTo("{'Ref': 'Shoplive1Stage'}");
  }

  private static Transformed merged(String setting) {
    return merged(setting, "");
  }

  private static Transformed merged(String setting, String auth) {
    return Transformed.of(
        """
        Resources:
          Shop:
            Type: AWS::Serverless::Api
            Properties:
              StageName: live
              Auth:
                Authorizers: {Pool: {UserPoolArn: arn}}
              SETTING
              DefinitionBody:
                swagger: "2.0"
                securityDefinitions: {Written: {type: apiKey, in: header, name: X}}
                paths:
                  /orders:
                    get: {security: [{Written: []}]}
                    post: {security: [{Written: []}]}
        """
                .replace("SETTING", setting)
            + FUNCTION
            + """
                  Events:
                    One: {Type: Api, Properties: {RestApiId: !Ref Shop, Path: /orders, Method: get, Auth: {Authorizer: PoolAUTH}}}
            """
                .replace("AUTH", auth)
            + (setting.endsWith("true")
                ? "        Two: {Type: Api, Properties: {RestApiId: !Ref Shop, Path: /other,"
                    + " Method: get, Auth: {Authorizer: Pool}}}\n"
                : ""));
  }

  private static Transformed api(String properties, String event) {
    return Transformed.of(
        "Resources:\n  Shop:\n    Type: AWS::Serverless::Api\n    Properties:\n      "
            + properties
            + "\n"
            + FUNCTION
            + "      Events:\n        One: {Type: Api, Properties: {RestApiId: !Ref Shop, "
            + event
            + "}}\n");
  }

  private static String security(Transformed transformed, String path, String method) {
    return body(transformed, "paths", path, method, "security");
  }

  private static String body(Transformed transformed, String... keys) {
    String[] all = new String[keys.length + 4];
    System.arraycopy(new String[] {"Resources", "Shop", "Properties", "Body"}, 0, all, 0, 4);
    System.arraycopy(keys, 0, all, 4, keys.length);
    return transformed.at(all);
  }
}
