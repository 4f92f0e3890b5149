package io.sallyport.core.snapshot;

import io.sallyport.core.snapshot.DeployedApi.DefaultEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which APIs answer at which host. */
final class HostTable {

  private static final String EXECUTE_API = ".execute-api.";

  private final Map<String, Entry> declared = new HashMap<>();
  private final Map<String, Entry> ids = new HashMap<>();
  private final @Nullable Entry only;

  HostTable(List<DeployedApi> apis, GatewaySnapshot.OtherHosts others) {
    Map<String, List<DeployedApi>> byHost = new HashMap<>();
    for (DeployedApi api : apis) {
      for (String host : api.hosts()) {
        byHost.computeIfAbsent(host.toLowerCase(Locale.ROOT), key -> new ArrayList<>()).add(api);
      }
      ids.put(api.id(), Entry.of(api, access(api)));
    }
    byHost.forEach((host, answering) -> declared.put(host, Entry.of(answering)));
    boolean single = apis.size() == 1 && others == GatewaySnapshot.OtherHosts.MEAN_THE_ONLY_API;
    this.only = single ? Entry.of(apis.getFirst(), accessByOthers(apis.getFirst())) : null;
  }

  /** What answers at {@code host}, which is in lower case and without a port; null for nothing. */
  @Nullable Entry find(String host) {
    Entry entry = declared.isEmpty() ? null : declared.get(host);
    if (entry != null) {
      return entry;
    }
    int dot = host.indexOf('.');
    if (dot > 0 && host.startsWith(EXECUTE_API, dot)) {
      return ids.get(host.substring(0, dot));
    }
    return only;
  }

  /**
   * Another host stands in for the default endpoint, and is closed where that is; but not where it
   * is the only way in.
   */
  private static Access accessByOthers(DeployedApi api) {
    return api.hosts().isEmpty() ? Access.OPEN : access(api);
  }

  private static Access access(DeployedApi api) {
    return api.defaultEndpoint() == DefaultEndpoint.ENABLED ? Access.OPEN : Access.CLOSED;
  }

  /** Whether a host answers or refuses. */
  enum Access {
    OPEN,
    CLOSED
  }

  /** The APIs at one host; more than one where they share it by stage. */
  record Entry(List<DeployedApi> apis, Access access) {

    Entry {
      apis = List.copyOf(apis);
    }

    static Entry of(List<DeployedApi> apis) {
      return new Entry(apis, Access.OPEN);
    }

    static Entry of(DeployedApi api, Access access) {
      return new Entry(List.of(api), access);
    }
  }
}
