package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An {@code AWS::Serverless::Api}: an API with the routes of its events as OpenAPI, a deployment, a
 * stage and its domain name. See "AWS::Serverless::Api" in the SAM developer guide.
 */
final class RestApiResource {

  private static final PropertyKinds PROPERTIES =
      PropertyKinds.of("AWS::Serverless::Api")
          .any(
              "Name",
              "EndpointConfiguration",
              "MinimumCompressionSize",
              "OpenApiVersion",
              "Mode",
              "ApiKeySourceType",
              "SecurityPolicy",
              "EndpointAccessMode",
              "GatewayResponses",
              "CacheClusterSize",
              "__MANAGE_SWAGGER")
          .text("StageName", "Description")
          .textOrMap("DefinitionUri", "Cors")
          .map(
              "Tags",
              "DefinitionBody",
              "Variables",
              "Auth",
              "AccessLogSetting",
              "CanarySetting",
              "Models",
              "Domain",
              "Policy")
          .list("MethodSettings", "BinaryMediaTypes")
          .truth(
              "MergeDefinitions",
              "CacheClusterEnabled",
              "TracingEnabled",
              "FailOnWarnings",
              "DisableExecuteApiEndpoint",
              "AlwaysDeploy",
              "PropagateTags");

  /** What needs the document, and what SAM calls it where there is none. */
  private static final Map<String, String> INLINE_ONLY =
      Map.of(
          "Cors", "Cors works only with inline Swagger specified in 'DefinitionBody' property.",
          "Auth", "Auth works only with inline Swagger specified in 'DefinitionBody' property.",
          "GatewayResponses",
              "GatewayResponses works only with inline Swagger specified in 'DefinitionBody'"
                  + " property.",
          "Models", "Models works only with inline Swagger specified in 'DefinitionBody' property.",
          "DisableExecuteApiEndpoint",
              "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.");

  private static final List<String> CARRIED =
      List.of(
          "Name",
          "Description",
          "FailOnWarnings",
          "MinimumCompressionSize",
          "Mode",
          "ApiKeySourceType",
          "DisableExecuteApiEndpoint",
          "Policy",
          "SecurityPolicy",
          "EndpointAccessMode");

  private RestApiResource() {}

  /** Writes the resources of the API. */
  static void generate(
      String id, Mapping resource, List<ApiEvent> events, Output out, SamProblems problems) {
    Mapping properties = Snippets.mapping(resource, "Properties");
    if (!PROPERTIES.check(id, properties, problems) || !isConsistent(id, properties, problems)) {
      return;
    }
    RestAuth auth = RestAuth.of(id, properties, resource.at(), problems);
    MappingBuilder api = new MappingBuilder(properties.at());
    if (properties.entries().containsKey("DefinitionUri")) {
      Optional<Node> place = S3Location.ofDefinition(id, properties, problems);
      RestRoutes.tellIgnored(events, problems);
      if (place.isEmpty()) {
        return;
      }
      api.put("BodyS3Location", place.get(), properties.keyAt("DefinitionUri"));
    } else {
      RestDocument document = new RestDocument(id, properties, resource.at(), auth, problems);
      Optional<Mapping> body = document.write(events);
      if (body.isEmpty()) {
        return;
      }
      api.put("Body", body.get());
    }
    endpoint(properties, api);
    binaryTypes(properties, api);
    for (String name : CARRIED) {
      Node value = properties.entries().get(name);
      if (value != null) {
        api.put(name, value, properties.keyAt(name));
      }
    }
    out.add(id, "AWS::ApiGateway::RestApi", api.build(), resource, resource.at());
    String stage = RestStage.generate(id, resource, properties, api.build(), out);
    RestDomain.generate(id, stage, resource, properties, out, problems);
    auth.permissions(out);
    auth.usagePlan(id, Snippets.ref(stage, resource.at()), out);
  }

  private static boolean isConsistent(String id, Mapping properties, SamProblems problems) {
    if (Snippets.isAbsent(properties.entries().get("StageName"))) {
      problems.resource(id, properties.at(), "Property 'StageName' is required.");
      return false;
    }
    Node version = properties.entries().get("OpenApiVersion");
    if (version != null && !(version instanceof Scalar text && text.text().matches("[23][.].*"))) {
      problems.resource(
          id,
          properties.keyAt("OpenApiVersion"),
          "The OpenApiVersion value must be of the format \"3.0.0\".");
      return false;
    }
    if (!properties.entries().containsKey("DefinitionUri")) {
      return true;
    }
    if (properties.entries().containsKey("DefinitionBody")) {
      problems.resource(
          id,
          properties.keyAt("DefinitionUri"),
          "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.");
      return false;
    }
    for (Map.Entry<String, Node> entry : properties.entries().entrySet()) {
      String told = INLINE_ONLY.get(entry.getKey());
      boolean empty = entry.getValue() instanceof Mapping m && m.entries().isEmpty();
      if (told != null && !empty) {
        problems.resource(id, properties.keyAt(entry.getKey()), told);
        return false;
      }
    }
    return true;
  }

  /** Media types, in which {@code ~1} stands for a slash. */
  private static void binaryTypes(Mapping properties, MappingBuilder api) {
    if (properties.entries().get("BinaryMediaTypes") instanceof Sequence types) {
      List<Node> all = new ArrayList<>();
      for (Node type : types.items()) {
        String text = Snippets.written(type);
        all.add(text == null ? type : Snippets.text(text.replace("~1", "/"), type.at()));
      }
      api.put("BinaryMediaTypes", new Sequence(all, types.at()));
    }
  }

  private static void endpoint(Mapping properties, MappingBuilder api) {
    Node written = properties.entries().get("EndpointConfiguration");
    Location at = properties.keyAt("EndpointConfiguration");
    if (written == null) {
      return;
    }
    if (!(written instanceof Mapping mapping) || Snippets.isFunction(mapping)) {
      Node types = Snippets.list(at, written);
      api.put("EndpointConfiguration", Snippets.entry("Types", types, at), at);
      return;
    }
    MappingBuilder endpoint = new MappingBuilder(mapping.at());
    mapping
        .entries()
        .forEach((key, value) -> {
          Location place = mapping.keyAt(key);
          switch (key) {
            case "Type" -> endpoint.put("Types", Snippets.list(place, value), place);
            case "VPCEndpointIds" -> endpoint.put("VpcEndpointIds", value, place);
            case "IPAddressType" -> endpoint.put("IpAddressType", value, place);
            default -> endpoint.put(key, value, place);
          }
        });
    api.put("EndpointConfiguration", endpoint.build(), at);
  }
}
