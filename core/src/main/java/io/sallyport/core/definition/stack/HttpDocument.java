package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.cloudformation.Stack;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an {@code AWS::ApiGatewayV2::Api} and what belongs to it as an OpenAPI document. */
final class HttpDocument {

  private static final String CORS = "x-amazon-apigateway-cors";
  private static final String ENDPOINT = "x-amazon-apigateway-endpoint-configuration";
  private static final String COMPONENTS = "components";
  private static final String SCHEMES = "securitySchemes";

  private final Resource api;
  private final Stack stack;
  private final Problems problems;

  HttpDocument(Resource api, Stack stack, Problems problems) {
    this.api = api;
    this.stack = stack;
    this.problems = problems;
  }

  /** The document: that of the {@code Body} where there is one, and what else is said. */
  Mapping write() {
    MappingBuilder root = api.property("Body").map(this::described).orElseGet(this::empty);
    api.property("CorsConfiguration")
        .ifPresent(cors -> root.put(CORS, Renamed.small(cors), api.at("CorsConfiguration")));
    endpoint(root);
    HttpAuthorizers authorizers = new HttpAuthorizers(api, stack, problems);
    HttpRoutes routes = new HttpRoutes(api, stack, authorizers, problems);
    Node described = root.get("paths");
    Mapping paths = routes.write(described);
    if (described == null || described instanceof Mapping) {
      root.put("paths", paths, described == null ? api.at() : described.at());
    }
    schemes(root, authorizers.schemes());
    return root.build();
  }

  private MappingBuilder described(Node body) {
    if (body instanceof Mapping document) {
      return MappingBuilder.of(Bodies.read(document));
    }
    problems.error("wrong-type", body.at(), "`Body` is no OpenAPI document");
    return empty();
  }

  private MappingBuilder empty() {
    Location at = api.at();
    MappingBuilder info = new MappingBuilder(at).put("version", "1.0", at);
    api.property("Name").ifPresent(name -> info.put("title", name, api.at("Name")));
    return new MappingBuilder(at).put("openapi", "3.0.1", at).put("info", info.build(), at);
  }

  /** An endpoint that the document or the property disables stays disabled. */
  private void endpoint(MappingBuilder root) {
    Node disabled = api.property("DisableExecuteApiEndpoint").orElse(null);
    if (disabled == null || (disabled instanceof Scalar said && said.text().equals("false"))) {
      return;
    }
    MappingBuilder endpoint =
        root.get(ENDPOINT) instanceof Mapping known
            ? MappingBuilder.of(known)
            : new MappingBuilder(disabled.at());
    endpoint.put("disableExecuteApiEndpoint", disabled, api.at("DisableExecuteApiEndpoint"));
    root.put(ENDPOINT, endpoint.build(), api.at("DisableExecuteApiEndpoint"));
  }

  private void schemes(MappingBuilder root, Map<String, Mapping> added) {
    if (added.isEmpty()) {
      return;
    }
    MappingBuilder components = start(root.get(COMPONENTS));
    MappingBuilder schemes = start(components.get(SCHEMES));
    added.forEach((name, scheme) -> {
      if (schemes.has(name)) {
        problems.error(
            "duplicate-key",
            scheme.at(),
            "`" + name + "` is a security scheme of the `Body` and an authorizer of the template");
      }
      schemes.put(name, scheme, scheme.at());
    });
    components.put(SCHEMES, schemes.build(), api.at());
    root.put(COMPONENTS, components.build(), api.at());
  }

  private MappingBuilder start(@Nullable Node known) {
    return known instanceof Mapping mapping
        ? MappingBuilder.of(mapping)
        : new MappingBuilder(api.at());
  }
}
