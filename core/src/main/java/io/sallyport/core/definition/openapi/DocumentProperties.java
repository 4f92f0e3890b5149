package io.sallyport.core.definition.openapi;

import static io.sallyport.core.definition.openapi.Disposition.MISTAKE;
import static io.sallyport.core.definition.openapi.Disposition.WITHOUT_EFFECT;
import static io.sallyport.core.definition.openapi.Place.COMPONENTS;
import static io.sallyport.core.definition.openapi.Place.ENDPOINT_CONFIGURATION;
import static io.sallyport.core.definition.openapi.Place.GATEWAY_RESPONSE;
import static io.sallyport.core.definition.openapi.Place.OPERATION;
import static io.sallyport.core.definition.openapi.Place.PATH_ITEM;
import static io.sallyport.core.definition.openapi.Place.ROOT;
import static io.sallyport.core.definition.openapi.Place.SERVER;
import static io.sallyport.core.definition.openapi.Place.TAG;
import static io.sallyport.core.definition.openapi.Property.enforced;
import static io.sallyport.core.definition.openapi.Property.refused;
import static io.sallyport.core.definition.openapi.Property.withoutEffect;

import java.util.List;

/** The rows of the table for the document, its paths and its operations. */
final class DocumentProperties {

  private static final String DOCUMENTATION = "documentation";

