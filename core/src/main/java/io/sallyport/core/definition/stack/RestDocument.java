package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.definition.source.NodeReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A REST API as an OpenAPI document: its {@code Body}, then its properties, which CloudFormation
 * sets after the import, then what other resources add.
 */
final class RestDocument {

  private static final String POLICY = "x-amazon-apigateway-policy";
  private static final String ENDPOINT = "x-amazon-apigateway-endpoint-configuration";
  private static final String DISABLED = "disableExecuteApiEndpoint";
  private static final String BINARY = "x-amazon-apigateway-binary-media-types";

  private static final Map<String, String> PLAIN =
      Map.of(
          "ApiKeySourceType", "x-amazon-apigateway-api-key-source",
          "MinimumCompressionSize", "x-amazon-apigateway-minimum-compression-size",
          "SecurityPolicy", "x-amazon-apigateway-security-policy",
          "EndpointAccessMode", "x-amazon-apigateway-endpoint-access-mode",
          "Policy", POLICY);

  private final RestScope scope;
  private final Resource api;
  private final NodeReader nodes;
  private final MappingBuilder root;

  RestDocument(RestScope scope) {
    this.scope = scope;
    this.api = scope.api();
    this.nodes = new NodeReader(scope.problems());
    this.root =
        api.property("Body")
            .flatMap(nodes::mapping)
            .map(Bodies::read)
            .map(MappingBuilder::of)
            .orElseGet(() -> new MappingBuilder(api.at()).put("openapi", "3.0.1", api.at()));
  }

  Mapping build() {
    title();
    properties();
    endpoint();
    binaryMediaTypes();
    parameters();
    Map<Resource, String> validators = validators();
    gatewayResponses();
    RestAuthorizers authorizers = new RestAuthorizers(scope, schemes());
    RestMethods methods = new RestMethods(scope, nodes, authorizers, validators, models());
    MappingBuilder paths = section(root, "paths");
    new RestPaths(scope, methods).addTo(paths);
    root.put("paths", paths.build());
    putComponents(authorizers.schemes());
    return root.build();
  }

  private boolean isSwagger() {
    return root.has("swagger");
  }

  private void title() {
    MappingBuilder info = section(root, "info");
    api.property("Name").ifPresent(name -> info.put("title", name, api.at("Name")));
    root.put("info", info.build());
  }

  private void properties() {
    PLAIN.forEach((property, key) ->
        api.property(property)
            .ifPresent(value -> {
              if (key.equals(POLICY) && root.has(key)) {
                scope
                    .problems()
                    .unenforced(
                        "policy-not-enforced",
                        api.at(property),
                        "`Policy` stands beside the policy of `Body`, expected one of them");
              }
              root.put(key, value, api.at(property));
            }));
  }

  /** The default endpoint is disabled where the document or the resource says so. */
  private void endpoint() {
    MappingBuilder endpoint = section(root, ENDPOINT);
    api.property("EndpointConfiguration")
        .flatMap(nodes::mapping)
        .ifPresent(written -> {
          ResourceTable.checkNested(RestRows.ENDPOINT, written, scope.problems());
          written
              .entries()
              .forEach((name, value) ->
                  endpoint.put(RestIntegrations.decapitalized(name), value, written.keyAt(name)));
        });
    Optional<Node> disabled = api.property("DisableExecuteApiEndpoint");
    boolean isDisabled =
        endpoint.get(DISABLED) instanceof Scalar said && said.text().equalsIgnoreCase("true");
    if (disabled.isPresent() && !isDisabled) {
      endpoint.put(DISABLED, disabled.get(), api.at("DisableExecuteApiEndpoint"));
    }
    if (!endpoint.isEmpty()) {
      root.put(ENDPOINT, endpoint.build());
    }
  }

  /** The types of both; CloudFormation has slashes written {@code ~1}. */
  private void binaryMediaTypes() {
    Optional<Sequence> own = api.property("BinaryMediaTypes").flatMap(nodes::sequence);
    if (own.isEmpty()) {
      return;
    }
    List<Node> types = new ArrayList<>();
    if (root.get(BINARY) instanceof Sequence written) {
      types.addAll(written.items());
    }
    for (Node item : own.get().items()) {
      types.add(
          item instanceof Scalar type
              ? new Scalar(type.text().replace("~1", "/"), type.kind(), type.at())
              : item);
    }
    root.put(BINARY, new Sequence(types, own.get().at()), api.at("BinaryMediaTypes"));
  }

