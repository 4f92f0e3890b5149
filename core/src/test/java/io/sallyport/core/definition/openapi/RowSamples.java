package io.sallyport.core.definition.openapi;

import io.sallyport.core.pipeline.ApiType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes a document that has the property of one row of the table, acting where it can. */
final class RowSamples {

  private static final String VALIDATOR = "x-amazon-apigateway-request-validator";

  /** Values of properties for which an empty mapping would be no value. */
  private static final Map<String, Object> VALUES =
      Map.ofEntries(
          Map.entry("openapi", "3.0.1"),
          Map.entry("tags", List.of()),
          Map.entry("servers", List.of()),
          Map.entry("parameters", List.of()),
          Map.entry("x-amazon-apigateway-auth", Map.of("type", "AWS_IAM")),
          Map.entry("x-amazon-apigateway-api-key-source", "AUTHORIZER"),
          Map.entry("x-amazon-apigateway-binary-media-types", List.of("image/png")),
          Map.entry("x-amazon-apigateway-minimum-compression-size", 0),
          Map.entry("x-amazon-apigateway-endpoint-access-mode", "STRICT"),
          Map.entry("x-amazon-apigateway-authtype", "awsSigv4"),
          Map.entry("x-amazon-apigateway-tag-value", "x"),
          Map.entry("disableExecuteApiEndpoint", true),
          Map.entry("types", List.of("PRIVATE")),
          Map.entry("vpcEndpointIds", List.of("vpce-1")),
          Map.entry("operationId", "x"),
          Map.entry("url", "/v1"),
          Map.entry("basePath", "/v1"),
          Map.entry("isDefaultRoute", false),
          Map.entry("statusCode", "200"),
          Map.entry("type", "aws"),
          Map.entry("uri", "http://h/"),
          Map.entry("requestParameters", Map.of("integration.request.header.x", "'y'")),
          Map.entry("httpMethod", "POST"),
          Map.entry("timeoutInMillis", 50),
          Map.entry("insecureSkipVerification", true),
          Map.entry("serverNameToVerify", "h"),
          Map.entry("passthroughBehavior", "never"),
          Map.entry("credentials", "arn:aws:iam::1:role/x"),
          Map.entry("connectionType", "VPC_LINK"),
          Map.entry("connectionId", "x"),
          Map.entry("integrationTarget", "arn"),
          Map.entry("integrationSubtype", "SQS-SendMessage"),
          Map.entry("payloadFormatVersion", "2.0"),
          Map.entry("contentHandling", "CONVERT_TO_BINARY"),
          Map.entry("responseTransferMode", "STREAM"),
          Map.entry("validateRequestBody", true),
          Map.entry("validateRequestParameters", true));

  private RowSamples() {}

  static String document(Property row, ApiType type) {
    Map<String, Object> root = base(type);
    if (row.place() == Place.ROOT && row.name().equals("swagger")) {
      root.remove("openapi");
      root.put("swagger", "2.0");
      return text(root);
    }
    if (row.name().equals("$ref")) {
      return text(reference(row, root, type));
    }
    if (row.problem().equals("validator-not-enforced")) {
      return text(validated(row, root));
    }
    if (row.place() == Place.ROOT && row.name().equals("securityDefinitions")) {
      root.remove("openapi");
      root.put("swagger", "2.0");
      root.put("securityDefinitions", mapping("s", AuthorizerSamples.scheme(type)));
      demand(operation(root));
      return text(root);
    }
    if (row.name().equals("security")) {
      child(child(root, "components"), "securitySchemes").put("s", AuthorizerSamples.scheme(type));
      demand(row.place() == Place.ROOT ? root : operation(root));
      return text(root);
    }
    if (AuthorizerSamples.has(row)) {
      child(child(root, "components"), "securitySchemes")
          .put("s", AuthorizerSamples.scheme(row, type));
      demand(operation(root));
      return text(root);
    }
    Map<String, Object> object = object(row.place(), root);
    put(row, object);
    if (row.name().equals("x-amazon-apigateway-auth")) {
      // The scheme is refused unused: a requirement would be refused for itself.
      operation(root).remove("security");
    }
    return text(root);
  }

  private static void put(Property row, Map<String, Object> object) {
    object.putIfAbsent(row.name(), mapping());
    Object value = VALUES.get(row.name());
    boolean isRootCollection =
        (row.place() == Place.ROOT || row.place() == Place.COMPONENTS)
            && row.name().equals("parameters");
    boolean isKept = row.name().equals("info") || row.name().equals("paths");
    if (value != null && !isRootCollection && !isKept) {
      object.put(row.name(), value);
    }
    if (row.place() == Place.PATH_ITEM && row.rest() == Disposition.ENFORCED && value == null) {
      object.put(row.name(), mapping("x-amazon-apigateway-integration", proxy(ApiType.HTTP)));
    }
    if (row.place() == Place.INTEGRATION && row.name().equals("type")) {
      object.put("uri", "arn:aws:apigateway:us-east-1:sqs:path/1/q");
    }
    if (row.place() == Place.INTEGRATION && row.name().equals("responseParameters")) {
      object.put(row.name(), Map.of("200", Map.of("remove:header.x", "")));
    }
    if (row.place() == Place.PATH_ITEM && row.name().equals("parameters")) {
      object.put(row.name(), List.of());
    }
  }

