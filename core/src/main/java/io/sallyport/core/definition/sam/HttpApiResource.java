package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An {@code AWS::Serverless::HttpApi}: an API with the routes of its events as OpenAPI, a stage and
 * its domain name. See "AWS::Serverless::HttpApi" in the SAM developer guide.
 */
final class HttpApiResource {

  private static final PropertyKinds PROPERTIES =
      PropertyKinds.of("AWS::Serverless::HttpApi")
          .any("Name", "DisableExecuteApiEndpoint", "__MANAGE_SWAGGER")
          .text("Description")
          .textOrMap("StageName", "DefinitionUri")
          .map(
              "Tags",
              "DefinitionBody",
              "StageVariables",
              "AccessLogSettings",
              "DefaultRouteSettings",
              "RouteSettings",
              "Auth",
              "Domain")
          .truthOrMap("CorsConfiguration")
          .truth("FailOnWarnings", "PropagateTags");

  private static final List<String> INLINE_ONLY = List.of("Auth", "CorsConfiguration", "Tags");

  private HttpApiResource() {}

  /** Writes the resources of the API. */
  static void generate(
      String id, Mapping resource, List<ApiEvent> events, Output out, SamProblems problems) {
    Mapping properties = Snippets.mapping(resource, "Properties");
    if (!PROPERTIES.check(id, properties, problems) || !isConsistent(id, properties, problems)) {
      return;
    }
    Optional<Mapping> api =
        properties.entries().containsKey("DefinitionUri")
            ? outside(id, properties, events, problems)
            : inline(id, resource, properties, events, out, problems);
    if (api.isEmpty()) {
      return;
    }
    out.add(id, "AWS::ApiGatewayV2::Api", api.get(), resource, resource.at());
    Optional<String> stage = HttpStage.generate(id, resource, properties, events, out, problems);
    stage.ifPresent(
        stageId -> HttpDomain.generate(id, stageId, resource, properties, out, problems));
  }

  private static boolean isConsistent(String id, Mapping properties, SamProblems problems) {
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
    for (String name : INLINE_ONLY) {
      Node value = properties.entries().get(name);
      if (value != null && !(value instanceof Mapping m && m.entries().isEmpty())) {
        String what = name.equals("CorsConfiguration") ? "Cors" : name;
        problems.resource(
            id,
            properties.keyAt(name),
            what + " works only with inline OpenApi specified in the 'DefinitionBody' property.");
        return false;
      }
    }
    return true;
  }

  private static Optional<Mapping> inline(
      String id,
      Mapping resource,
      Mapping properties,
      List<ApiEvent> events,
      Output out,
      SamProblems problems) {
    Optional<Mapping> written = body(id, resource, properties, problems);
    Optional<HttpAuth> auth = written.flatMap(_ -> HttpAuth.read(id, properties, problems));
    if (auth.isEmpty()) {
      return Optional.empty();
    }
    MappingBuilder body = MappingBuilder.of(written.get());
    HttpRoutes routes = new HttpRoutes(auth.get(), problems);
    Optional<Mapping> paths = routes.write(Snippets.mapping(written.get(), "paths"), events);
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    boolean strict = Snippets.isTrue(properties.entries().get("FailOnWarnings"));
    body.put("paths", strict ? withSlash(paths.get()) : paths.get());
    auth.get().addSchemes(body, resource.at());
    if (!HttpDocument.complete(id, properties, body, resource.at(), problems)) {
      return Optional.empty();
    }
    permit(id, auth.get(), resource, out);
    return Optional.of(api(properties, "Body", body.build(), "FailOnWarnings"));
  }

  /** An API whose document lies elsewhere, which takes nothing of the events in. */
  private static Optional<Mapping> outside(
      String id, Mapping properties, List<ApiEvent> events, SamProblems problems) {
    RestRoutes.tellIgnored(events, problems);
    return S3Location.ofDefinition(id, properties, problems)
        .map(place ->
            api(
                properties,
                "BodyS3Location",
                place,
                "FailOnWarnings",
                "DisableExecuteApiEndpoint"));
  }

  /** The API, with what its document does not say. */
  private static Mapping api(Mapping properties, String name, Node document, String... beside) {
    MappingBuilder api = new MappingBuilder(properties.at()).put(name, document);
    for (String carried : beside) {
      Node value = properties.entries().get(carried);
      if (value != null) {
        api.put(carried, value, properties.keyAt(carried));
      }
    }
    return api.build();
  }

  private static Optional<Mapping> body(
      String id, Mapping resource, Mapping properties, SamProblems problems) {
    if (properties.entries().get("DefinitionBody") instanceof Mapping body) {
      String version = Snippets.written(body.entries().get("openapi"));
      if (Snippets.isFunction(body)
          || (version != null
              && version.startsWith("3.")
              && body.entries().get("paths") instanceof Mapping)) {
        return Optional.of(body);
      }
      problems.resource(
          id,
          properties.keyAt("DefinitionBody"),
          "Structure of the SAM template is invalid. Invalid OpenApi document. Invalid values or"
              + " missing keys for 'openapi' or 'paths' in 'DefinitionBody'.");
      return Optional.empty();
    }
    Location at = resource.at();
    Mapping info =
        new MappingBuilder(at)
            .put("version", "1.0", at)
            .put("title", Snippets.ref("AWS::StackName", at))
            .build();
    return Optional.of(
        new MappingBuilder(at)
            .put("info", info)
            .put("paths", Snippets.empty(at))
            .put("openapi", "3.0.1", at)
            .build());
  }

  /** Where warnings fail, the default route is written the way API Gateway exports it. */
  private static Mapping withSlash(Mapping paths) {
    MappingBuilder renamed = new MappingBuilder(paths.at());
    for (Map.Entry<String, Node> path : paths.entries().entrySet()) {
      String key = path.getKey().equals(HttpRoutes.DEFAULT) ? "/$default" : path.getKey();
      renamed.put(key, path.getValue(), paths.keyAt(path.getKey()));
    }
    return renamed.build();
  }

  private static void permit(String id, HttpAuth auth, Mapping resource, Output out) {
    List<String> names = new ArrayList<>(auth.authorizers().keySet());
    for (String name : names) {
      HttpAuthorizer authorizer = auth.authorizers().get(name);
      Node function = authorizer == null ? null : authorizer.function();
      if (function != null) {
        Location at = function.at();
        Mapping api = Snippets.entry("__ApiId__", Snippets.ref(id, at), at);
        Node source =
            Snippets.sub(
                "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}"
                    + ":${__ApiId__}/authorizers/*",
                api,
                at);
        out.add(
            id + name + "AuthorizerPermission",
            "AWS::Lambda::Permission",
            Permissions.ofApi(function, source, at),
            resource,
            at);
      }
    }
  }

  /** A list that is not one is left to the reader of the document. */
  static List<Node> items(Node node) {
    return node instanceof Sequence sequence ? sequence.items() : List.of(node);
  }
}
