package io.sallyport.core.definition.stack;

import static io.sallyport.core.definition.stack.ResourceProperty.enforced;
import static io.sallyport.core.definition.stack.ResourceProperty.refused;
import static io.sallyport.core.definition.stack.ResourceProperty.withoutEffect;

import java.util.ArrayList;
import java.util.List;

/** Rows of the table of resources: {@code AWS::ApiGatewayV2}, of which HTTP APIs are served. */
final class HttpRows {

  private static final String WEBSOCKET = "WebSocket APIs only";
  private static final String DOCUMENTATION = "documentation";
  private static final String DOMAIN = "custom-domain-not-enforced";

  static final List<ResourceProperty> ROWS = rows();

  private HttpRows() {}

  private static List<ResourceProperty> rows() {
    List<ResourceProperty> rows = new ArrayList<>();
    api(rows);
    route(rows);
    integration(rows);
    authorizer(rows);
    stage(rows);
    domain(rows);
    whole(rows);
    return List.copyOf(rows);
  }

  private static void api(List<ResourceProperty> rows) {
    String type = HttpApis.API;
    each(rows, type, "read as an OpenAPI document", "Body", "Name", "ProtocolType");
    each(rows, type, "whether the default endpoint answers", "DisableExecuteApiEndpoint");
    each(rows, type, "preflights and origins", "CorsConfiguration");
    each(rows, type, "a route and its integration", "Target", "RouteKey", "CredentialsArn");
    rows.add(
        refused(
            type,
            "BodyS3Location",
            "external-definition",
            "it stands beside a `Body`, expected one of them"));
    rows.add(
        refused(type, "BasePath", "base-path-not-applied", "base paths are the configuration's")
            .unless("IGNORE"));
    without(rows, type, "a deployment's", "FailOnWarnings", "Tags", "Version", "Description");
    without(rows, type, "the listener's address decides", "IpAddressType");
    without(
        rows,
        type,
        WEBSOCKET,
        "ApiKeySelectionExpression",
        "DisableSchemaValidation",
        "RouteSelectionExpression");
  }

  private static void route(List<ResourceProperty> rows) {
    String type = HttpApis.ROUTE;
    each(rows, type, "a route of the document", "ApiId", "RouteKey", "Target");
    each(
        rows,
        type,
        "the authorizer of the route",
        "AuthorizationType",
        "AuthorizerId",
        "AuthorizationScopes");
    rows.add(
        refused(type, "ApiKeyRequired", "api-key-not-enforced", "HTTP APIs check no API keys")
            .unless("FALSE"));
    without(rows, type, DOCUMENTATION, "OperationName");
    without(
        rows,
        type,
        WEBSOCKET,
        "ModelSelectionExpression",
        "RequestModels",
        "RequestParameters",
        "RouteResponseSelectionExpression");
  }

  private static void integration(List<ResourceProperty> rows) {
    String type = HttpApis.INTEGRATION;
    each(
        rows,
        type,
        "an integration of the document",
        "ApiId",
        "ConnectionId",
        "ConnectionType",
        "CredentialsArn",
        "IntegrationMethod",
        "IntegrationSubtype",
        "IntegrationType",
        "IntegrationUri",
        "PayloadFormatVersion",
        "RequestParameters",
        "ResponseParameters",
        "TimeoutInMillis",
        "TlsConfig");
    without(rows, type, DOCUMENTATION, "Description");
    without(
        rows,
        type,
        WEBSOCKET,
        "ContentHandlingStrategy",
        "PassthroughBehavior",
        "RequestTemplates",
        "TemplateSelectionExpression");
  }

  private static void authorizer(List<ResourceProperty> rows) {
    each(
        rows,
        HttpApis.AUTHORIZER,
        "an authorizer of the document",
        "ApiId",
        "AuthorizerCredentialsArn",
        "AuthorizerPayloadFormatVersion",
        "AuthorizerResultTtlInSeconds",
        "AuthorizerType",
        "AuthorizerUri",
        "EnableSimpleResponses",
        "IdentitySource",
        "IdentityValidationExpression",
        "JwtConfiguration");
    without(rows, HttpApis.AUTHORIZER, DOCUMENTATION, "Name");
  }

  private static void stage(List<ResourceProperty> rows) {
    String type = HttpApis.STAGE;
    each(rows, type, "the stage that is served", "ApiId", "StageName", "StageVariables");
    each(rows, type, "throttling is refused", "DefaultRouteSettings", "RouteSettings");
    rows.add(
        refused(
            type,
            "ClientCertificateId",
            "client-certificate-not-enforced",
            "endpoints are called without a certificate yet"));
    without(rows, type, "the configuration says where logs go", "AccessLogSettings");
    rows.add(withoutEffect(type, "AccessPolicyId", "AWS does not support it"));
    without(rows, type, "a deployment's", "AutoDeploy", "DeploymentId", "Description", "Tags");
    String deployment = "AWS::ApiGatewayV2::Deployment";
    without(rows, deployment, "a deployment's", "ApiId", "Description", "StageName");
  }

  private static void domain(List<ResourceProperty> rows) {
    each(rows, HttpApis.MAPPING, "a host", "ApiId", "ApiMappingKey", "DomainName", "Stage");
    String type = HttpApis.DOMAIN;
    each(rows, type, "a host of what is mapped to it", "DomainName", "DomainNameConfigurations");
    without(
        rows,
        HttpDomains.CONFIGURATION,
        "the listener's own",
        "CertificateArn",
        "CertificateName",
        "EndpointType",
        "IpAddressType",
        "OwnershipVerificationCertificateArn");
    rows.add(
        refused(
                HttpDomains.CONFIGURATION,
                "SecurityPolicy",
                "security-policy-not-enforced",
                "TLS versions and ciphers are the listener's")
            .unless("TLS_1_2"));
    rows.add(
        refused(
            type,
            "MutualTlsAuthentication",
            "mutual-tls-not-enforced",
            "certificates of callers are not asked for by domain names"));
    rows.add(
        refused(type, "RoutingMode", DOMAIN, "routing rules are not followed")
            .unless("API_MAPPING_ONLY"));
    without(rows, type, "a deployment's", "Tags");
    rows.add(
        refused(
            "AWS::ApiGatewayV2::RoutingRule",
            ResourceProperty.WHOLE,
            DOMAIN,
            "routing rules are not followed"));
  }

  private static void whole(List<ResourceProperty> rows) {
    rows.add(
        refused(
            "AWS::ApiGatewayV2::ApiGatewayManagedOverrides",
            ResourceProperty.WHOLE,
            "managed-overrides-not-applied",
            "what an API made by quick create is overridden with is not read"));
    for (String type : List.of("Model", "RouteResponse", "IntegrationResponse")) {
      rows.add(withoutEffect("AWS::ApiGatewayV2::" + type, ResourceProperty.WHOLE, WEBSOCKET));
    }
    rows.add(
        withoutEffect(
            "AWS::ApiGatewayV2::VpcLink",
            ResourceProperty.WHOLE,
            "integrations that go through it are refused"));
  }

  private static void each(List<ResourceProperty> rows, String type, String note, String... names) {
    for (String name : names) {
      rows.add(enforced(type, name, note));
    }
  }

  private static void without(
      List<ResourceProperty> rows, String type, String note, String... names) {
    for (String name : names) {
      rows.add(withoutEffect(type, name, note));
    }
  }
}
