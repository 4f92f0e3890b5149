package io.sallyport.core.compile;

import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.language.PathPattern;
import io.sallyport.core.pipeline.ApiType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The places of an API's routes: each can be served, and no two match the same requests. */
final class Places {

  private final Context context;
  private final Set<String> taken = new HashSet<>();

  Places(Context context) {
    this.context = context;
  }

  /** The path pattern of {@code route}; empty, and a problem, where it cannot have its place. */
  Optional<PathPattern> take(RouteDefinition route) {
    boolean catchAll = context.type() == ApiType.HTTP && route.path().equals(ApiCompiler.DEFAULT);
    String fault = catchAll ? null : PathPattern.fault(route.path());
    if (fault != null) {
      context
          .problems()
          .error("invalid-path", route.at(), "the path `" + route.path() + "` " + fault);
      return Optional.empty();
    }
    PathPattern pattern = catchAll ? new PathPattern(List.of()) : PathPattern.parse(route.path());
    if (!taken.add(route.method() + " " + (catchAll ? route.path() : pattern.shape()))) {
      context
          .problems()
          .error(
              "duplicate-route",
              route.at(),
              "`"
                  + route.method()
                  + " "
                  + route.path()
                  + "` matches the same requests as another route");
      return Optional.empty();
    }
    return Optional.of(pattern);
  }
}
