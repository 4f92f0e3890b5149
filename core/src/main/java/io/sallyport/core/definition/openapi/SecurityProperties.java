package io.sallyport.core.definition.openapi;

import static io.sallyport.core.definition.openapi.Disposition.MISTAKE;
import static io.sallyport.core.definition.openapi.Disposition.WITHOUT_EFFECT;
import static io.sallyport.core.definition.openapi.Place.AUTHORIZER;
import static io.sallyport.core.definition.openapi.Place.JWT_CONFIGURATION;
import static io.sallyport.core.definition.openapi.Place.OPERATION;
import static io.sallyport.core.definition.openapi.Place.REQUEST_VALIDATOR;
import static io.sallyport.core.definition.openapi.Place.ROOT;
import static io.sallyport.core.definition.openapi.Place.SECURITY_SCHEME;
import static io.sallyport.core.definition.openapi.Property.refused;
import static io.sallyport.core.definition.openapi.Property.withoutEffect;

import java.util.List;

/** The rows of the table that decide who may call, and with what. */
final class SecurityProperties {

  private static final String AUTHORIZERS = "authorizers are not run yet";
  private static final String VALIDATORS = "parameters and bodies are not validated yet";

  static final List<Property> ROWS =
      List.of(
          security(ROOT, "security", "authentication is not enforced yet")
              // AWS reads the security of operations only; the reader warns.
              .onRest(WITHOUT_EFFECT),
          security(ROOT, "securityDefinitions", AUTHORIZERS).onHttp(MISTAKE),
          security(OPERATION, "security", "authentication is not enforced yet"),
          refused(
                  OPERATION,
                  "x-amazon-apigateway-auth",
                  "iam-not-enforced",
                  "signatures are not verified yet")
              .unless("NONE"),
          refused(
                  ROOT,
                  "x-amazon-apigateway-api-key-source",
                  "api-key-not-enforced",
                  "API keys are not checked yet")
              .unless("HEADER")
              .onHttp(WITHOUT_EFFECT),
          // AWS ignores a policy on an HTTP API; whoever wrote one counts on it.
          refused(
              ROOT,
              "x-amazon-apigateway-policy",
              "policy-not-enforced",
              "resource policies are not evaluated yet"),
          refused(
              ROOT,
              "x-amazon-apigateway-security-policy",
              "security-policy-not-enforced",
              "TLS versions and ciphers are the listener's, not the API's, yet"),
          refused(
                  ROOT,
                  "x-amazon-apigateway-endpoint-access-mode",
                  "endpoint-access-mode-not-enforced",
                  "the server name is not compared with the host yet")
              .unless("BASIC"),
          validator(ROOT, "x-amazon-apigateway-request-validator"),
          validator(ROOT, "x-amazon-apigateway-request-validators"),
          validator(OPERATION, "x-amazon-apigateway-request-validator"),
          validator(OPERATION, "parameters"),
          validator(OPERATION, "requestBody"),
          validator(REQUEST_VALIDATOR, "validateRequestBody"),
          validator(REQUEST_VALIDATOR, "validateRequestParameters"),
          scheme("type"),
          scheme("name"),
          scheme("in"),
          scheme("scheme"),
          scheme("bearerFormat"),
          scheme("flow"),
          scheme("flows"),
          scheme("scopes"),
          scheme("authorizationUrl"),
          scheme("tokenUrl"),
          scheme("openIdConnectUrl"),
          scheme("$ref"),
          withoutEffect(SECURITY_SCHEME, "description", "documentation"),
          security(SECURITY_SCHEME, "x-amazon-apigateway-authorizer", AUTHORIZERS),
          refused(
                  SECURITY_SCHEME,
                  "x-amazon-apigateway-authtype",
                  "iam-not-enforced",
                  "signatures are not verified yet")
              .whereItActs(),
          refused(
                  SECURITY_SCHEME,
                  "x-amazon-apigateway-auth",
                  "iam-not-enforced",
                  "signatures are not verified yet")
              .unless("NONE"),
          authorizer("type"),
          authorizer("authorizerUri"),
          authorizer("authorizerCredentials"),
          authorizer("authorizerPayloadFormatVersion"),
          authorizer("authorizerResultTtlInSeconds"),
          authorizer("enableSimpleResponses"),
          authorizer("identitySource"),
          authorizer("identityValidationExpression"),
          authorizer("jwtConfiguration"),
          authorizer("providerARNs"),
          security(JWT_CONFIGURATION, "issuer", AUTHORIZERS),
          security(JWT_CONFIGURATION, "audience", AUTHORIZERS));

  private SecurityProperties() {}

  private static Property security(Place place, String name, String note) {
    return refused(place, name, "authorizer-not-enforced", note).whereItActs();
  }

  private static Property scheme(String name) {
    return refused(
            SECURITY_SCHEME,
            name,
            "security-scheme-not-enforced",
            "authentication is not enforced yet")
        .whereItActs();
  }

  private static Property authorizer(String name) {
    return security(AUTHORIZER, name, AUTHORIZERS);
  }

  /** HTTP APIs validate nothing. */
  private static Property validator(Place place, String name) {
    return refused(place, name, "validator-not-enforced", VALIDATORS)
        .whereItActs()
        .onHttp(WITHOUT_EFFECT);
  }
}
