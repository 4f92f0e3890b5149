package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.pipeline.ApiType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code paths} into routes. */
final class PathsReader {

  static final String ANY = "x-amazon-apigateway-any-method";
  private static final String DEFAULT_PATH = "/$default";

  private static final Map<String, String> METHODS =
      Map.of(
          "get", "GET", "put", "PUT", "post", "POST", "delete", "DELETE", "options", "OPTIONS",
          "head", "HEAD", "patch", "PATCH", ANY, "ANY");

  /** What may stand beside the reference of a path item without being lost. */
  private static final Set<String> BESIDE_REFERENCE = Set.of("$ref", "summary", "description");

  private final Reading reading;
  private final OperationReader operations;
  private final PathRules rules;

  PathsReader(Reading reading, SecurityReader security) {
    this.reading = reading;
    this.operations = new OperationReader(reading, security);
    this.rules = new PathRules(reading);
  }

  List<RouteDefinition> read() {
    List<RouteDefinition> routes = new ArrayList<>();
    if (!reading.root().entries().containsKey("paths")) {
      reading.error("missing-property", reading.root().at(), "the document has no `paths`");
    }
    String prefix = BasePaths.prefix(reading);
    reading
        .mapping(reading.root(), "paths")
        .ifPresent(paths ->
            paths
                .entries()
                .forEach((path, item) -> {
                  Location at = paths.keyAt(path);
                  if (!path.startsWith("x-")) {
                    read(prefix, path, item, at, routes);
                  }
                }));
    return routes;
  }

  private void read(
      String prefix, String path, Node node, Location at, List<RouteDefinition> routes) {
    Optional<Mapping> item = item(node);
    if (reading.type() == ApiType.HTTP && path.equals(DEFAULT_PATH)) {
      item.ifPresent(mapping -> readDefault(mapping, at, routes));
      return;
    }
    Optional<PathTemplate> template = rules.check(prefix, path, at);
    if (item.isEmpty()) {
      return;
    }
    List<RouteDefinition> found =
        operations(item.get(), template.map(PathTemplate::text).orElse(path));
    // The operations of a path that is wrong are read for their own problems.
    if (template.isPresent()) {
      routes.addAll(found);
    }
  }

  private List<RouteDefinition> operations(Mapping item, String path) {
    List<RouteDefinition> routes = new ArrayList<>();
    List<Mapping> inherited = operations.parameters(item);
    item.entries()
        .forEach((key, operation) -> {
          String method = METHODS.get(key);
          if (method != null) {
            Location at = item.keyAt(key);
            operations.read(method, path, operation, at, inherited).ifPresent(routes::add);
          } else if (key.equals("trace") && operation instanceof Mapping unreachable) {
            reading.properties().passOver(unreachable);
          }
        });
    return routes;
  }

  /** {@code /$default} with the ANY method is the catch-all route of an HTTP API. */
  private void readDefault(Mapping item, Location at, List<RouteDefinition> routes) {
    List<String> others =
        item.entries().keySet().stream()
            .filter(key -> METHODS.containsKey(key) && !key.equals(ANY))
            .map(key -> key.toUpperCase(Locale.ROOT))
            .toList();
    if (!others.isEmpty()) {
      reading.properties().passOver(item);
      reading.error(
          "invalid-path",
          at,
          "`/$default` takes every method, expected `" + ANY + "` and found `" + others + "`");
    }
    Node operation = item.entries().get(ANY);
    if (operation != null) {
      Location operationAt = item.keyAt(ANY);
      operations
          .read("$default", "$default", operation, operationAt, operations.parameters(item))
          .ifPresent(routes::add);
    }
  }

  private Optional<Mapping> item(Node node) {
    Optional<Mapping> written = reading.nodes().mapping(node);
    if (written.isEmpty()) {
      return written;
    }
    reading.properties().check(Place.PATH_ITEM, written.get());
    if (!(written.get().entries().get("$ref") instanceof Scalar)) {
      return written;
    }
    if (!BESIDE_REFERENCE.containsAll(written.get().entries().keySet())) {
      reading.properties().passOver(written.get());
      reading.error(
          "reference-with-siblings",
          node.at(),
          "a path item that is a reference has nothing beside `$ref`");
    }
    Optional<Mapping> target = reading.references().resolve(node).flatMap(reading.nodes()::mapping);
    target.ifPresent(mapping -> reading.properties().check(Place.PATH_ITEM, mapping));
    return target;
  }
}
