package io.sallyport.app.load;

import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.DeployedApi.Origin;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is in force while everything is read again: an API whose file and settings are the same is
 * taken from it unread.
 *
 * @param snapshot null before the first
 * @param fingerprints by API id, of the files that were read without a problem
 */
public record Previous(@Nullable GatewaySnapshot snapshot, Map<String, String> fingerprints) {

  /** Before a start. */
  public static final Previous NOTHING = new Previous(null, Map.of());

  public Previous {
    fingerprints = Map.copyOf(fingerprints);
  }

  /**
   * The API that was made from the same. One with problems is never answered: they are to be said
   * again, and what is let pass is let pass by today's settings.
   */
  Optional<DeployedApi> unchanged(String id, String fingerprint) {
    GatewaySnapshot running = snapshot;
    return running != null && fingerprint.equals(fingerprints.get(id))
        ? running.api(id).filter(api -> api.origin() == Origin.CLEAN)
        : Optional.empty();
  }
}