  /** Parameters of the import. */
  private void parameters() {
    api.property("Parameters")
        .flatMap(nodes::mapping)
        .ifPresent(all -> all.entries().forEach((name, value) -> parameter(all, name, value)));
  }

  private void parameter(Mapping all, String name, Node value) {
    String text = value instanceof Scalar scalar ? scalar.text() : "";
    switch (name) {
      case "ignore" -> {}
      case "basepath", "basePath" -> {
        if (!text.equals("ignore")) {
          nodes.wrongValue(value, "expected `ignore`: the configuration says what base paths do");
        }
      }
      case "endpointConfigurationTypes" -> {
        if (!text.equals("EDGE") && !text.equals("REGIONAL")) {
          scope
              .problems()
              .unenforced(
                  "private-endpoint-not-enforced",
                  all.keyAt(name),
                  "who may reach a private API is not checked yet");
        }
      }
      default ->
          nodes.unknown(
              name,
              all.keyAt(name),
              List.of("ignore", "basepath", "endpointConfigurationTypes"),
              "`Parameters`");
    }
  }

  /** The names of the validators, which methods give by their ids. */
  private Map<Resource, String> validators() {
    Map<Resource, String> names = new LinkedHashMap<>();
    MappingBuilder all = section(root, "x-amazon-apigateway-request-validators");
    for (Resource validator : scope.members("RequestValidator")) {
      String name = validator.text("Name").filter(one -> !all.has(one)).orElse(validator.id());
      MappingBuilder written = new MappingBuilder(validator.at());
      for (String flag : List.of("ValidateRequestBody", "ValidateRequestParameters")) {
        validator
            .property(flag)
            .ifPresent(value ->
                written.put(RestIntegrations.decapitalized(flag), value, validator.at(flag)));
      }
      all.put(name, written.build(), validator.at());
      names.put(validator, name);
    }
    if (!all.isEmpty()) {
      root.put("x-amazon-apigateway-request-validators", all.build());
    }
    return names;
  }

  private void gatewayResponses() {
    MappingBuilder all = section(root, "x-amazon-apigateway-gateway-responses");
    for (Resource response : scope.members("GatewayResponse")) {
      MappingBuilder written = new MappingBuilder(response.at());
      for (String name : List.of("StatusCode", "ResponseParameters", "ResponseTemplates")) {
        response
            .property(name)
            .ifPresent(value ->
                written.put(RestIntegrations.decapitalized(name), value, response.at(name)));
      }
      String type = response.text("ResponseType").orElse("");
      if (all.has(type)) {
        scope.error(
            "duplicate-gateway-response",
            response,
            "ResponseType",
            "the API has a gateway response of the type `" + type + "` already");
      }
      all.put(type, written.build(), response.at("ResponseType"));
    }
    if (!all.isEmpty()) {
      root.put("x-amazon-apigateway-gateway-responses", all.build());
    }
  }

  private MappingBuilder schemes() {
    return isSwagger()
        ? section(root, "securityDefinitions")
        : section(section(root, "components"), "securitySchemes");
  }

  /** The schemas of the models, by every name methods may give them. */
  private Map<String, Node> models() {
    Map<String, Node> models = new LinkedHashMap<>();
    Mapping anything = new Mapping(Map.of(), Map.of(), api.at());
    models.put("Empty", anything);
    models.put("Error", anything);
    for (Resource model : scope.members("Model")) {
      Node schema = model.property("Schema").orElse(anything);
      models.put(model.id(), schema);
      model.text("Name").ifPresent(name -> models.put(name, schema));
      scope.stack().names().of(model, "").ifPresent(name -> models.put(name, schema));
    }
    return models;
  }

  private void putComponents(MappingBuilder schemes) {
    if (schemes.isEmpty()) {
      return;
    }
    if (isSwagger()) {
      root.put("securityDefinitions", schemes.build());
      return;
    }
    MappingBuilder components = section(root, "components");
    components.put("securitySchemes", schemes.build());
    root.put("components", components.build());
  }

  private MappingBuilder section(MappingBuilder owner, String key) {
    Location at = api.at();
    return owner.get(key) instanceof Mapping written
        ? MappingBuilder.of(written)
        : new MappingBuilder(at);
  }
}
