package io.sallyport.core.definition.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Deployment;
import io.sallyport.core.definition.openapi.OpenApiReader;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.stack.ApiDocument;
import io.sallyport.core.definition.stack.StackDefinition;
import io.sallyport.core.definition.stack.StackReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerraformPlanTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "authorizer_id": {"references": ["aws_api_gateway_authorizer.guard.id"]} | "authorizer_id": {"references": ["local.guard"]} | terraform-value-unknown
          "api_key_required": false | "api_key_required": true     | api-key-not-enforced
          "stage_name": "live"      | "stage_name": "live", "web_acl_arn": "arn:acl" | unknown-property
          "stage_name": "live"      | "stage_name": "live", "cache_cluster_enabled": true | cache-not-enforced
          "authorization": "CUSTOM" | "authorization": "AWS_IAM"   | iam-not-enforced
          aws_api_gateway_deployment | aws_api_gateway_unheard      | resource-type-not-read
          "http_method": "GET", "integration | "http_method": "PUT", "integration | api-not-in-template
          """)
  void refusesWhatWouldBeLost(String written, String instead, String id) {
    Problems problems = new Problems(Set.of());
    read(Plans.rest().json().replace(written, instead), problems);

    assertThat(problems.found()).extracting(Problem::id).contains(id);
  }

  @Test
  void aPlanOfARestApiIsWhatItsResourcesSay() {
    Problems problems = new Problems(Set.of());
    ApiDefinition api = read(Plans.rest().json(), problems).getFirst();

    assertThat(problems.found()).isEmpty();
    assertThat(api.stage()).isEqualTo("live");
    assertThat(api.routes())
        .extracting(route -> route.method() + " " + route.path())
        .containsExactly("GET /orders");
    assertThat(api.routes().getFirst().authorization())
        .isInstanceOf(AuthorizationDefinition.Authorizer.class);
    assertThat(api.authorizers().get("guard"))
        .isInstanceOfSatisfying(
            AuthorizerDefinition.Lambda.class,
            guard -> assertThat(guard.uri().value()).contains(":function:orders/invocations"));
    assertThat(
            api.permissions()
                .allow(
                    "arn:aws:lambda:us-east-1:123456789012:function:orders",
                    List.of(
                        "arn:aws:execute-api:us-east-1:123456789012:"
                            + api.id()
                            + "/live/GET/orders")))
        .isTrue();
  }

  @Test
  void aPlanOfAnHttpApiIsWhatItsResourcesSay() {
    Problems problems = new Problems(Set.of());
    ApiDefinition api = read(Plans.http().json(), problems).getFirst();

    assertThat(problems.found()).isEmpty();
    assertThat(api.routes())
        .extracting(route -> route.method() + " " + route.path())
        .containsExactly("GET /one");
    assertThat(api.authorizers().values())
        .singleElement()
        .isInstanceOfSatisfying(
            AuthorizerDefinition.Jwt.class,
            jwt -> {
              assertThat(jwt.issuer().value()).startsWith("https://cognito-idp.us-east-1.");
              assertThat(jwt.audiences()).containsExactly("web");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"references": ["aws_cognito_user_pool.users.endpoint"]} | {"references": ["local.issuer"]}
          {"id": true, "api_id": true, "target": true | {"id": true, "api_id": true, "target": true, "request_parameters": {"a": true}
          """)
  void refusesPartsOfValuesThatNothingTells(String written, String instead) {
    Problems problems = new Problems(Set.of());
    read(
        Plans.http()
            .json()
            .replace("\"route_key\":", "\"request_parameters\": {\"b\": \"c\"}, \"route_key\":")
            .replace("\"target\": {", "\"request_parameters\": {}, \"target\": {")
            .replace(written, instead),
        problems);

    assertThat(problems.found()).extracting(Problem::id).contains("terraform-value-unknown");
  }

  @Test
  void refusesAResponseParameterThatNothingTells() {
    Problems problems = new Problems(Set.of());
    read(
        Plans.http()
            .with(
                "aws_apigatewayv2_integration",
                "two",
                "{\"integration_type\": \"HTTP_PROXY\", \"response_parameters\": [{\"status_code\":"
                    + " \"200\", \"mappings\": {}}]}",
                "{\"response_parameters\": [{\"mappings\": {\"append:header.x\": true}}]}",
                "{}")
            .json(),
        problems);

    assertThat(problems.found())
        .extracting(Problem::message)
        .anyMatch(message ->
            message.startsWith("`response_parameters` of `aws_apigatewayv2_integration.two`"));
  }

  @Test
  void whatStandsInResourcesOfTheirOwnIsJoined() {
    String api = "{\"rest_api_id\": {\"references\": [\"aws_api_gateway_rest_api.shop.id\"]}}";
    String stage = "{\"stage_name\": \"live\", \"method_path\": \"orders/GET\", \"settings\": [";
    Problems problems = new Problems(Set.of());
    read(
        Plans.rest()
            .with(
                "aws_api_gateway_rest_api_policy",
                "closed",
                "{\"policy\": \"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[]}\"}",
                "{\"rest_api_id\": true}",
                api)
            .with(
                "aws_api_gateway_method_settings",
                "slow",
                stage + "{\"throttling_rate_limit\": 5, \"throttling_burst_limit\": -1}]}",
                "{\"rest_api_id\": true}",
                api)
            .json(),
        problems);

    assertThat(problems.found())
        .extracting(Problem::id)
        .containsExactlyInAnyOrder("policy-not-enforced", "throttling-not-enforced");
  }

  @Test
  void aStateHasNothingThatIsUnknown() {
    Problems problems = new Problems(Set.of());
    String state =
        """
        {"format_version": "1.0", "values": {"root_module": {"child_modules": [{"address": "module.m", "resources": [
          {"address": "module.m.aws_api_gateway_rest_api.a", "mode": "managed", "type": "aws_api_gateway_rest_api", "name": "a",
           "values": {"id": "abc123", "root_resource_id": "r00t", "name": "a", "execution_arn": "arn:aws:execute-api:eu-west-1:1:abc123"}},
          {"address": "module.m.aws_api_gateway_resource.b", "mode": "managed", "type": "aws_api_gateway_resource", "name": "b",
           "values": {"id": "res1", "rest_api_id": "abc123", "parent_id": "r00t", "path_part": "b", "path": "/b"}},
          {"address": "module.m.aws_api_gateway_method.b", "mode": "managed", "type": "aws_api_gateway_method", "name": "b",
           "values": {"id": "agm-1", "rest_api_id": "abc123", "resource_id": "res1", "http_method": "GET", "authorization": "NONE"}},
          {"address": "module.m.aws_api_gateway_integration.b", "mode": "managed", "type": "aws_api_gateway_integration", "name": "b",
           "values": {"id": "agi-1", "rest_api_id": "abc123", "resource_id": "res1", "http_method": "GET", "type": "HTTP_PROXY",
                      "integration_http_method": "GET", "uri": "http://localhost:1/", "cache_namespace": "res1"}}]}]}}}
        """;

    assertThat(read(state, problems))
        .singleElement()
        .extracting(api -> api.routes().getFirst().path())
        .isEqualTo("/b");
    assertThat(problems.found()).isEmpty();
  }

  @Test
  void aStateOfAnHttpApiIsWhatItsResourcesSay() {
    Problems problems = new Problems(Set.of());
    ApiDefinition api =
        read(
                state(
                    resource(
                        "aws_apigatewayv2_api",
                        "f",
                        "{\"id\": \"api123\", \"name\": \"f\", \"protocol_type\": \"HTTP\"}"),
                    resource(
                        "aws_apigatewayv2_integration",
                        "i",
                        "{\"id\": \"int1\", \"api_id\": \"api123\", \"integration_type\":"
                            + " \"HTTP_PROXY\", \"integration_method\": \"GET\","
                            + " \"integration_uri\": \"http://localhost:1/\","
                            + " \"payload_format_version\": \"1.0\"}"),
                    resource(
                        "aws_apigatewayv2_authorizer",
                        "j",
                        "{\"id\": \"au1\", \"api_id\": \"api123\", \"name\": \"j\","
                            + " \"authorizer_type\": \"JWT\", \"identity_sources\":"
                            + " [\"$request.header.Authorization\"], \"jwt_configuration\":"
                            + " [{\"audience\": [\"web\"], \"issuer\": \"https://issuer.test\"}]}"),
                    resource(
                        "aws_apigatewayv2_route",
                        "r",
                        "{\"id\": \"ro1\", \"api_id\": \"api123\", \"route_key\": \"GET /a\","
                            + " \"target\": \"integrations/int1\", \"authorization_type\": \"JWT\","
                            + " \"authorizer_id\": \"au1\"}"),
                    resource(
                        "aws_apigatewayv2_stage",
                        "s",
                        "{\"id\": \"$default\", \"api_id\": \"api123\", \"name\": \"$default\","
                            + " \"auto_deploy\": true}")),
                problems)
            .getFirst();

    assertThat(problems.found()).isEmpty();
    assertThat(api.stage()).isEqualTo("$default");
    assertThat(api.routes().getFirst().authorization())
        .isInstanceOf(AuthorizationDefinition.Authorizer.class);
  }

  @Test
  void aWordThatIsTheIdOfSomethingElseStaysAWordAndARealUserPoolStaysReal() {
    Problems problems = new Problems(Set.of());
    String pool = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Real";
    ApiDefinition api =
        read(
                state(
                    resource("aws_dynamodb_table", "t", "{\"id\": \"orders\", \"arn\": \"arn:t\"}"),
                    resource(
                        "aws_lambda_function",
                        "f",
                        "{\"id\": \"items\", \"function_name\": \"items\"}"),
                    resource(
                        "aws_cognito_user_pool",
                        "u",
                        "{\"id\": \"us-east-1_Real\", \"arn\": \"" + pool + "\"}"),
                    resource(
                        "aws_api_gateway_rest_api",
                        "a",
                        "{\"id\": \"abc123\", \"root_resource_id\": \"r00t\", \"name\":"
                            + " \"items\"}"),
                    resource(
                        "aws_api_gateway_resource",
                        "x_y",
                        "{\"id\": \"res1\", \"rest_api_id\": \"abc123\", \"parent_id\": \"r00t\","
                            + " \"path_part\": \"orders\"}"),
                    resource(
                        "aws_api_gateway_resource",
                        "xy",
                        "{\"id\": \"res2\", \"rest_api_id\": \"abc123\", \"parent_id\": \"res1\","
                            + " \"path_part\": \"items\"}"),
                    resource(
                        "aws_api_gateway_authorizer",
                        "g",
                        "{\"id\": \"g1\", \"rest_api_id\": \"abc123\", \"name\": \"g\", \"type\":"
                            + " \"COGNITO_USER_POOLS\", \"identity_source\":"
                            + " \"method.request.header.Authorization\", \"provider_arns\": [\""
                            + pool
                            + "\"]}"),
                    resource(
                        "aws_api_gateway_method",
                        "m",
                        "{\"id\": \"m\", \"rest_api_id\": \"abc123\", \"resource_id\": \"res2\","
                            + " \"http_method\": \"GET\", \"authorization\":"
                            + " \"COGNITO_USER_POOLS\", \"authorizer_id\": \"g1\"}"),
                    resource(
                        "aws_api_gateway_integration",
                        "m",
                        "{\"id\": \"i\", \"rest_api_id\": \"abc123\", \"resource_id\": \"res2\","
                            + " \"http_method\": \"GET\", \"type\": \"HTTP_PROXY\","
                            + " \"integration_http_method\": \"GET\", \"uri\":"
                            + " \"http://localhost:1/\"}")),
                problems)
            .getFirst();

    assertThat(problems.found()).isEmpty();
    assertThat(api.routes().getFirst().path()).isEqualTo("/orders/items");
    assertThat(api.authorizers().get("g"))
        .isInstanceOfSatisfying(
            AuthorizerDefinition.Cognito.class,
            cognito -> assertThat(cognito.providerArns().getFirst().value()).isEqualTo(pool));
  }

  @Test
  void aPermissionForAnAliasIsNoneForTheFunction() {
    Problems problems = new Problems(Set.of());
    String function = "arn:aws:lambda:us-east-1:123456789012:function:f";
    ApiDefinition api =
        read(
                state(
                    resource(
                        "aws_lambda_function", "f", "{\"id\": \"f\", \"function_name\": \"f\"}"),
                    resource(
                        "aws_lambda_permission",
                        "p",
                        "{\"id\": \"s\", \"statement_id\": \"s\", \"action\":"
                            + " \"lambda:InvokeFunction\", \"function_name\": \"f\", \"qualifier\":"
                            + " \"live\", \"principal\": \"apigateway.amazonaws.com\"}"),
                    resource(
                        "aws_api_gateway_rest_api",
                        "a",
                        "{\"id\": \"abc123\", \"name\": \"a\", \"body\": \"{\\\"swagger\\\":"
                            + " \\\"2.0\\\", \\\"info\\\": {\\\"title\\\": \\\"a\\\"},"
                            + " \\\"paths\\\": {}}\"}")),
                problems)
            .getFirst();

    assertThat(api.permissions().allow(function, List.of("any"))).isFalse();
    assertThat(api.permissions().allow(function + ":live", List.of("any"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "tls_config": []      | "tls_config": [{"insecure_skip_verification": false}, {"insecure_skip_verification": true}] | terraform-block-not-read
          "type": "AWS_PROXY"   | "type": "AWS_PROXY", "credentials": "arn:aws:iam::1:role/x" | credentials-not-supported
          "type": "AWS_PROXY"   | "type": "AWS_PROXY", "timeout_milliseconds_": -1 | unknown-property
          """)
  void refusesWhatAnIntegrationAsksAndNobodyReads(String written, String instead, String id) {
    Problems problems = new Problems(Set.of());
    read(Plans.rest().json().replace(written, instead), problems);

    assertThat(problems.found()).extracting(Problem::id).contains(id);
  }

  private static String resource(String type, String name, String values) {
    return """
    {"address": "%1$s.%2$s", "mode": "managed", "type": "%1$s", "name": "%2$s", "values": %3$s}\
    """
        .formatted(type, name, values);
  }

  private static String state(String... resources) {
    return "{\"format_version\": \"1.0\", \"values\": {\"root_module\": {\"resources\": ["
        + String.join(",\n", resources)
        + "]}}}";
  }

  private static List<ApiDefinition> read(String plan, Problems problems) {
    Mapping root =
        (Mapping)
            DocumentReader.read(
                    "plan.json",
                    plan.getBytes(StandardCharsets.UTF_8),
                    DocumentLimits.DEFINITION,
                    problems)
                .orElseThrow(() -> new AssertionError(problems.found()));
    assertThat(TerraformPlan.isPlan(root)).isTrue();
    Deployment deployment =
        new Deployment("shop", "us-east-1", "123456789012", Map.of(), Map.of(), Map.of());
    StackDefinition stack =
        StackReader.read(TerraformPlan.template(root, problems), deployment, problems);
    return stack.apis().stream()
        .flatMap(api -> OpenApiReader.read(settings(api), api.document(), problems).stream())
        .map(api -> api.permitting(stack.permissions()))
        .toList();
  }

  private static ApiSettings settings(ApiDocument api) {
    return new ApiSettings(
        "plan.json",
        api.id(),
        api.type(),
        api.stage(),
        api.stageVariables(),
        api.hosts(),
        ApiSettings.BasePathMode.IGNORE,
        ApiSettings.OpenApi31.REFUSED,
        ApiSettings.JwtOnRest.REFUSED,
        "123456789012",
        "us-east-1");
  }
}
