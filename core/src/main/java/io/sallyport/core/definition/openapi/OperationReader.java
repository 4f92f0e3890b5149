package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.pipeline.ApiType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads an operation into a route, and asks whether everything it demands is enforced. */
final class OperationReader {

  private final Reading reading;
  private final SecurityReader security;
  private final Optional<Validators> validators;
  private final IntegrationReader integrations;
  private final Map<String, Location> operationIds = new HashMap<>();

  OperationReader(Reading reading, SecurityReader security) {
    this.reading = reading;
    this.security = security;
    this.validators =
        reading.type() == ApiType.REST ? Optional.of(new Validators(reading)) : Optional.empty();
    this.integrations = new IntegrationReader(reading);
  }

  Optional<RouteDefinition> read(
      String method, String path, Node node, Location at, List<Mapping> inherited) {
    Optional<Mapping> mapping = reading.nodes().mapping(node);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Mapping operation = mapping.get();
    reading.properties().check(Place.OPERATION, operation);
    AuthorizationDefinition authorization = security.read(operation);
    List<Mapping> parameters = merged(inherited, parameters(operation));
    checkNames(parameters);
    validators.ifPresent(active -> active.check(operation, parameters, at));
    checkDefaultRoute(operation, path);
    return Optional.of(
        new RouteDefinition(
            method,
            path,
            operationId(operation),
            responses(operation),
            authorization,
            integrations.read(operation, at),
            at));
  }

  /** The parameters of a path item or an operation, with references followed. */
  List<Mapping> parameters(Mapping owner) {
    List<Mapping> parameters = new ArrayList<>();
    Reading.get(owner, "parameters")
        .flatMap(reading.nodes()::sequence)
        .ifPresent(all ->
            all.items()
                .forEach(item ->
                    reading
                        .references()
                        .resolve(item)
                        .flatMap(reading.nodes()::mapping)
                        .ifPresent(parameters::add)));
    return parameters;
  }

  /** An operation's parameter takes the place of the path item's of the same name and kind. */
  private List<Mapping> merged(List<Mapping> inherited, List<Mapping> own) {
    Map<String, Mapping> merged = new LinkedHashMap<>();
    inherited.forEach(parameter -> merged.put(kindAndName(parameter), parameter));
    Map<String, Mapping> seen = new HashMap<>();
    for (Mapping parameter : own) {
      String key = kindAndName(parameter);
      // AWS exports a body parameter for each media type, all of one name.
      boolean isBody = Reading.textOf(parameter, "in").equals("body");
      if (seen.putIfAbsent(key, parameter) != null && !isBody) {
        reading.error(
            "duplicate-parameter",
            parameter.at(),
            "the parameter `"
                + Reading.textOf(parameter, "name")
                + "` stands twice in the operation");
      }
      merged.put(key, parameter);
    }
    return List.copyOf(merged.values());
  }

  /** PutMethod of a REST API refuses a name that stands for two parameters. */
  private void checkNames(List<Mapping> parameters) {
    if (reading.type() == ApiType.HTTP) {
      return;
    }
    Map<String, String> kinds = new HashMap<>();
    for (Mapping parameter : parameters) {
      String kind = Reading.textOf(parameter, "in");
      String name = Reading.textOf(parameter, "name");
      boolean counts = kind.equals("query") || kind.equals("header") || kind.equals("path");
      String other = counts ? kinds.putIfAbsent(name, kind) : null;
      if (other != null && !other.equals(kind)) {
        reading.error(
            "duplicate-parameter",
            parameter.at(),
            "Parameter names must be unique across querystring, header and path: `"
                + name
                + "` stands in `"
                + other
                + "` and `"
                + kind
                + "`");
      }
    }
  }

  private void checkDefaultRoute(Mapping operation, String path) {
    Reading.get(operation, "isDefaultRoute")
        .ifPresent(node -> {
          boolean marked = reading.nodes().truth(node).orElse(false);
          if (marked && !path.equals("$default")) {
            reading.nodes().wrongValue(node, "expected it at `/$default` only");
          }
        });
  }

  private String operationId(Mapping operation) {
    Optional<String> id = reading.text(operation, "operationId");
    if (id.isPresent()) {
      Location at = operation.keyAt("operationId");
      Location other = operationIds.putIfAbsent(id.get(), at);
      if (other != null) {
        reading.error(
            "duplicate-operation-id",
            at,
            "the operation id `" + id.get() + "` stands twice, first at line " + other.line());
      }
    }
    return id.orElse("");
  }

  /** A method response has one status; {@code default} and ranges of OpenAPI name none. */
  private Set<String> responses(Mapping operation) {
    if (reading.type() == ApiType.HTTP) {
      return Set.of();
    }
    return reading
        .mapping(operation, "responses")
        .map(all ->
            all.entries().keySet().stream()
                .filter(Mappings::isStatus)
                .collect(Collectors.toUnmodifiableSet()))
        .orElse(Set.of());
  }

  private static String kindAndName(Mapping parameter) {
    return Reading.textOf(parameter, "in") + " " + Reading.textOf(parameter, "name");
  }
}
