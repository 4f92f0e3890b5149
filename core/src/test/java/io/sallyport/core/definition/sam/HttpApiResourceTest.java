package io.sallyport.core.definition.sam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP APIs become documents that say who may call each route. */
class HttpApiResourceTest {

  private static final String TEMPLATE =
      """
      Shop:
        Type: AWS::Serverless::HttpApi
        Properties:
          StageName: live
          Auth:
            Authorizers:
              Customers:
                AuthorizationScopes: [shop/read]
                IdentitySource: $request.header.Authorization
                JwtConfiguration: {issuer: "https://id.example", Audience: [shop]}
              Partners:
                FunctionArn: !GetAtt Gate.Arn
                AuthorizerPayloadFormatVersion: "2.0"
                EnableSimpleResponses: true
                Identity: {Headers: [X-Partner], ReauthorizeEvery: 0}
            DefaultAuthorizer: Customers
            EnableIamAuthorizer: true
          CorsConfiguration: {AllowOrigins: ["https://shop.example"], MaxAge: 5}
          DisableExecuteApiEndpoint: true
      Orders:
        Type: AWS::Serverless::Function
        Properties:
          CodeUri: ./orders
          Events:
            List:
              Type: HttpApi
              Properties: {ApiId: !Ref Shop, Path: "/orders/{id}", Method: GET}
            Health:
              Type: HttpApi
              Properties:
                {ApiId: !Ref Shop, Path: /health, Method: get, Auth: {Authorizer: NONE}}
            Change:
              Type: HttpApi
              Properties:
                ApiId: !Ref Shop
                Path: /orders
                Method: any
                PayloadFormatVersion: "1.0"
                TimeoutInMillis: 900
                Auth: {AuthorizationScopes: [shop/write]}
            Import:
              Type: HttpApi
              Properties:
                {ApiId: !Ref Shop, Path: /import, Method: post, Auth: {Authorizer: Partners}}
            Sweep:
              Type: HttpApi
              Properties:
                {ApiId: !Ref Shop, Path: /sweep, Method: post, Auth: {Authorizer: AWS_IAM}}
            Rest:
              Type: HttpApi
              Properties: {ApiId: !Ref Shop, RouteSettings: {ThrottlingRateLimit: 7}}
      """;

