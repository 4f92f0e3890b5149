package io.sallyport.core.compile;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.Location;
import io.sallyport.core.snapshot.DeployedApi;
import java.util.List;

/** One API on its way into a snapshot. */
public sealed interface Part {

  String id();

  List<String> hosts();

  String stage();

  Location at();

  /** An API whose definition was read. */
  record Defined(ApiDefinition definition) implements Part {

    @Override
    public String id() {
      return definition.id();
    }

    @Override
    public List<String> hosts() {
      return definition.hosts();
    }

    @Override
    public String stage() {
      return definition.stage();
    }

    @Override
    public Location at() {
      return definition.at();
    }
  }

  /**
   * An API of the snapshot in force, of which all that it was made from is known to be the same.
   */
  record Unchanged(DeployedApi api, Location at) implements Part {

    @Override
    public String id() {
      return api.id();
    }

    @Override
    public List<String> hosts() {
      return api.hosts();
    }

    @Override
    public String stage() {
      return api.stage().name();
    }
  }
}
