package io.sallyport.core.compile;

import io.sallyport.core.pipeline.Stage;
import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.DeployedApi.Origin;
import io.sallyport.core.snapshot.DeployedRoute;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the snapshot before offers to the next state of one API. A route knows its stage, and stage
 * variables are compiled into it: where the stage differs, nothing is reused.
 */
final class Reusable {

  private final @Nullable DeployedApi before;
  private final Map<String, DeployedRoute> routes = new HashMap<>();

  /**
   * @param before the API as it runs now, or null when it is new
   * @param stageDigest what its stage is compiled from next
   */
  Reusable(@Nullable DeployedApi before, String stageDigest) {
    boolean keeps = before != null && before.stage().digest().equals(stageDigest);
    this.before = keeps ? before : null;
    if (this.before != null) {
      this.before.routes().stream()
          // One with problems is compiled again, so that they are said again and what is let pass
          // is let pass by today's settings.
          .filter(route -> route.origin() == Origin.CLEAN)
          .forEach(route -> routes.put(route.digest(), route));
    }
  }

  /** The stage in force when it is the same, else {@code compiled}. */
  Stage stage(Stage compiled) {
    return before == null ? compiled : before.stage();
  }

  /** The route in force whose definition had {@code digest}, or null. */
  @Nullable DeployedRoute route(String digest) {
    return routes.get(digest);
  }
}
