package io.sallyport.core.definition.terraform;

import java.util.ArrayList;
import java.util.List;

/** Plans as {@code terraform show -json} prints them. */
final class Plans {

  private final List<String> planned = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();
  private final List<String> configured = new ArrayList<>();

  /**
   * Adds a resource.
   *
   * @param values its known attributes
   * @param expressions by the unknown attributes, what they refer to; as JSON
   */
  Plans with(String type, String name, String values, String unknown, String expressions) {
    String address = type + "." + name;
    planned.add(
        """
        {"address": "%s", "mode": "managed", "type": "%s", "name": "%s", "values": %s}\
        """
            .formatted(address, type, name, values));
    changes.add(
        """
        {"address": "%s", "change": {"actions": ["create"], "after_unknown": %s}}\
        """
            .formatted(address, unknown));
    configured.add(
        """
        {"address": "%s", "type": "%s", "name": "%s", "expressions": %s}\
        """
            .formatted(address, type, name, expressions));
    return this;
  }

  /** A REST API with a method before a Lambda authorizer. */
  static Plans rest() {
    return new Plans()
        .with(
            "aws_api_gateway_rest_api",
            "shop",
            "{\"name\": \"shop\", \"tags\": null}",
            "{\"id\": true, \"root_resource_id\": true}",
            "{}")
        .with(
            "aws_lambda_function",
            "orders",
            "{\"function_name\": \"orders\", \"handler\": \"index.handler\", \"runtime\":"
                + " \"nodejs22.x\", \"filename\": \"orders\", \"timeout\": 3, \"vpc_config\": []}",
            "{\"arn\": true, \"invoke_arn\": true}",
            "{}")
        .with(
            "aws_lambda_permission",
            "api",
            "{\"action\": \"lambda:InvokeFunction\", \"function_name\": \"orders\", \"principal\":"
                + " \"apigateway.amazonaws.com\"}",
            "{\"source_arn\": true}",
            "{\"source_arn\": {\"references\": [\"aws_api_gateway_rest_api.shop.execution_arn\","
                + " \"aws_api_gateway_rest_api.shop\"]}}")
        .with(
            "aws_api_gateway_resource",
            "orders",
            "{\"path_part\": \"orders\"}",
            "{\"id\": true, \"parent_id\": true, \"rest_api_id\": true, \"path\": true}",
            "{\"parent_id\": {\"references\": [\"aws_api_gateway_rest_api.shop.root_resource_id\","
                + " \"aws_api_gateway_rest_api.shop\"]}, \"rest_api_id\": {\"references\":"
                + " [\"aws_api_gateway_rest_api.shop.id\", \"aws_api_gateway_rest_api.shop\"]}}")
        .with(
            "aws_api_gateway_authorizer",
            "guard",
            "{\"name\": \"guard\", \"type\": \"TOKEN\", \"identity_source\":"
                + " \"method.request.header.Authorization\", \"authorizer_result_ttl_in_seconds\":"
                + " 300, \"provider_arns\": null}",
            "{\"id\": true, \"rest_api_id\": true, \"authorizer_uri\": true}",
            "{\"rest_api_id\": {\"references\": [\"aws_api_gateway_rest_api.shop.id\"]},"
                + " \"authorizer_uri\": {\"references\":"
                + " [\"aws_lambda_function.orders.invoke_arn\"]}}")
        .with(
            "aws_api_gateway_method",
            "get",
            "{\"http_method\": \"GET\", \"authorization\": \"CUSTOM\", \"api_key_required\": false,"
                + " \"request_parameters\": null}",
            "{\"id\": true, \"rest_api_id\": true, \"resource_id\": true, \"authorizer_id\": true}",
            "{\"rest_api_id\": {\"references\": [\"aws_api_gateway_rest_api.shop.id\"]},"
                + " \"resource_id\": {\"references\": [\"aws_api_gateway_resource.orders.id\"]},"
                + " \"authorizer_id\": {\"references\":"
                + " [\"aws_api_gateway_authorizer.guard.id\"]}}")
        .with(
            "aws_api_gateway_integration",
            "get",
            "{\"http_method\": \"GET\", \"integration_http_method\": \"POST\", \"type\":"
                + " \"AWS_PROXY\", \"connection_type\": \"INTERNET\", \"timeout_milliseconds\":"
                + " 29000, \"tls_config\": []}",
            "{\"id\": true, \"rest_api_id\": true, \"resource_id\": true, \"uri\": true,"
                + " \"passthrough_behavior\": true, \"cache_namespace\": true}",
            "{\"rest_api_id\": {\"references\": [\"aws_api_gateway_rest_api.shop.id\"]},"
                + " \"resource_id\": {\"references\": [\"aws_api_gateway_resource.orders.id\"]},"
                + " \"uri\": {\"references\": [\"aws_lambda_function.orders.invoke_arn\"]}}")
        .with(
            "aws_api_gateway_deployment",
            "live",
            "{\"triggers\": null}",
            "{\"id\": true, \"rest_api_id\": true}",
            "{\"rest_api_id\": {\"references\": [\"aws_api_gateway_rest_api.shop.id\"]}}")
        .with(
            "aws_api_gateway_stage",
            "live",
            "{\"stage_name\": \"live\", \"xray_tracing_enabled\": false, \"access_log_settings\":"
                + " []}",
            "{\"id\": true, \"rest_api_id\": true, \"deployment_id\": true}",
            "{\"rest_api_id\": {\"references\": [\"aws_api_gateway_rest_api.shop.id\"]},"
                + " \"deployment_id\": {\"references\":"
                + " [\"aws_api_gateway_deployment.live.id\"]}}");
  }

