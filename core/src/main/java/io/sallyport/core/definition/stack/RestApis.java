package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.cloudformation.Stack;
import io.sallyport.core.pipeline.ApiType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The REST APIs of a stack. An API is what its {@code Body} says and what other resources add to
 * it. See the CloudFormation guide, "AWS::ApiGateway resource types".
 *
 * <p>INVARIANT: a resource that says something about an API of another stack is a problem: what it
 * protects is not served here, or is served without it.
 */
final class RestApis {

  private static final List<String> MEMBERS =
      List.of(
          "Authorizer",
          "Deployment",
          "GatewayResponse",
          "Method",
          "Model",
          "RequestValidator",
          "Resource",
          "Stage");

  private RestApis() {}

  static List<ApiDocument> read(Stack stack, Problems problems) {
    List<ApiDocument> documents = new ArrayList<>();
    for (Resource api : stack.ofType(RestScope.PREFIX + "RestApi")) {
      documents.add(document(new RestScope(stack, api, problems)));
    }
    checkOwners(stack, problems);
    return documents;
  }

  private static ApiDocument document(RestScope scope) {
    Resource api = scope.api();
    Optional<RestStage> stage = RestStages.served(scope);
    return new ApiDocument(
        scope.stack().path(api),
        scope.stack().names().of(api, "").orElse(api.id()),
        ApiType.REST,
        stage.map(RestStage::name).orElse(null),
        stage.map(RestStage::variables).orElseGet(Map::of),
        List.of(),
        new RestDocument(scope).build(),
        api.at());
  }

  private static void checkOwners(Stack stack, Problems problems) {
    List<RestScope> scopes =
        stack.ofType(RestScope.PREFIX + "RestApi").stream()
            .map(api -> new RestScope(stack, api, problems))
            .toList();
    for (String type : MEMBERS) {
      for (Resource member : stack.ofType(RestScope.PREFIX + type)) {
        String id = member.text("RestApiId").orElse("");
        if (scopes.stream().noneMatch(scope -> scope.isCalled(scope.api(), id))) {
          problems.unenforced(
              "api-not-in-template",
              member.at("RestApiId"),
              "`"
                  + member.id()
                  + "` belongs to `"
                  + id
                  + "`, which is no REST API of this template");
        }
      }
    }
  }
}
