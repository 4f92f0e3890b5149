package io.sallyport.app.report;

import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.DeployedAuthorizer;
import io.sallyport.core.snapshot.DeployedRoute;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** What is in force, as {@code GET /snapshot} shows it. */
public final class SnapshotJson {

  private SnapshotJson() {}

  public static String document(GatewaySnapshot snapshot) {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeNumberProperty("snapshot", snapshot.number());
      json.writeArrayPropertyStart("apis");
      snapshot.apis().forEach(api -> write(json, api));
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, DeployedApi api) {
    json.writeStartObject();
    names(json, api);
    json.writeArrayPropertyStart("routes");
    api.routes().forEach(route -> write(json, route));
    json.writeEndArray();
    json.writeEndObject();
  }

  /** What an API is called and answers to. */
  static void names(JsonGenerator json, DeployedApi api) {
    json.writeStringProperty("id", api.id());
    json.writeStringProperty("name", api.name());
    json.writeStringProperty("type", api.type().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("stage", api.stage().name());
    json.writeArrayPropertyStart("hosts");
    api.hosts().forEach(json::writeString);
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, DeployedRoute route) {
    json.writeStartObject();
    json.writeStringProperty("key", route.key());
    json.writeStringProperty("integration", route.integration());
    DeployedAuthorizer authorizer = route.authorizer();
    if (authorizer != null) {
      json.writeObjectPropertyStart("authorizer");
      declaration(json, authorizer);
      json.writeEndObject();
    }
    json.writeArrayPropertyStart("enforced");
    route.enforced().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  /** What an authorizer is, how long its results are kept and where it stands. */
  static void declaration(JsonGenerator json, DeployedAuthorizer authorizer) {
    json.writeStringProperty("name", authorizer.name());
    json.writeStringProperty("type", authorizer.type());
    Duration ttl = authorizer.ttl();
    if (ttl != null) {
      json.writeNumberProperty("ttlSeconds", ttl.toSeconds());
    }
    json.writeStringProperty("declaredAt", authorizer.declaredAt());
  }
}
