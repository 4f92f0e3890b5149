package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The stage of an HTTP API. */
final class HttpStage {

  private static final String DEFAULT = "$default";
  private static final List<String> CARRIED =
      List.of("AccessLogSettings", "DefaultRouteSettings", "StageVariables");

  private HttpStage() {}

  /** Writes the stage; its logical id, or empty where something is wrong with it. */
  static Optional<String> generate(
      String id,
      Mapping resource,
      Mapping properties,
      List<ApiEvent> events,
      Output out,
      SamProblems problems) {
    Location at = resource.at();
    Optional<Mapping> routes = routeSettings(properties, events, problems);
    if (routes.isEmpty()) {
      return Optional.empty();
    }
    Node name = properties.entries().get("StageName");
    Node stageName = name == null ? Snippets.text(DEFAULT, at) : name;
    MappingBuilder stage =
        new MappingBuilder(properties.at())
            .put("ApiId", Snippets.ref(id, at))
            .put("StageName", stageName)
            .put("AutoDeploy", Snippets.truth(true, at));
    for (String key : CARRIED) {
      Node value = properties.entries().get(key);
      if (value != null) {
        stage.put(key, value, properties.keyAt(key));
      }
    }
    if (!routes.get().entries().isEmpty()) {
      stage.put("RouteSettings", routes.get());
    }
    if (!properties.entries().containsKey("DefinitionUri")) {
      stage.put("Tags", HttpDocument.all(properties, at));
    }
    String stageId = id + suffix(stageName);
    out.add(stageId, "AWS::ApiGatewayV2::Stage", stage.build(), resource, at);
    return Optional.of(stageId);
  }

  private static String suffix(Node stageName) {
    String text = Snippets.written(stageName);
    if (text == null) {
      return "Stage";
    }
    return text.equals(DEFAULT)
        ? "ApiGatewayDefaultStage"
        : text.replaceAll("[^A-Za-z0-9]", "") + "Stage";
  }

  /** The settings of the resource, those of the events in their place. */
  private static Optional<Mapping> routeSettings(
      Mapping properties, List<ApiEvent> events, SamProblems problems) {
    MappingBuilder all = MappingBuilder.of(Snippets.mapping(properties, "RouteSettings"));
    boolean fine = true;
    for (ApiEvent event : events) {
      Mapping written = event.properties();
      Node node = written.entries().get("RouteSettings");
      if (node == null) {
        continue;
      }
      if (!(node instanceof Mapping settings)) {
        problems.event(
            event.owner(),
            event.event(),
            written.keyAt("RouteSettings"),
            "Property 'RouteSettings' should be a map.");
        fine = false;
        continue;
      }
      String route = route(written);
      Mapping before = all.get(route) instanceof Mapping m ? m : Snippets.empty(settings.at());
      Mapping merged = MappingBuilder.of(before).putAll(settings).build();
      all.put(route, Snippets.onlyIf(event.condition(), merged));
    }
    return fine ? Optional.of(all.build()) : Optional.empty();
  }

  private static String route(Mapping event) {
    String path = HttpRoutes.path(event);
    if (path.equals(HttpRoutes.DEFAULT)) {
      return path;
    }
    String method = HttpRoutes.method(event);
    String name = method.equals(HttpRoutes.ANY) ? "ANY" : method.toUpperCase(Locale.ROOT);
    return name + " " + path;
  }
}
