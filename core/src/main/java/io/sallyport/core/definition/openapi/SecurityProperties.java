package io.sallyport.core.definition.openapi;

import static io.sallyport.core.definition.openapi.Disposition.ENFORCED;
import static io.sallyport.core.definition.openapi.Disposition.MISTAKE;
import static io.sallyport.core.definition.openapi.Disposition.WITHOUT_EFFECT;
import static io.sallyport.core.definition.openapi.Place.AUTHORIZER;
import static io.sallyport.core.definition.openapi.Place.JWT_CONFIGURATION;
import static io.sallyport.core.definition.openapi.Place.OPERATION;
import static io.sallyport.core.definition.openapi.Place.REQUEST_VALIDATOR;
import static io.sallyport.core.definition.openapi.Place.ROOT;
import static io.sallyport.core.definition.openapi.Place.SECURITY_SCHEME;
import static io.sallyport.core.definition.openapi.Property.enforced;
import static io.sallyport.core.definition.openapi.Property.refused;
import static io.sallyport.core.definition.openapi.Property.withoutEffect;

import java.util.List;

/** The rows of the table that decide who may call, and with what. */
final class SecurityProperties {

  private static final String JWT =
      "REST APIs have no JWT authorizers unless `jwtOnRest: enforced` is configured";
  private static final String VALIDATORS = "parameters and bodies are not validated yet";

  static final List<Property> ROWS =
      List.of(
          enforced(ROOT, "security", "of operations that say nothing of their own"),
          enforced(ROOT, "securityDefinitions", "what security requirements name").onHttp(MISTAKE),
          enforced(OPERATION, "security", "the authorizer of the method"),
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
          refused(
                  SECURITY_SCHEME,
                  "type",
                  "security-scheme-not-enforced",
                  "schemes without an authorizer are not enforced yet")
              .whereItActs(),
          enforced(SECURITY_SCHEME, "name", "the header of a TOKEN or Cognito authorizer")
              .onHttp(WITHOUT_EFFECT),
          enforced(SECURITY_SCHEME, "in", "the header of a TOKEN or Cognito authorizer")
              .onHttp(WITHOUT_EFFECT),
          enforced(SECURITY_SCHEME, "openIdConnectUrl", "the issuer of a JWT authorizer"),
          enforced(SECURITY_SCHEME, "$ref", "names a security scheme of the same document"),
          forCallers("scheme"),
          forCallers("bearerFormat"),
          forCallers("flow"),
          forCallers("flows"),
          forCallers("scopes"),
          forCallers("authorizationUrl"),
          forCallers("tokenUrl"),
          withoutEffect(SECURITY_SCHEME, "description", "documentation"),
          enforced(SECURITY_SCHEME, "x-amazon-apigateway-authorizer", "decides about callers"),
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
          enforced(AUTHORIZER, "type", "TOKEN, REQUEST, Cognito or JWT"),
          enforced(AUTHORIZER, "authorizerUri", "the function of a Lambda authorizer"),
          refused(
                  AUTHORIZER,
                  "authorizerCredentials",
                  "credentials-not-supported",
                  "roles are not assumed yet, the function is called without")
              .whereItActs(),
          enforced(AUTHORIZER, "authorizerResultTtlInSeconds", "how long results are kept"),
          enforced(AUTHORIZER, "identitySource", "where the caller's identity is read"),
          enforced(AUTHORIZER, "authorizerPayloadFormatVersion", "the event of a Lambda authorizer")
              .onRest(WITHOUT_EFFECT),
          enforced(AUTHORIZER, "enableSimpleResponses", "what a Lambda authorizer returns")
              .onRest(WITHOUT_EFFECT),
          unheeded("identityValidationExpression", "only TOKEN and Cognito authorizers heed it")
              .onRest(ENFORCED),
          unheeded("providerARNs", "HTTP APIs have no Cognito authorizers").onRest(ENFORCED),
          unheeded("jwtConfiguration", JWT).onHttp(ENFORCED),
          enforced(JWT_CONFIGURATION, "issuer", "whose tokens a JWT authorizer takes"),
          enforced(JWT_CONFIGURATION, "audience", "for whom those tokens are"));

  private SecurityProperties() {}

  private static Property forCallers(String name) {
    return withoutEffect(SECURITY_SCHEME, name, "tells callers where tokens come from");
  }

  private static Property unheeded(String name, String note) {
    return refused(AUTHORIZER, name, "authorizer-not-enforced", note).whereItActs();
  }

  /** HTTP APIs validate nothing. */
  private static Property validator(Place place, String name) {
    return refused(place, name, "validator-not-enforced", VALIDATORS)
        .whereItActs()
        .onHttp(WITHOUT_EFFECT);
  }
}
