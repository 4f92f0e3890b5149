package io.sallyport.core.snapshot;

import io.sallyport.core.pipeline.Route;
import io.sallyport.core.snapshot.DeployedApi.Origin;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A route as it runs, with what is told of it.
 *
 * @param integration the kind of integration, {@code HTTP_PROXY}
 * @param authorizer decides about its callers; null where it is open to all
 * @param enforced what stands before the integration, in order; empty when nothing does
 * @param digest identifies the definition it was compiled from
 * @param origin whether that was free of problems; only then is it reused uncompiled
 */
public record DeployedRoute(
    Route route,
    String integration,
    @Nullable DeployedAuthorizer authorizer,
    List<String> enforced,
    String digest,
    Origin origin) {

  public DeployedRoute {
    enforced = List.copyOf(enforced);
  }

  /** The same route, whose authorizer is told of as {@code later}. */
  public DeployedRoute authorizer(@Nullable DeployedAuthorizer later) {
    return Objects.equals(authorizer, later)
        ? this
        : new DeployedRoute(route, integration, later, enforced, digest, origin);
  }

  /** The route key, {@code "GET /pets/{id}"}. */
  public String key() {
    return route.key();
  }
}
