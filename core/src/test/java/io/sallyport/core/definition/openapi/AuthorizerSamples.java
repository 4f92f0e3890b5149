package io.sallyport.core.definition.openapi;

import io.sallyport.core.pipeline.ApiType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Security schemes with an authorizer, and with the property of one row of the table. */
final class AuthorizerSamples {

  private static final String FUNCTION =
      "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
          + "arn:aws:lambda:us-east-1:123456789012:function:f/invocations";

  /** Rows of schemes that act without an authorizer. */
  private static final Set<String> ALONE =
      Set.of("type", "$ref", "x-amazon-apigateway-auth", "x-amazon-apigateway-authtype");

  private static final Map<String, Object> VALUES =
      Map.ofEntries(
          Map.entry("scheme", "bearer"),
          Map.entry("bearerFormat", "JWT"),
          Map.entry("flow", "implicit"),
          Map.entry("flows", Map.of()),
          Map.entry("scopes", Map.of("a", "b")),
          Map.entry("authorizationUrl", "https://i.test/a"),
          Map.entry("tokenUrl", "https://i.test/t"),
          Map.entry("description", "x"),
          Map.entry("openIdConnectUrl", "https://i.test/.well-known/openid-configuration"),
          Map.entry("authorizerCredentials", "arn:aws:iam::123456789012:role/x"),
          Map.entry("identityValidationExpression", "^a$"),
          Map.entry("providerARNs", List.of("arn:aws:cognito-idp:us-east-1:1:userpool/p")),
          Map.entry("jwtConfiguration", jwtConfiguration()),
          Map.entry("authorizerPayloadFormatVersion", "2.0"),
          Map.entry("authorizerResultTtlInSeconds", 60),
          Map.entry("enableSimpleResponses", true));

  private AuthorizerSamples() {}

  /** Whether a sample of {@code row} needs an authorizer. */
  static boolean has(Property row) {
    return switch (row.place()) {
      case SECURITY_SCHEME -> !ALONE.contains(row.name());
      case AUTHORIZER, JWT_CONFIGURATION -> true;
      default -> false;
    };
  }

  /** A scheme whose authorizer loads. */
  static Map<String, Object> scheme(ApiType type) {
    return scheme(type == ApiType.REST ? request(type) : jwt(type));
  }

  /** A scheme with the property of {@code row}. */
  static Map<String, Object> scheme(Property row, ApiType type) {
    Map<String, Object> authorizer = authorizer(row, type);
    Map<String, Object> scheme = scheme(authorizer);
    Object value = VALUES.get(row.name());
    if (row.place() == Place.SECURITY_SCHEME && value != null) {
      scheme.put(row.name(), value);
    } else if (row.place() == Place.AUTHORIZER && value != null) {
      authorizer.put(row.name(), value);
    }
    return scheme;
  }

  private static Map<String, Object> scheme(Map<String, Object> authorizer) {
    Map<String, Object> scheme = new LinkedHashMap<>();
    scheme.put("type", "apiKey");
    scheme.put("in", "header");
    scheme.put("name", "Authorization");
    scheme.put("x-amazon-apigateway-authorizer", authorizer);
    return scheme;
  }

  private static Map<String, Object> authorizer(Property row, ApiType type) {
    return switch (row.name()) {
      case "providerARNs",
          "issuer",
          "audience",
          "jwtConfiguration",
          "identityValidationExpression" ->
          type == ApiType.REST ? cognito() : jwt(type);
      default -> request(type);
    };
  }

  private static Map<String, Object> request(ApiType type) {
    Map<String, Object> authorizer = new LinkedHashMap<>();
    authorizer.put("type", "request");
    authorizer.put("authorizerUri", FUNCTION);
    authorizer.put("identitySource", source(type));
    if (type == ApiType.HTTP) {
      authorizer.put("authorizerPayloadFormatVersion", "2.0");
    }
    return authorizer;
  }

  private static Map<String, Object> cognito() {
    Map<String, Object> authorizer = new LinkedHashMap<>();
    authorizer.put("type", "cognito_user_pools");
    authorizer.put("providerARNs", List.of("arn:aws:cognito-idp:us-east-1:1:userpool/p"));
    return authorizer;
  }

  private static Map<String, Object> jwt(ApiType type) {
    Map<String, Object> authorizer = new LinkedHashMap<>();
    authorizer.put("type", "jwt");
    authorizer.put("identitySource", source(type));
    authorizer.put("jwtConfiguration", jwtConfiguration());
    return authorizer;
  }

  private static Map<String, Object> jwtConfiguration() {
    return Map.of("issuer", "https://i.test", "audience", List.of("a"));
  }

  private static String source(ApiType type) {
    return type == ApiType.REST
        ? "method.request.header.Authorization"
        : "$request.header.Authorization";
  }
}
