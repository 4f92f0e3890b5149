package io.sallyport.app.report;

import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.core.snapshot.DeployedRoute;
import java.io.PrintStream;
import java.util.List;

/** The table of routes and what is enforced before each. */
public final class RouteTable {

  private RouteTable() {}

  public static void print(GatewaySnapshot snapshot, PrintStream out) {
    for (DeployedApi api : snapshot.apis()) {
      out.printf(
          "%s API \"%s\"  id %s  stage %s%s%n",
          api.type(),
          printable(api.name()),
          api.id(),
          api.stage().name(),
          api.hosts().isEmpty() ? "" : "  hosts " + String.join(", ", api.hosts()));
      int key = width(api, DeployedRoute::key);
      int integration = width(api, DeployedRoute::integration);
      for (DeployedRoute route : api.routes()) {
        out.printf(
            "  %-" + key + "s  %-" + integration + "s  enforced: %s%n",
            route.key(),
            route.integration(),
            enforced(route.enforced()));
      }
    }
  }

  private static String enforced(List<String> names) {
    return names.isEmpty() ? "-" : String.join(", ", names);
  }

  private static int width(
      DeployedApi api, java.util.function.Function<DeployedRoute, String> column) {
    return api.routes().stream().map(column).mapToInt(String::length).max().orElse(1);
  }

  /** A title may hold anything; a terminal should not obey it. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
