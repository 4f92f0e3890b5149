package io.sallyport.app.report;

import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.DeployedAuthorizer;
import io.sallyport.core.snapshot.DeployedRoute;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.io.PrintStream;
import java.time.Duration;
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
            .append(Columns.printable(api.name()))
            .append("\"  id ")
            .append(api.id())
            .append("  stage ")
            .append(api.stage().name())
            .append(api.hosts().isEmpty() ? "" : "  hosts " + String.join(", ", api.hosts()))
            .append(System.lineSeparator());
    int key = width(api, DeployedRoute::key);
    int integration = width(api, DeployedRoute::integration);
    int authorizer = width(api, RouteTable::authorizer);
    boolean guarded = api.routes().stream().anyMatch(route -> route.authorizer() != null);
    for (DeployedRoute route : api.routes()) {
      column(text.append("  "), route.key(), key);
      column(text.append("  "), route.integration(), integration);
      if (guarded) {
        column(text.append("  authorizer: "), authorizer(route), authorizer);
      }
      text.append("  enforced: ").append(enforced(route.enforced())).append(System.lineSeparator());
    }
    return text.toString();
  }

  /** The type, the name, how long its results are kept and where it is declared. */
  private static String authorizer(DeployedRoute route) {
    DeployedAuthorizer authorizer = route.authorizer();
    if (authorizer == null) {
      return "-";
    }
    Duration ttl = authorizer.ttl();
    return authorizer.type()
        + " "
        + Columns.printable(authorizer.name())
        + (ttl == null ? "" : ", kept " + ttl.toSeconds() + " s")
        + ", "
        + Columns.printable(authorizer.declaredAt());
  }

  private static void column(StringBuilder text, String value, int width) {
    text.append(value).repeat(' ', width - value.length());
  }

  private static String enforced(List<String> names) {
    return names.isEmpty() ? "-" : Columns.printable(String.join(", ", names));
  }

  private static int width(DeployedApi api, Function<DeployedRoute, String> column) {
    return api.routes().stream().map(column).mapToInt(String::length).max().orElse(1);
  }
}