  /** An HTTP API with a route before a JWT authorizer. */
  static Plans http() {
    return new Plans()
        .with(
            "aws_apigatewayv2_api",
            "front",
            "{\"name\": \"front\", \"protocol_type\": \"HTTP\", \"cors_configuration\": []}",
            "{\"id\": true, \"api_endpoint\": true}",
            "{}")
        .with(
            "aws_cognito_user_pool",
            "users",
            "{\"name\": \"users\"}",
            "{\"id\": true, \"endpoint\": true}",
            "{}")
        .with(
            "aws_apigatewayv2_integration",
            "one",
            "{\"integration_type\": \"HTTP_PROXY\", \"integration_method\": \"GET\","
                + " \"integration_uri\": \"http://localhost:1/\", \"payload_format_version\":"
                + " \"1.0\", \"connection_type\": \"INTERNET\"}",
            "{\"id\": true, \"api_id\": true}",
            "{\"api_id\": {\"references\": [\"aws_apigatewayv2_api.front.id\"]}}")
        .with(
            "aws_apigatewayv2_authorizer",
            "jwt",
            "{\"name\": \"jwt\", \"authorizer_type\": \"JWT\", \"identity_sources\":"
                + " [\"$request.header.Authorization\"], \"jwt_configuration\": [{\"audience\":"
                + " [\"web\"]}]}",
            "{\"id\": true, \"api_id\": true, \"jwt_configuration\": [{\"audience\": [false],"
                + " \"issuer\": true}]}",
            "{\"api_id\": {\"references\": [\"aws_apigatewayv2_api.front.id\"]},"
                + " \"jwt_configuration\": [{\"issuer\": {\"references\":"
                + " [\"aws_cognito_user_pool.users.endpoint\"]}}]}")
        .with(
            "aws_apigatewayv2_route",
            "one",
            "{\"route_key\": \"GET /one\", \"authorization_type\": \"JWT\", \"api_key_required\":"
                + " false}",
            "{\"id\": true, \"api_id\": true, \"target\": true, \"authorizer_id\": true}",
            "{\"api_id\": {\"references\": [\"aws_apigatewayv2_api.front.id\"]}, \"target\":"
                + " {\"references\": [\"aws_apigatewayv2_integration.one.id\"]}, \"authorizer_id\":"
                + " {\"references\": [\"aws_apigatewayv2_authorizer.jwt.id\"]}}")
        .with(
            "aws_apigatewayv2_stage",
            "default",
            "{\"name\": \"$default\", \"auto_deploy\": true, \"default_route_settings\": [],"
                + " \"access_log_settings\": []}",
            "{\"id\": true, \"api_id\": true}",
            "{\"api_id\": {\"references\": [\"aws_apigatewayv2_api.front.id\"]}}");
  }

  String json() {
    return """
    {"format_version": "1.2",
     "planned_values": {"root_module": {"resources": [%s]}},
     "resource_changes": [%s],
     "configuration": {"root_module": {"resources": [%s]}}}\
    """
        .formatted(
            String.join(",\n", planned),
            String.join(",\n", changes),
            String.join(",\n", configured));
  }
}
