package io.sallyport.core.compile;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Checks what several APIs share: ids are their own, and a host and stage name one of them. */
final class Hosts {

  private Hosts() {}

  static void check(List<ApiDefinition> apis, Problems problems) {
    Map<String, ApiDefinition> ids = new HashMap<>();
    Map<String, ApiDefinition> places = new HashMap<>();
    for (ApiDefinition api : apis) {
      if (ids.putIfAbsent(api.id(), api) != null) {
        problems.add(
            Problem.error(
                "duplicate-api-id", api.at(), "the API id `" + api.id() + "` is given twice"));
      }
      for (String host : new TreeSet<>(api.hosts())) {
        String place = host.toLowerCase(Locale.ROOT) + "/" + api.stage();
        ApiDefinition other = places.putIfAbsent(place, api);
        if (other != null) {
          problems.add(
              Problem.error(
                  "duplicate-host",
                  api.at(),
                  "host `"
                      + host
                      + "` and stage `"
                      + api.stage()
                      + "` already name the API `"
                      + other.id()
                      + "`"));
        }
      }
    }
  }
}
