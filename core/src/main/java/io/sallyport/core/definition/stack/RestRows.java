package io.sallyport.core.definition.stack;

import static io.sallyport.core.definition.stack.ResourceProperty.enforced;
import static io.sallyport.core.definition.stack.ResourceProperty.refused;
import static io.sallyport.core.definition.stack.ResourceProperty.withoutEffect;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of the table of resources for REST APIs. What the OpenAPI reader decides about counts as
 * enforced here: it is carried over, and the table of OpenAPI has the last word.
 */
final class RestRows {

  private static final String API = RestScope.PREFIX + "RestApi";
  private static final String STAGE = RestScope.PREFIX + "Stage";
  private static final String DEPLOYMENT = RestScope.PREFIX + "Deployment";

  static final String ENDPOINT = API + ".EndpointConfiguration";
  static final String STAGE_DESCRIPTION = DEPLOYMENT + ".StageDescription";
  static final String METHOD_SETTING = STAGE + ".MethodSetting";

  private static final String CARRIED = "as the OpenAPI document of the API says it";
  private static final String DOCUMENTATION = "documentation";
  private static final String OPERATIONS = "the gateway's own logs and metrics are configured";
  private static final String CACHE = "acts with a cache only";
  private static final String KEYS = "API keys are not checked yet";
  private static final String PLANS = "quotas and rates of callers are not counted yet";
  private static final String DOMAINS =
      "a custom domain has no stage in its paths, which the gateway's hosts have";

  static final List<ResourceProperty> ROWS = rows();

  private RestRows() {}

  private static List<ResourceProperty> rows() {
    List<ResourceProperty> rows = new ArrayList<>();
    apis(rows);
    methods(rows);
    stages(rows);
    settings(rows, METHOD_SETTING);
    settings(rows, STAGE_DESCRIPTION);
    without(rows, METHOD_SETTING, "names the methods", "HttpMethod", "ResourcePath");
    callers(rows);
    domains(rows);
    others(rows);
    return List.copyOf(rows);
  }

  private static void apis(List<ResourceProperty> rows) {
    carried(
        rows,
        API,
        "ApiKeySourceType",
        "BinaryMediaTypes",
        "Body",
        "DisableExecuteApiEndpoint",
        "EndpointAccessMode",
        "EndpointConfiguration",
        "MinimumCompressionSize",
        "Name",
        "Parameters",
        "Policy",
        "SecurityPolicy");
    rows.add(
        refused(
            API,
            "BodyS3Location",
            "external-definition",
            "it stands beside a `Body`, expected one of them"));
    rows.add(
        refused(
            API,
            "CloneFrom",
            "external-definition",
            "the API it is a copy of is not in the template"));
    without(rows, API, "warnings are shown in any case", "FailOnWarnings");
    without(rows, API, "there is no earlier version to merge with", "Mode");
    without(rows, API, DOCUMENTATION, "Description", "Tags");
    without(rows, RestScope.PREFIX + "Method", DOCUMENTATION, "OperationName");
    carried(rows, ENDPOINT, "Types", "VpcEndpointIds", "IpAddressType");
  }

  private static void methods(List<ResourceProperty> rows) {
    carried(rows, RestScope.PREFIX + "Resource", "ParentId", "PathPart", "RestApiId");
    carried(
        rows,
        RestScope.PREFIX + "Method",
        "ApiKeyRequired",
        "AuthorizationScopes",
        "AuthorizationType",
        "AuthorizerId",
        "HttpMethod",
        "Integration",
        "MethodResponses",
        "RequestModels",
        "RequestParameters",
        "RequestValidatorId",
        "ResourceId",
        "RestApiId");
    String authorizer = RestScope.PREFIX + "Authorizer";
    carried(
        rows,
        authorizer,
        "AuthorizerCredentials",
        "AuthorizerResultTtlInSeconds",
        "AuthorizerUri",
        "IdentitySource",
        "IdentityValidationExpression",
        "Name",
        "ProviderARNs",
        "RestApiId",
        "Type");
    without(rows, authorizer, "of exports only", "AuthType");
    carried(rows, RestScope.PREFIX + "Model", "ContentType", "Name", "RestApiId", "Schema");
    without(rows, RestScope.PREFIX + "Model", DOCUMENTATION, "Description");
    carried(
        rows,
        RestScope.PREFIX + "RequestValidator",
        "Name",
        "RestApiId",
        "ValidateRequestBody",
        "ValidateRequestParameters");
    carried(
        rows,
        RestScope.PREFIX + "GatewayResponse",
        "ResponseParameters",
        "ResponseTemplates",
        "ResponseType",
        "RestApiId",
        "StatusCode");
  }

