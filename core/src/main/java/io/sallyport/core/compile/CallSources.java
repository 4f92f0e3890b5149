package io.sallyport.core.compile;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.values.MethodArn;
import java.util.List;

/** What a function is called for, as AWS names it to the function's policy. */
final class CallSources {

  private static final List<String> METHODS =
      List.of("ANY", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

  private CallSources() {}

  /** {@code arn:aws:execute-api:{region}:{account}:{api}}. */
  static String ofApi(ApiDefinition api) {
    return "arn:%s:execute-api:%s:%s:%s"
        .formatted(MethodArn.partition(api.region()), api.region(), api.account(), api.id());
  }

  /** The ARNs of a route: of one for any method, those of every method. */
  static List<String> of(ApiDefinition api, RouteDefinition route) {
    String stage = ofApi(api) + "/" + api.stage() + "/";
    if (route.path().equals("$default")) {
      return List.of(stage + "$default");
    }
    List<String> methods = route.method().equals("ANY") ? METHODS : List.of(route.method());
    return methods.stream().map(method -> stage + method + route.path()).toList();
  }
}