  static final List<Property> ROWS =
      List.of(
          enforced(ROOT, "openapi", "the version of the document"),
          enforced(ROOT, "swagger", "the version of the document"),
          enforced(ROOT, "info", "its title names the API"),
          enforced(ROOT, "paths", "routes"),
          enforced(ROOT, "servers", "the base path, and whether the default endpoint answers"),
          enforced(ROOT, "basePath", "the base path"),
          enforced(ROOT, "components", "what references name"),
          enforced(ROOT, "parameters", "what references name"),
          enforced(ROOT, "responses", "what references name"),
          withoutEffect(ROOT, "definitions", "models act through a request validator only"),
          withoutEffect(ROOT, "host", "API Gateway ignores it"),
          withoutEffect(ROOT, "schemes", "API Gateway ignores it"),
          withoutEffect(ROOT, "consumes", "names the media types of models"),
          withoutEffect(ROOT, "produces", "names the media types of models"),
          withoutEffect(ROOT, "tags", DOCUMENTATION),
          withoutEffect(ROOT, "externalDocs", DOCUMENTATION),
          withoutEffect(ROOT, "webhooks", "describes calls the API makes, not those it gets"),
          withoutEffect(ROOT, "jsonSchemaDialect", "schemas act through a request validator only"),
          withoutEffect(ROOT, "x-amazon-apigateway-documentation", DOCUMENTATION),
          enforced(ROOT, "x-amazon-apigateway-importexport-version", "marks an HTTP API"),
          enforced(
              ROOT,
              "x-amazon-apigateway-endpoint-configuration",
              "whether the default endpoint answers"),
          enforced(ROOT, "x-amazon-apigateway-gateway-responses", "customised gateway responses")
              .onHttp(WITHOUT_EFFECT),
          refused(
                  ROOT,
                  "x-amazon-apigateway-binary-media-types",
                  "binary-media-types-not-supported",
                  "bodies of Lambda proxy integrations follow them; mapped ones are not converted"
                      + " between binary and text yet")
              .whereItActs()
              .onHttp(WITHOUT_EFFECT),
          refused(
                  ROOT,
                  "x-amazon-apigateway-minimum-compression-size",
                  "compression-not-supported",
                  "answers are not compressed yet")
              .unless()
              .onHttp(WITHOUT_EFFECT),
          refused(
                  ROOT,
                  "x-amazon-apigateway-cors",
                  "cors-not-enforced",
                  "preflights are not answered and origins are not checked yet")
              .onRest(WITHOUT_EFFECT),
          enforced(COMPONENTS, "parameters", "what references name"),
          enforced(COMPONENTS, "responses", "what references name"),
          enforced(COMPONENTS, "requestBodies", "what references name"),
          enforced(COMPONENTS, "pathItems", "what references name"),
          enforced(COMPONENTS, "securitySchemes", "what security requirements name"),
          enforced(COMPONENTS, "x-amazon-apigateway-integrations", "what references name"),
          withoutEffect(COMPONENTS, "schemas", "models act through a request validator only"),
          withoutEffect(COMPONENTS, "examples", DOCUMENTATION),
          withoutEffect(COMPONENTS, "headers", DOCUMENTATION),
          withoutEffect(COMPONENTS, "links", DOCUMENTATION),
          withoutEffect(COMPONENTS, "callbacks", DOCUMENTATION),
          enforced(SERVER, "url", "the base path"),
          enforced(SERVER, "variables", "the base path"),
          withoutEffect(SERVER, "description", DOCUMENTATION),
          withoutEffect(SERVER, "name", DOCUMENTATION),
          enforced(
              SERVER,
              "x-amazon-apigateway-endpoint-configuration",
              "whether the default endpoint answers"),
          withoutEffect(TAG, "name", DOCUMENTATION),
          withoutEffect(TAG, "description", DOCUMENTATION),
          withoutEffect(TAG, "externalDocs", DOCUMENTATION),
          withoutEffect(TAG, "x-amazon-apigateway-tag-value", "tags of the API change no request"),
          enforced(PATH_ITEM, "$ref", "names a path item of the same document"),
          enforced(PATH_ITEM, "parameters", "parameters of every operation"),
          enforced(PATH_ITEM, "get", "a method"),
          enforced(PATH_ITEM, "put", "a method"),
          enforced(PATH_ITEM, "post", "a method"),
          enforced(PATH_ITEM, "delete", "a method"),
          enforced(PATH_ITEM, "options", "a method"),
          enforced(PATH_ITEM, "head", "a method"),
          enforced(PATH_ITEM, "patch", "a method"),
          enforced(PATH_ITEM, "x-amazon-apigateway-any-method", "the ANY method"),
          refused(
              PATH_ITEM,
              "trace",
              "method-not-supported",
              "API Gateway has no TRACE method, the operation would never be reached"),
          withoutEffect(PATH_ITEM, "summary", DOCUMENTATION),
          withoutEffect(PATH_ITEM, "description", DOCUMENTATION),
          withoutEffect(PATH_ITEM, "servers", "API Gateway reads the document's servers only"),
          enforced(OPERATION, "operationId", "the operation's name"),
          enforced(OPERATION, "responses", "method responses").onHttp(WITHOUT_EFFECT),
          enforced(OPERATION, "x-amazon-apigateway-integration", "what stands behind the method"),
          enforced(OPERATION, "isDefaultRoute", "marks the $default route").onRest(MISTAKE),
          withoutEffect(OPERATION, "tags", DOCUMENTATION),
          withoutEffect(OPERATION, "summary", DOCUMENTATION),
          withoutEffect(OPERATION, "description", DOCUMENTATION),
          withoutEffect(OPERATION, "externalDocs", DOCUMENTATION),
          withoutEffect(OPERATION, "deprecated", DOCUMENTATION),
          withoutEffect(OPERATION, "callbacks", "describes calls the API makes"),
          withoutEffect(OPERATION, "servers", "API Gateway reads the document's servers only"),
          withoutEffect(OPERATION, "schemes", "API Gateway ignores it"),
          withoutEffect(OPERATION, "consumes", "names the media types of models"),
          withoutEffect(OPERATION, "produces", "names the media types of models"),
          enforced(GATEWAY_RESPONSE, "statusCode", "the status").onHttp(WITHOUT_EFFECT),
          enforced(GATEWAY_RESPONSE, "responseParameters", "headers").onHttp(WITHOUT_EFFECT),
          enforced(GATEWAY_RESPONSE, "responseTemplates", "bodies").onHttp(WITHOUT_EFFECT),
          enforced(
              ENDPOINT_CONFIGURATION,
              "disableExecuteApiEndpoint",
              "whether the default endpoint answers"),
          withoutEffect(ENDPOINT_CONFIGURATION, "ipAddressType", "the listener's address decides"),
          refused(
                  ENDPOINT_CONFIGURATION,
                  "types",
                  "private-endpoint-not-enforced",
                  "who may reach a private API is not checked yet")
              .unless("EDGE", "REGIONAL"),
          refused(
                  ENDPOINT_CONFIGURATION,
                  "vpcEndpointIds",
                  "private-endpoint-not-enforced",
                  "who may reach a private API is not checked yet")
              .unless());

  private DocumentProperties() {}
}
