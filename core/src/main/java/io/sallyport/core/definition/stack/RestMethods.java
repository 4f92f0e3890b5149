package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.definition.source.NodeReader;
import io.sallyport.core.language.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the methods of a REST API as operations. */
final class RestMethods {

  private static final String PARAMETERS = "RequestParameters";
  private static final String MODELS = "RequestModels";
  private static final String VALIDATOR = "RequestValidatorId";
  private static final Map<String, String> KINDS =
      Map.of("querystring", "query", "header", "header", "path", "path");

  /** What would count as not given if it were no text. */
  private static final List<String> SINGLE =
      List.of("ApiKeyRequired", "AuthorizationType", "AuthorizerId", VALIDATOR);

  private final RestScope scope;
  private final NodeReader nodes;
  private final RestAuthorizers authorizers;
  private final Map<Resource, String> validators;
  private final Map<String, Node> models;

  RestMethods(
      RestScope scope,
      NodeReader nodes,
      RestAuthorizers authorizers,
      Map<Resource, String> validators,
      Map<String, Node> models) {
    this.scope = scope;
    this.nodes = nodes;
    this.authorizers = authorizers;
    this.validators = validators;
    this.models = models;
  }

  Mapping operation(Resource method) {
    SINGLE.forEach(name -> method.property(name).ifPresent(nodes::text));
    MappingBuilder operation = new MappingBuilder(method.at());
    operation.put("security", authorizers.security(method), method.at("AuthorizationType"));
    operation.put("parameters", parameters(method), method.at(PARAMETERS));
    validator(method)
        .ifPresent(name ->
            operation.put("x-amazon-apigateway-request-validator", name, method.at(VALIDATOR)));
    responses(method, operation);
    method
        .property("Integration")
        .flatMap(nodes::mapping)
        .ifPresent(written ->
            operation.put(
                "x-amazon-apigateway-integration",
                new RestIntegrations(nodes).integration(written),
                method.at("Integration")));
    return operation.build();
  }

  /** The declared parameters; those of paths are required, as in OpenAPI. */
  private Sequence parameters(Resource method) {
    List<Node> parameters = new ArrayList<>();
    method
        .property(PARAMETERS)
        .flatMap(nodes::mapping)
        .ifPresent(all ->
            all.entries()
                .forEach((name, value) ->
                    parameter(name, value, all.keyAt(name)).ifPresent(parameters::add)));
    models(method, parameters);
    return new Sequence(parameters, method.at(PARAMETERS));
  }

  private Optional<Mapping> parameter(String name, Node required, Location at) {
    String[] parts = name.split("\\.", 4);
    String kind = parts.length == 4 ? KINDS.get(parts[2]) : null;
    if (kind == null || !name.startsWith("method.request.")) {
      scope
          .problems()
          .error(
              "wrong-value",
              at,
              "`" + name + "` is no parameter, expected one like `method.request.header.name`");
      return Optional.empty();
    }
    MappingBuilder parameter = new MappingBuilder(at);
    parameter.put("name", parts[3], at).put("in", kind, at);
    parameter.put("required", required);
    return Optional.of(parameter.build());
  }

  /** A body's models as Swagger's body parameters: both languages' validators heed them. */
  private void models(Resource method, List<Node> parameters) {
    method
        .property(MODELS)
        .flatMap(nodes::mapping)
        .ifPresent(all ->
            all.entries()
                .forEach((type, node) -> {
                  Location at = all.keyAt(type);
                  schema(node)
                      .ifPresent(schema -> {
                        MappingBuilder body = new MappingBuilder(at);
                        body.put("name", type, at).put("in", "body", at).put("schema", schema, at);
                        parameters.add(body.build());
                      });
                }));
  }

  private Optional<Node> schema(Node node) {
    Optional<String> name = nodes.text(node);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Node schema = models.get(name.get());
    if (schema == null) {
      scope
          .problems()
          .error(
              "dangling-reference",
              node.at(),
              "`" + name.get() + "` is no model of `" + scope.api().id() + "`",
              Suggestions.nearest(name.get(), models.keySet()));
      return Optional.empty();
    }
    // Where it acts the validator is refused; the schema's own references are not followed.
    return Optional.of(new Mapping(Map.of(), Map.of(), schema.at()));
  }

  private Optional<String> validator(Resource method) {
    Optional<String> id = method.text(VALIDATOR);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Optional<Resource> found = scope.member("RequestValidator", id.get());
    if (found.isEmpty()) {
      scope.error(
          "unknown-request-validator",
          method,
          VALIDATOR,
          "`" + id.get() + "` is no request validator of `" + scope.api().id() + "`");
    }
    return found.map(validators::get);
  }

  private void responses(Resource method, MappingBuilder operation) {
    String key = "MethodResponses";
    MappingBuilder responses = new MappingBuilder(method.at(key));
    method
        .property(key)
        .flatMap(nodes::sequence)
        .ifPresent(all ->
            all.items().stream()
                .flatMap(item -> nodes.mapping(item).stream())
                .forEach(item -> response(item, responses)));
    operation.put("responses", responses.build(), method.at(key));
  }

  private void response(Mapping written, MappingBuilder responses) {
    nodes.onlyKnown(
        written,
        List.of("ResponseModels", "ResponseParameters", "StatusCode"),
        "a method response");
    String prefix = "method.response.header.";
    MappingBuilder headers = new MappingBuilder(written.at());
    Optional.ofNullable(written.entries().get("ResponseParameters"))
        .flatMap(nodes::mapping)
        .ifPresent(all ->
            all.entries()
                .forEach((name, value) -> {
                  if (name.startsWith(prefix)) {
                    headers.put(
                        name.substring(prefix.length()),
                        new Mapping(Map.of(), Map.of(), value.at()),
                        all.keyAt(name));
                  } else {
                    nodes.error(
                        "invalid-mapping-target",
                        all.keyAt(name),
                        "`" + name + "` will not do, expected `" + prefix + "NAME`");
                  }
                }));
    String status = written.entries().get("StatusCode") instanceof Scalar code ? code.text() : "";
    MappingBuilder response = new MappingBuilder(written.at());
    response.put("description", "", written.at()).put("headers", headers.build());
    responses.put(status, response.build(), written.at());
  }
}