  private static Map<String, Object> base(ApiType type) {
    Map<String, Object> root = mapping("openapi", "3.0.1");
    root.put("info", mapping("title", "pets"));
    root.put(
        "paths",
        mapping("/pets", mapping("get", mapping("x-amazon-apigateway-integration", proxy(type)))));
    return root;
  }

  private static Map<String, Object> proxy(ApiType type) {
    Map<String, Object> proxy = mapping("type", type == ApiType.REST ? "http" : "http_proxy");
    proxy.put("httpMethod", "GET");
    proxy.put("uri", "http://h/");
    return proxy;
  }

  private static Map<String, Object> object(Place place, Map<String, Object> root) {
    return switch (place) {
      case ROOT -> root;
      case COMPONENTS -> child(root, "components");
      case SERVER -> only(root, "servers");
      case TAG -> only(root, "tags");
      case PATH_ITEM -> child(child(root, "paths"), "/pets");
      case OPERATION -> operation(root);
      case SECURITY_SCHEME -> {
        demand(operation(root));
        yield child(child(child(root, "components"), "securitySchemes"), "s");
      }
      case AUTHORIZER, JWT_CONFIGURATION -> throw new IllegalArgumentException(place.words());
      case INTEGRATION -> child(operation(root), "x-amazon-apigateway-integration");
      case INTEGRATION_RESPONSE -> {
        Map<String, Object> response =
            child(child(object(Place.INTEGRATION, root), "responses"), "default");
        response.put("statusCode", "200");
        yield response;
      }
      case TLS_CONFIGURATION -> child(object(Place.INTEGRATION, root), "tlsConfig");
      case GATEWAY_RESPONSE ->
          child(child(root, "x-amazon-apigateway-gateway-responses"), "DEFAULT_4XX");
      case ENDPOINT_CONFIGURATION -> child(root, "x-amazon-apigateway-endpoint-configuration");
      case REQUEST_VALIDATOR -> child(child(root, VALIDATOR + "s"), "v");
    };
  }

  private static Map<String, Object> reference(
      Property row, Map<String, Object> root, ApiType type) {
    switch (row.place()) {
      case PATH_ITEM -> child(root, "paths").put("/cats", mapping("$ref", "#/paths/~1pets"));
      case INTEGRATION -> {
        Object proxy = operation(root).remove("x-amazon-apigateway-integration");
        child(child(root, "components"), "x-amazon-apigateway-integrations")
            .put("x", proxy == null ? mapping() : proxy);
        operation(root)
            .put(
                "x-amazon-apigateway-integration",
                mapping("$ref", "#/components/x-amazon-apigateway-integrations/x"));
      }
      default -> {
        Map<String, Object> schemes = child(child(root, "components"), "securitySchemes");
        schemes.put("s", mapping("$ref", "#/components/securitySchemes/t"));
        schemes.put("t", AuthorizerSamples.scheme(type));
        demand(operation(root));
      }
    }
    return root;
  }

  private static Map<String, Object> validated(Property row, Map<String, Object> root) {
    boolean body = List.of("requestBody", "validateRequestBody").contains(row.name());
    child(child(root, VALIDATOR + "s"), "v")
        .put(body ? "validateRequestBody" : "validateRequestParameters", true);
    (row.place() == Place.OPERATION ? operation(root) : root).put(VALIDATOR, "v");
    if (body) {
      operation(root)
          .put(
              "requestBody",
              mapping("content", mapping("text/json", mapping("schema", mapping()))));
    } else {
      Map<String, Object> parameter = mapping("name", "q");
      parameter.put("in", "query");
      parameter.put("required", true);
      operation(root).put("parameters", List.of(parameter));
    }
    return root;
  }

  private static void demand(Map<String, Object> owner) {
    owner.put("security", List.of(mapping("s", List.of())));
  }

  private static Map<String, Object> operation(Map<String, Object> root) {
    return child(child(child(root, "paths"), "/pets"), "get");
  }

  @SuppressWarnings("unchecked") // everything here was put by this class
  private static Map<String, Object> child(Map<String, Object> parent, String key) {
    return (Map<String, Object>) parent.computeIfAbsent(key, _ -> mapping());
  }

  private static Map<String, Object> only(Map<String, Object> parent, String key) {
    Map<String, Object> item = mapping();
    parent.put(key, new ArrayList<>(List.of(item)));
    return item;
  }

  private static Map<String, Object> mapping() {
    return new LinkedHashMap<>();
  }

  private static Map<String, Object> mapping(String key, Object value) {
    Map<String, Object> mapping = mapping();
    mapping.put(key, value);
    return mapping;
  }

  private static String text(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> "\"" + entry.getKey() + "\": " + text(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Collection<?> list ->
          list.stream().map(RowSamples::text).collect(Collectors.joining(", ", "[", "]"));
      case String string -> "\"" + string + "\"";
      default -> value.toString();
    };
  }
}
