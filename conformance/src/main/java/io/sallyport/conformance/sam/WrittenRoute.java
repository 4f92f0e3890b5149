package io.sallyport.conformance.sam;

import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A route as a transformed template writes it, in the words of the corpus: an absent value is
 * {@code null}.
 */
record WrittenRoute(
    String api,
    String kind,
    String method,
    String path,
    String integration,
    String payloadFormatVersion,
    String security,
    String validator) {

  private static final Map<String, String> KINDS =
      Map.of("AWS::ApiGateway::RestApi", "rest", "AWS::ApiGatewayV2::Api", "http");
  private static final String ANY = "x-amazon-apigateway-any-method";
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", ANY);

  static WrittenRoute of(JsonNode route) {
    return new WrittenRoute(
        route.path("api").asString(),
        route.path("kind").asString(),
        route.path("method").asString(),
        route.path("path").asString(),
        text(route.path("integration")),
        text(route.path("payloadFormatVersion")),
        text(route.path("security")),
        text(route.path("validator")));
  }

  /** The routes in the bodies of the APIs of a template; those behind functions are none yet. */
  static List<WrittenRoute> in(Mapping template) {
    List<WrittenRoute> routes = new ArrayList<>();
    child(template, "Resources")
        .entries()
        .forEach((id, resource) -> {
          String kind = resource instanceof Mapping whole ? KINDS.get(text(whole, "Type")) : null;
          if (kind != null && resource instanceof Mapping whole) {
            Mapping paths = child(child(child(whole, "Properties"), "Body"), "paths");
            paths.entries().forEach((path, item) -> add(routes, id, kind, path, item));
          }
        });
    return routes;
  }

  private static void add(
      List<WrittenRoute> routes, String api, String kind, String path, Node item) {
    if (!(item instanceof Mapping methods)) {
      return;
    }
    methods
        .entries()
        .forEach((method, node) -> {
          if (METHODS.contains(method.toLowerCase(Locale.ROOT)) && node instanceof Mapping one) {
            Mapping integration = child(one, "x-amazon-apigateway-integration");
            Node security = one.entries().get("security");
            routes.add(
                new WrittenRoute(
                    api,
                    kind,
                    method.equals(ANY) ? "ANY" : method.toUpperCase(Locale.ROOT),
                    path,
                    text(integration, "type"),
                    text(integration, "payloadFormatVersion"),
                    security == null ? "null" : json(security),
                    text(one, "x-amazon-apigateway-request-validator")));
          }
        });
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.asString() : node.toString();
  }

  private static String text(Mapping parent, String key) {
    return parent.entries().get(key) instanceof Scalar scalar ? scalar.text() : "null";
  }

  private static Mapping child(Mapping parent, String key) {
    return parent.entries().get(key) instanceof Mapping mapping
        ? mapping
        : new Mapping(Map.of(), Map.of(), parent.at());
  }

  private static String json(Node node) {
    return switch (node) {
      case Scalar scalar ->
          scalar.kind() == Kind.STRING ? '"' + scalar.text() + '"' : scalar.text();
      case Sequence sequence ->
          sequence.items().stream()
              .map(WrittenRoute::json)
              .collect(Collectors.joining(",", "[", "]"));
      case Mapping mapping ->
          mapping.entries().entrySet().stream()
              .map(entry -> '"' + entry.getKey() + "\":" + json(entry.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }
}
