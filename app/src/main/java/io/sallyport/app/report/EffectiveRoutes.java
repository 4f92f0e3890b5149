package io.sallyport.app.report;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.language.FunctionUri;
import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.DeployedAuthorizer;
import io.sallyport.core.snapshot.DeployedRoute;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What stands behind each route and before it, with the place it is written at. Usage plans,
 * validators, throttles and web ACLs have no part in it until they are enforced: a definition that
 * asks for one is refused, or tells so where it is let pass.
 */
public final class EffectiveRoutes {

  private static final List<String> NOT_ENFORCED =
      List.of("usagePlan", "requestValidator", "throttle", "webAcl");

  private final List<Api> apis = new ArrayList<>();

  private EffectiveRoutes() {}

  private record Api(DeployedApi deployed, ApiDefinition definition) {}

  private record Row(DeployedRoute deployed, RouteDefinition definition, @Nullable String target) {}

  /** The routes of {@code snapshot}, which was made from {@code definitions}. */
  public static EffectiveRoutes of(GatewaySnapshot snapshot, List<ApiDefinition> definitions) {
    EffectiveRoutes routes = new EffectiveRoutes();
    for (DeployedApi api : snapshot.apis()) {
      definitions.stream()
          .filter(definition -> definition.id().equals(api.id()))
          .forEach(definition -> routes.apis.add(new Api(api, definition)));
    }
    return routes;
  }

  /** Prints a table for each API. */
  public void print(PrintStream out) {
    for (Api api : apis) {
      Columns table = new Columns();
      table.row("ROUTE", "INTEGRATION", "TARGET", "AUTHORIZER", "SCOPES", "ENFORCED", "SOURCE");
      for (Row row : rows(api)) {
        RouteDefinition route = row.definition();
        table.row(
            row.deployed().key(),
            row.deployed().integration(),
            orDash(row.target()),
            authorizer(row.deployed().authorizer()),
            orDash(String.join(" ", scopes(route))),
            orDash(String.join(", ", row.deployed().enforced())),
            route.at().file() + ":" + route.at().line());
      }
      out.printf(
          "%s API \"%s\"  id %s  stage %s%n",
          api.deployed().type(),
          Columns.printable(api.deployed().name()),
          api.deployed().id(),
          api.deployed().stage().name());
      out.print(table.text());
    }
    out.flush();
  }

  /** The same as a JSON document. */
  public String document() {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeArrayPropertyStart("apis");
      apis.forEach(api -> write(json, api));
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, Api api) {
    json.writeStartObject();
    SnapshotJson.names(json, api.deployed());
    json.writeArrayPropertyStart("routes");
    rows(api).forEach(row -> write(json, row));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Row row) {
    RouteDefinition route = row.definition();
    json.writeStartObject();
    json.writeStringProperty("method", route.method());
    json.writeStringProperty("path", route.path());
    json.writeObjectPropertyStart("integration");
    json.writeStringProperty("type", row.deployed().integration());
    json.writeStringProperty("target", row.target());
    json.writeEndObject();
    write(json, row.deployed().authorizer(), scopes(route));
    NOT_ENFORCED.forEach(json::writeNullProperty);
    json.writeArrayPropertyStart("enforced");
    row.deployed().enforced().forEach(json::writeString);
    json.writeEndArray();
    source(json, route.at());
    json.writeEndObject();
  }

  private static void write(
      JsonGenerator json, @Nullable DeployedAuthorizer authorizer, List<String> scopes) {
    if (authorizer == null) {
      json.writeNullProperty("authorizer");
      return;
    }
    json.writeObjectPropertyStart("authorizer");
    SnapshotJson.declaration(json, authorizer);
    json.writeArrayPropertyStart("scopes");
    scopes.forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void source(JsonGenerator json, Location at) {
    json.writeObjectPropertyStart("source");
    json.writeStringProperty("file", at.file());
    json.writeNumberProperty("line", at.line());
    json.writeNumberProperty("column", at.column());
    json.writeEndObject();
  }

  private static List<Row> rows(Api api) {
    List<Row> rows = new ArrayList<>();
    List<RouteDefinition> written = api.definition().routes();
    List<DeployedRoute> deployed = api.deployed().routes();
    if (written.size() != deployed.size()) {
      throw new IllegalStateException("an API is served with other routes than it is written with");
    }
    for (int i = 0; i < written.size(); i++) {
      RouteDefinition route = written.get(i);
      rows.add(new Row(deployed.get(i), route, target(route, api.definition())));
    }
    return rows;
  }

  private static List<String> scopes(RouteDefinition route) {
    return switch (route.authorization()) {
      case AuthorizationDefinition.None _ -> List.of();
      case AuthorizationDefinition.Authorizer authorizer -> authorizer.scopes();
    };
  }

  private static String authorizer(@Nullable DeployedAuthorizer authorizer) {
    return authorizer == null ? "-" : authorizer.type() + " " + authorizer.name();
  }

  /** The function's ARN, or the address without its query, which may hold a key; null for none. */
  private static @Nullable String target(RouteDefinition route, ApiDefinition api) {
    return switch (route.integration()) {
      case IntegrationDefinition.HttpProxy proxy -> withoutQuery(proxy.uri().value());
      case IntegrationDefinition.Http http -> withoutQuery(http.uri().value());
      case IntegrationDefinition.LambdaProxy proxy -> function(proxy.function().value(), api);
      case IntegrationDefinition.Lambda lambda -> function(lambda.function().value(), api);
      case IntegrationDefinition.Mock _, IntegrationDefinition.Missing _ -> null;
    };
  }

  private static String withoutQuery(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query) + "?…";
  }

  private static String function(String uri, ApiDefinition api) {
    return FunctionUri.parse(uri, api.stageVariables()) instanceof FunctionUri.Function found
        ? found.arn()
        : uri;
  }

  private static String orDash(@Nullable String text) {
    return text == null || text.isEmpty() ? "-" : text;
  }
}
