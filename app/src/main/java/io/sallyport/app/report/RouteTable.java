package io.sallyport.app.report;

import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.DeployedRoute;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;

/** The table of routes and what is enforced before each. */
public final class RouteTable {

  private RouteTable() {}

  public static void print(GatewaySnapshot snapshot, PrintStream out) {
    // As one text for each API: a stream that is told line by line writes line by line.
    snapshot.apis().forEach(api -> out.print(table(api)));
  }

  private static String table(DeployedApi api) {
    StringBuilder text =
        new StringBuilder(64 + 80 * api.routes().size())
            .append(api.type())
            .append(" API \"")
            .append(printable(api.name()))
            .append("\"  id ")
            .append(api.id())
            .append("  stage ")
            .append(api.stage().name())
            .append(api.hosts().isEmpty() ? "" : "  hosts " + String.join(", ", api.hosts()))
            .append(System.lineSeparator());
    int key = width(api, DeployedRoute::key);
    int integration = width(api, DeployedRoute::integration);
    for (DeployedRoute route : api.routes()) {
      column(text.append("  "), route.key(), key);
      column(text.append("  "), route.integration(), integration);
      text.append("  enforced: ").append(enforced(route.enforced())).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static void column(StringBuilder text, String value, int width) {
    text.append(value).repeat(' ', width - value.length());
  }

  private static String enforced(List<String> names) {
    return names.isEmpty() ? "-" : String.join(", ", names);
  }

  private static int width(DeployedApi api, Function<DeployedRoute, String> column) {
    return api.routes().stream().map(column).mapToInt(String::length).max().orElse(1);
  }

  /** A title may hold anything; a terminal should not obey it. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
