package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.cloudformation.Stack;
import io.sallyport.core.pipeline.ApiType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The HTTP APIs of a stack. */
final class HttpApis {

  static final String API = "AWS::ApiGatewayV2::Api";
  static final String ROUTE = "AWS::ApiGatewayV2::Route";
  static final String INTEGRATION = "AWS::ApiGatewayV2::Integration";
  static final String AUTHORIZER = "AWS::ApiGatewayV2::Authorizer";
  static final String STAGE = "AWS::ApiGatewayV2::Stage";
  static final String MAPPING = "AWS::ApiGatewayV2::ApiMapping";
  static final String DOMAIN = "AWS::ApiGatewayV2::DomainName";

  private static final String API_ID = "ApiId";

  /** What belongs to an API, which it names. */
  private static final Set<String> CHILDREN =
      Set.of(
          ROUTE,
          INTEGRATION,
          AUTHORIZER,
          STAGE,
          MAPPING,
          "AWS::ApiGatewayV2::Deployment",
          "AWS::ApiGatewayV2::IntegrationResponse",
          "AWS::ApiGatewayV2::RouteResponse",
          "AWS::ApiGatewayV2::Model",
          "AWS::ApiGatewayV2::ApiGatewayManagedOverrides");

  private HttpApis() {}

  /** Whether a resource is a WebSocket API, or belongs to one: it is refused with the API. */
  static boolean isOfWebSocket(Resource resource, Stack stack) {
    if (resource.type().equals(API)) {
      return isWebSocket(resource);
    }
    return CHILDREN.contains(resource.type())
        && owner(resource, stack).filter(HttpApis::isWebSocket).isPresent();
  }

  static List<ApiDocument> read(Stack stack, Problems problems) {
    List<ApiDocument> apis = new ArrayList<>();
    for (Resource api : stack.ofType(API)) {
      if (isWebSocket(api)) {
        problems.unenforced(
            "websocket-api-not-supported",
            api.at("ProtocolType"),
            "`" + api.id() + "` is a WebSocket API, which is not served");
      } else {
        apis.add(document(api, stack, problems));
      }
    }
    HttpDomains.check(stack, problems);
    refuseStrangers(stack, problems);
    return apis;
  }

  /** The resources of a type that belong to an API. */
  static List<Resource> of(Resource api, String type, Stack stack) {
    String id = stack.names().of(api, "").orElse(api.id());
    return stack.ofType(type).stream()
        .filter(one -> one.text(API_ID).filter(id::equals).isPresent())
        .toList();
  }

  private static ApiDocument document(Resource api, Stack stack, Problems problems) {
    HttpProtocol.check(api, problems);
    Optional<HttpStages.Stage> stage = new HttpStages(stack, problems).of(api);
    return new ApiDocument(
        stack.path(api),
        stack.names().of(api, "").orElse(api.id()),
        ApiType.HTTP,
        stage.map(HttpStages.Stage::name).orElse(null),
        stage.map(HttpStages.Stage::variables).orElse(Map.of()),
        new HttpDomains(stack, problems).hosts(api, stage),
        new HttpDocument(api, stack, problems).write(),
        api.at());
  }

  /** Nothing that belongs to an API outside of the template may be lost. */
  private static void refuseStrangers(Stack stack, Problems problems) {
    for (Resource resource : stack.resources().values()) {
      if (CHILDREN.contains(resource.type()) && owner(resource, stack).isEmpty()) {
        problems.unenforced(
            "api-not-in-template",
            resource.at(API_ID),
            "`"
                + resource.id()
                + "` belongs to the API `"
                + resource.text(API_ID).orElse("")
                + "`, which is not in this template and not served");
      }
    }
  }

  private static Optional<Resource> owner(Resource resource, Stack stack) {
    return resource.text(API_ID).flatMap(id -> stack.named(API, id));
  }

  private static boolean isWebSocket(Resource api) {
    return api.text("ProtocolType").filter("WEBSOCKET"::equalsIgnoreCase).isPresent();
  }
}
