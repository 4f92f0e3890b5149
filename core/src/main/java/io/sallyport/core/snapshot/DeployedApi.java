package io.sallyport.core.snapshot;

import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import java.util.List;

/**
 * An API as it runs.
 *
 * @param digest identifies the whole definition it was compiled from, routes included
 * @param hosts the host names it answers to beside its own
 * @param defaultEndpoint whether it answers at {@code {id}.execute-api.…}
 * @param router finds its routes
 * @param unmatched answers what no route matches
 * @param forbidden answers for a stage it does not have, and at an endpoint that is switched off
 * @param routes what it serves, in the order of the definition
 * @param origin whether the definition was free of problems; only then is it reused uncompiled
 */
public record DeployedApi(
    Stage stage,
    String digest,
    List<String> hosts,
    DefaultEndpoint defaultEndpoint,
    Router router,
    Route unmatched,
    Route forbidden,
    List<DeployedRoute> routes,
    Origin origin) {

  public DeployedApi {
    hosts = List.copyOf(hosts);
    routes = List.copyOf(routes);
  }

  public String id() {
    return stage.apiId();
  }

  public String name() {
    return stage.apiName();
  }

  public ApiType type() {
    return stage.type();
  }

  /** Whether the API answers at its own {@code execute-api} name. */
  public enum DefaultEndpoint {
    ENABLED,
    DISABLED
  }

  /** What was found when the definition was compiled. */
  public enum Origin {
    CLEAN,
    WITH_PROBLEMS
  }
}
