package io.sallyport.core.definition.openapi;

import static io.sallyport.core.definition.openapi.Disposition.MISTAKE;
import static io.sallyport.core.definition.openapi.Disposition.WITHOUT_EFFECT;
import static io.sallyport.core.definition.openapi.Place.INTEGRATION;
import static io.sallyport.core.definition.openapi.Place.INTEGRATION_RESPONSE;
import static io.sallyport.core.definition.openapi.Place.TLS_CONFIGURATION;
import static io.sallyport.core.definition.openapi.Property.enforced;
import static io.sallyport.core.definition.openapi.Property.refused;
import static io.sallyport.core.definition.openapi.Property.withoutEffect;

import java.util.List;

/** The rows of the table for the integration object. */
final class IntegrationProperties {

  private static final String MAPPING_ID = "http-api-parameter-mapping-not-supported";
  private static final String MAPPING = "parameter mapping of HTTP APIs is not done yet";
  private static final String CACHE = "acts with a stage cache only";

  static final List<Property> ROWS =
      List.of(
          refused(
                  INTEGRATION,
                  "type",
                  "integration-type-not-supported",
                  "only `http_proxy`, `http`, `mock` and Lambda functions of REST APIs and"
                      + " `http_proxy` and Lambda functions of HTTP APIs are run yet")
              .whereItActs(),
          enforced(INTEGRATION, "$ref", "names an integration of the same document"),
          enforced(INTEGRATION, "uri", "the endpoint or function"),
          enforced(INTEGRATION, "httpMethod", "the endpoint's method"),
          enforced(INTEGRATION, "timeoutInMillis", "the integration's deadline"),
          enforced(INTEGRATION, "tlsConfig", "how far the endpoint's certificate is checked"),
          enforced(INTEGRATION, "passthroughBehavior", "what becomes of a body no template fits")
              .onHttp(WITHOUT_EFFECT),
          enforced(INTEGRATION, "requestTemplates", "request bodies").onHttp(WITHOUT_EFFECT),
          enforced(INTEGRATION, "responses", "integration responses").onHttp(WITHOUT_EFFECT),
          enforced(INTEGRATION, "requestParameters", "request parameters")
              .onHttpRefused(MAPPING_ID, MAPPING),
          refused(INTEGRATION, "responseParameters", MAPPING_ID, MAPPING).unless().onRest(MISTAKE),
          refused(
                  INTEGRATION,
                  "credentials",
                  "credentials-not-supported",
                  "requests are not signed with a role yet")
              .unless(),
          refused(
                  INTEGRATION,
                  "connectionType",
                  "vpc-link-not-supported",
                  "VPC links are not connected yet")
              .unless("INTERNET"),
          withoutEffect(INTEGRATION, "connectionId", "acts with connectionType VPC_LINK only"),
          refused(
                  INTEGRATION,
                  "integrationTarget",
                  "vpc-link-not-supported",
                  "VPC links are not connected yet")
              .unless(),
          refused(
              INTEGRATION,
              "integrationSubtype",
              "integration-type-not-supported",
              "AWS services are not called yet"),
          contentHandling(INTEGRATION),
          refused(
                  INTEGRATION,
                  "responseTransferMode",
                  "response-streaming-not-supported",
                  "the longer deadlines of streamed answers are not given yet")
              .unless("BUFFERED"),
          enforced(INTEGRATION, "payloadFormatVersion", "the version of a function's event")
              .onRest(WITHOUT_EFFECT),
          withoutEffect(INTEGRATION, "cacheNamespace", CACHE),
          withoutEffect(INTEGRATION, "cacheKeyParameters", CACHE),
          enforced(INTEGRATION_RESPONSE, "statusCode", "the status").onHttp(WITHOUT_EFFECT),
          enforced(INTEGRATION_RESPONSE, "responseParameters", "headers").onHttp(WITHOUT_EFFECT),
          enforced(INTEGRATION_RESPONSE, "responseTemplates", "bodies").onHttp(WITHOUT_EFFECT),
          contentHandling(INTEGRATION_RESPONSE),
          enforced(
                  TLS_CONFIGURATION,
                  "insecureSkipVerification",
                  "how far the endpoint's certificate is checked")
              .onHttp(MISTAKE),
          refused(
                  TLS_CONFIGURATION,
                  "serverNameToVerify",
                  "vpc-link-not-supported",
                  "VPC links are not connected yet")
              .onRest(MISTAKE));

  private IntegrationProperties() {}

  /**
   * While no media type is binary, all bodies are text, and turning them into text is no change.
   */
  private static Property contentHandling(Place place) {
    return refused(
            place,
            "contentHandling",
            "content-handling-not-supported",
            "bodies are not converted between binary and text yet")
        .unless("CONVERT_TO_TEXT")
        .onHttp(WITHOUT_EFFECT);
  }
}