  private static final String ONE =
      """
      Shop:
        Type: AWS::Serverless::HttpApi
        Properties: %s
      Orders:
        Type: AWS::Serverless::Function
        Properties:
          CodeUri: ./orders
          Events:
            List:
              Type: HttpApi
              Properties: {ApiId: !Ref Shop, Path: /a, Method: get, %s}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\"',
      value = {
        "{}                              | Auth: {Authorizer: Nobody} | Unable to set Authorizer"
            + " [Nobody] on API method [get] for path [/a] because the related API does not define"
            + " any Authorizers.",
        "{Auth: {EnableIamAuthorizer: true}} | Auth: {Authorizer: Nobody} | Unable to set"
            + " Authorizer [Nobody] on API method [get] for path [/a] because it wasn't defined in"
            + " the API's Authorizers.",
        "{Auth: {EnableIamAuthorizer: true}} | Auth: {Authorizer: NONE} | because 'NONE' is only a"
            + " valid value when a DefaultAuthorizer on the API is specified.",
        "{Auth: {EnableIamAuthorizer: true}} | Auth: {Authorizer: !Ref X} | Unable to set"
            + " Authorizer [{'Ref': 'X'}] on API method [get] for path [/a]. The method authorizer"
            + " must be a string",
        "{}                              | Auth: {AuthorizationScopes: [a]} | 'Auth' section"
            + " requires either an explicit 'Authorizer' set or a 'DefaultAuthorizer'",
        "{Auth: {DefaultAuthorizer: Nobody}} | PayloadFormatVersion: '1.0' | Unable to set"
            + " DefaultAuthorizer because 'Nobody' was not defined in 'Authorizers'.",
        "{Auth: {DefaultAuthorizer: [a]}} | PayloadFormatVersion: '1.0' | DefaultAuthorizer is not"
            + " a string.",
        "{Auth: {DefaultAuthoriser: a}}  | PayloadFormatVersion: '1.0' | Invalid value for 'Auth'"
            + " property",
        "{}                              | Atuh: {Authorizer: A} | Resource with id [OrdersList] is"
            + " invalid. property Atuh not defined for resource of type HttpApi",
        "{Auth: {EnableIamAuthorizer: true, DefaultAuthorizer: AWS_IAM}} | Auth: {Autorizer: A} |"
            + " Invalid value for 'Auth' property",
        "{Authx: {}}                     | PayloadFormatVersion: '1.0' | property Authx not"
            + " defined for resource of type AWS::Serverless::HttpApi",
        "{Auth: {Authorizers: {A: {JwtConfiguration: []}}}} | RouteSettings: {} | Property"
            + " 'JwtConfiguration' should be a map.",
        "{Auth: {Authorizers: {A: {FunctionArn: a}}}} | RouteSettings: {} | A Lambda Authorizer"
            + " must define 'AuthorizerPayloadFormatVersion'.",
        "{Auth: {Authorizers: {A: {OpenIdConnectUrl: a}}}} | RouteSettings: {} |"
            + " 'OpenIdConnectUrl' is no longer a supported property for authorizer 'A'.",
        "{DefinitionUri: 's3://a/b', Auth: {EnableIamAuthorizer: true}} | RouteSettings: {} | Auth"
            + " works only with inline OpenApi",
        "{DefinitionBody: {paths: {}}}   | RouteSettings: {} | Invalid OpenApi document.",
        "{CorsConfiguration: {AllowOrigin: a}} | RouteSettings: {} | Invalid value for 'Cors'",
        "{}                              | RouteSettings: a | Property 'RouteSettings' should be a"
            + " map.",
        "{Domain: {DomainName: a, CertificateArn: b, MutualTls: c}} | RouteSettings: {} | Invalid"
            + " value for 'Domain' property.",
      })
  void refusesWhatSamRefuses(String api, String event, String message) {
    Written written = Written.of(ONE.formatted(api, event));

    assertThat(written.messages()).singleElement().asString().contains(message);
  }

  @Test
  void saysWhereAnEventIsWrong() {
    Written written = Written.of(ONE.formatted("{}", "Auth: {Authorizer: Nobody}"));

    assertThat(written.problems().getFirst().at().line()).isEqualTo(11);
    assertThat(written.messages().getFirst())
        .startsWith("Resource with id [Orders] is invalid. Event with id [List] is invalid. ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/orders/{id}  | get                            | [{'Customers': ['shop/read']}]",
        "/health       | get                            | [{'NONE': []}]",
        "/orders       | x-amazon-apigateway-any-method | [{'Customers': ['shop/write']}]",
        "/import       | post                           | [{'Partners': []}]",
        "/sweep        | post                           | [{'AWS_IAM': []}]",
        "$default      | x-amazon-apigateway-any-method | [{'Customers': ['shop/read']}]",
      })
  void everyRouteRequiresItsAuthorizer(String path, String method, String security) {
    Written written = Written.of(TEMPLATE);

    assertThat(written.problems()).isEmpty();
    assertThat(written.at("Shop", "Properties", "Body", "paths", path, method, "security"))
        .isEqualTo(security);
  }

  @Test
  void writesAuthorizersAsSecuritySchemes() {
    Written written = Written.of(TEMPLATE);
    String[] at = {"Shop", "Properties", "Body", "components", "securitySchemes", ""};

    at[5] = "Customers";
    assertThat(written.at(at))
        .isEqualTo(
            "{'type': 'oauth2', 'x-amazon-apigateway-authorizer': {'jwtConfiguration': {'issuer':"
                + " 'https://id.example', 'audience': ['shop']}, 'identitySource':"
                + " '$request.header.Authorization', 'type': 'jwt'}}");
    at[5] = "Partners";
    assertThat(written.at(at))
        .contains(
            "'type': 'request'",
            "${__FunctionArn__}/invocations', {'__FunctionArn__': {'Fn::GetAtt': ['Gate', 'Arn']}}",
            "'authorizerPayloadFormatVersion': '2.0'",
            "'enableSimpleResponses': true",
            "'authorizerResultTtlInSeconds': 0",
            "'identitySource': ['$request.header.X-Partner']");
    at[5] = "AWS_IAM";
    assertThat(written.at(at)).contains("'x-amazon-apigateway-authtype': 'awsSigv4'");
  }

  @Test
  void theDefaultAuthorizerGuardsWrittenOperationsToo() {
    String body =
        "{openapi: 3.0.1, paths: {/b: {get: {security: [], x-amazon-apigateway-integration: {}}}}}";
    String auth = "{EnableIamAuthorizer: true, DefaultAuthorizer: AWS_IAM}";
    Written written =
        Written.of(
            ONE.formatted(
                "{DefinitionBody: " + body + ", Auth: " + auth + "}", "RouteSettings: {}"));

    assertThat(written.at("Shop", "Properties", "Body", "paths", "/b", "get", "security"))
        .isEqualTo("[{'AWS_IAM': []}]");
  }

  @Test
  void writesIntegrationsWithTheirPayloadVersionAndTimeout() {
    Written written = Written.of(TEMPLATE);

    assertThat(
            written.at(
                "Shop",
                "Properties",
                "Body",
                "paths",
                "/orders",
                HttpRoutes.ANY,
                "x-amazon-apigateway-integration"))
        .contains("functions/${Orders.Arn}/invocations", "'1.0'", "'timeoutInMillis': 900");
    assertThat(written.at("Shop", "Properties", "Body", "paths", "$default", HttpRoutes.ANY))
        .contains("'payloadFormatVersion': '2.0'", "'isDefaultRoute': true");
  }

  @Test
  void writesWhatIsSaidAboutTheWholeApi() {
    Written written = Written.of(TEMPLATE);

    assertThat(written.at("Shop", "Properties", "Body", "x-amazon-apigateway-cors"))
        .isEqualTo("{'allowOrigins': ['https://shop.example'], 'maxAge': 5}");
    assertThat(written.at("Shop", "Properties", "Body", "servers"))
        .contains("'disableExecuteApiEndpoint': true");
    assertThat(written.at("ShopliveStage", "Properties"))
        .contains("'StageName': 'live'", "{'$default': {'ThrottlingRateLimit': 7}}");
  }

  @Test
  void writesTheDomainNameWithItsMutualTls() {
    String domain =
        "{Domain: {DomainName: shop.example, CertificateArn: c, BasePath: [/v1],"
            + " MutualTlsAuthentication: {TruststoreUri: 's3://a/b'}}}";
    Written written = Written.of(ONE.formatted(domain, "RouteSettings: {}"));
    String name =
        written.resources().entries().keySet().stream()
            .filter(id -> id.startsWith("ApiGatewayDomainNameV2"))
            .findFirst()
            .orElseThrow();

    assertThat(written.at(name, "Properties"))
        .contains("'MutualTlsAuthentication': {'TruststoreUri': 's3://a/b'}");
    assertThat(written.at("Shopv1ApiMapping", "Properties"))
        .contains("'ApiMappingKey': 'v1'", "{'Ref': '" + name + "'}");
  }

  @Test
  void theDefaultEndpointIsDisabledWhereTheDocumentLiesElsewhere() {
    Written written =
        Written.of(
            "Shop: {Type: AWS::Serverless::HttpApi, Properties: {DefinitionUri: api.yaml,"
                + " DisableExecuteApiEndpoint: true}}");

    assertThat(written.messages()).isEmpty();
    assertThat(written.at("Shop", "Properties"))
        .isEqualTo("{'BodyS3Location': 'api.yaml', 'DisableExecuteApiEndpoint': true}");
  }
}
