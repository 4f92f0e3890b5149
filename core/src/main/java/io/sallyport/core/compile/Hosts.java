package io.sallyport.core.compile;

import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Checks what several APIs share: ids are their own, and a host and stage name one of them. */
final class Hosts {

  private Hosts() {}

  static void check(List<? extends Part> apis, Problems problems) {
    Map<String, Part> ids = new HashMap<>();
    Map<String, Part> places = new HashMap<>();
    for (Part api : apis) {
      Part same = ids.putIfAbsent(api.id(), api);
      if (same != null) {
        problems.add(ApiSettings.idTwice(api.id(), api.at(), same.at().file()));
      }
      for (String host : new TreeSet<>(api.hosts())) {
        String place = host.toLowerCase(Locale.ROOT) + "/" + api.stage();
        Part other = places.putIfAbsent(place, api);
        if (other != null) {
          problems.error(
              "duplicate-host",
              api.at(),
              "host `"
                  + host
                  + "` and stage `"
                  + api.stage()
                  + "` already name the API `"
                  + other.id()
                  + "`");
        }
      }
    }
  }
}