  private static void stages(List<ResourceProperty> rows) {
    carried(rows, STAGE, "MethodSettings", "RestApiId", "StageName", "Variables");
    carried(rows, DEPLOYMENT, "RestApiId", "StageDescription", "StageName");
    carried(rows, STAGE_DESCRIPTION, "MethodSettings", "Variables");
    without(rows, STAGE, "the template is what is deployed", "DeploymentId");
    without(rows, DEPLOYMENT, DOCUMENTATION, "Description");
    rows.add(
        refused(
            DEPLOYMENT,
            "DeploymentCanarySettings",
            "canary-not-enforced",
            "traffic is not divided between deployments"));
    for (String type : List.of(STAGE, STAGE_DESCRIPTION)) {
      rows.add(
          refused(
              type,
              "CanarySetting",
              "canary-not-enforced",
              "traffic is not divided between deployments"));
      rows.add(
          refused(
                  type,
                  "ClientCertificateId",
                  "client-certificate-not-enforced",
                  "the gateway shows endpoints no certificate of its own")
              .unless(""));
      rows.add(
          refused(type, "CacheClusterEnabled", "cache-not-enforced", "answers are not cached yet")
              .unless("FALSE"));
      without(rows, type, CACHE, "CacheClusterSize");
      without(rows, type, OPERATIONS, "AccessLogSetting", "TracingEnabled");
      without(rows, type, DOCUMENTATION, "Description", "DocumentationVersion", "Tags");
    }
  }

  /** What is set for every method of a stage, or for some. */
  private static void settings(List<ResourceProperty> rows, String type) {
    for (String name : List.of("ThrottlingBurstLimit", "ThrottlingRateLimit")) {
      rows.add(refused(type, name, "throttling-not-enforced", "requests are not throttled yet"));
    }
    rows.add(
        refused(type, "CachingEnabled", "cache-not-enforced", "answers are not cached yet")
            .unless("FALSE"));
    without(rows, type, CACHE, "CacheDataEncrypted", "CacheTtlInSeconds");
    without(rows, type, OPERATIONS, "DataTraceEnabled", "LoggingLevel", "MetricsEnabled");
  }

  private static void callers(List<ResourceProperty> rows) {
    whole(rows, "ApiKey", "api-key-not-enforced", KEYS);
    whole(rows, "UsagePlan", "usage-plan-not-enforced", PLANS);
    whole(rows, "UsagePlanKey", "usage-plan-not-enforced", PLANS);
  }

  private static void domains(List<ResourceProperty> rows) {
    for (String type :
        List.of(
            "BasePathMapping",
            "BasePathMappingV2",
            "DomainName",
            "DomainNameV2",
            "DomainNameAccessAssociation")) {
      whole(rows, type, "custom-domain-not-enforced", DOMAINS);
    }
  }

  private static void others(List<ResourceProperty> rows) {
    without(rows, RestScope.PREFIX + "Account", OPERATIONS, "CloudWatchRoleArn");
    without(
        rows,
        RestScope.PREFIX + "ClientCertificate",
        "acts where a stage names it",
        "Description",
        "Tags");
    without(
        rows,
        RestScope.PREFIX + "DocumentationPart",
        DOCUMENTATION,
        "Location",
        "Properties",
        "RestApiId");
    without(
        rows,
        RestScope.PREFIX + "DocumentationVersion",
        DOCUMENTATION,
        "Description",
        "DocumentationVersion",
        "RestApiId");
    without(
        rows,
        RestScope.PREFIX + "VpcLink",
        "acts where an integration names it",
        "Description",
        "Name",
        "Tags",
        "TargetArns");
  }

  private static void carried(List<ResourceProperty> rows, String type, String... names) {
    for (String name : names) {
      rows.add(enforced(type, name, CARRIED));
    }
  }

  private static void without(
      List<ResourceProperty> rows, String type, String note, String... names) {
    for (String name : names) {
      rows.add(withoutEffect(type, name, note));
    }
  }

  private static void whole(List<ResourceProperty> rows, String type, String id, String note) {
    rows.add(refused(RestScope.PREFIX + type, ResourceProperty.WHOLE, id, note));
  }
}
