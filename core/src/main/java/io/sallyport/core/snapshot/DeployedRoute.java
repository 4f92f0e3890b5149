package io.sallyport.core.snapshot;

import io.sallyport.core.pipeline.Route;
import io.sallyport.core.snapshot.DeployedApi.Origin;
import java.util.List;

/**
 * A route as it runs, with what is told of it.
 *
 * @param integration the kind of integration, {@code HTTP_PROXY}
 * @param enforced what stands before the integration, in order; empty when nothing does
 * @param digest identifies the definition it was compiled from
 * @param origin whether that was free of problems; only then is it reused uncompiled
 */
public record DeployedRoute(
    Route route, String integration, List<String> enforced, String digest, Origin origin) {

  public DeployedRoute {
    enforced = List.copyOf(enforced);
  }

  /** The route key, {@code "GET /pets/{id}"}. */
  public String key() {
    return route.key();
  }
}
