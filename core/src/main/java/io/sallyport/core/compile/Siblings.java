package io.sallyport.core.compile;

import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.pipeline.ApiType;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks the one rule of a REST API's resource tree that a path alone does not show: a resource has
 * at most one variable child.
 */
final class Siblings {

  private final Context context;
  private final Map<String, String> variables = new HashMap<>();

  Siblings(Context context) {
    this.context = context;
  }

  void check() {
    if (context.type() == ApiType.REST) {
      context.api().routes().forEach(this::check);
    }
  }

  private void check(RouteDefinition route) {
    String path = route.path();
    for (int at = path.indexOf("/{"); at >= 0; at = path.indexOf("/{", at + 1)) {
      int end = path.indexOf('/', at + 1);
      String variable = path.substring(at + 1, end < 0 ? path.length() : end);
      String known = variables.putIfAbsent(path.substring(0, at), variable);
      if (known != null && !known.equals(variable)) {
        context
            .problems()
            .error(
                "conflicting-path-variables",
                route.at(),
                "`"
                    + path
                    + "` has `"
                    + variable
                    + "` where another resource has `"
                    + known
                    + "`: only one is allowed");
        return;
      }
    }
  }
}
