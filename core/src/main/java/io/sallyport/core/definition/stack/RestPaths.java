package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Puts the methods of a REST API under the paths their resources stand for. */
final class RestPaths {

  private static final List<String> METHODS =
      List.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH");

  private final RestScope scope;
  private final RestMethods methods;

  RestPaths(RestScope scope, RestMethods methods) {
    this.scope = scope;
    this.methods = methods;
  }

  void addTo(MappingBuilder paths) {
    for (Resource method : scope.members("Method")) {
      Mapping operation = methods.operation(method);
      Optional<String> path = path(method, "ResourceId");
      Optional<String> key = key(method);
      if (path.isPresent() && key.isPresent()) {
        add(paths, path.get(), key.get(), operation, method);
      }
    }
  }

  private void add(
      MappingBuilder paths, String path, String key, Mapping operation, Resource method) {
    MappingBuilder item =
        paths.get(path) instanceof Mapping written
            ? MappingBuilder.of(written)
            : new MappingBuilder(method.at());
    if (item.has(key) || item.has("$ref")) {
      scope.error(
          "duplicate-route",
          method,
          "HttpMethod",
          "`"
              + method.id()
              + "` is `"
              + method.text("HttpMethod").orElse("")
              + " "
              + path
              + "`, which the API has already");
      return;
    }
    item.put(key, operation, method.at());
    paths.put(path, item.build(), method.at());
  }

  private Optional<String> key(Resource method) {
    String name = method.text("HttpMethod").orElse("");
    if (name.equals("ANY")) {
      return Optional.of("x-amazon-apigateway-any-method");
    }
    if (METHODS.contains(name)) {
      return Optional.of(name.toLowerCase(Locale.ROOT));
    }
    scope.error(
        "method-not-supported",
        method,
        "HttpMethod",
        "`"
            + name
            + "` is no method of API Gateway, expected `ANY` or one of `"
            + String.join("`, `", METHODS)
            + "`");
    return Optional.empty();
  }

  /** The path from the root down to the resource that {@code property} names. */
  private Optional<String> path(Resource owner, String property) {
    Deque<String> parts = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    Resource at = owner;
    String name = property;
    while (true) {
      String id = at.text(name).orElse("");
      if (scope.isRoot(id)) {
        return Optional.of("/" + String.join("/", parts));
      }
      Optional<Resource> next = scope.member("Resource", id);
      if (next.isEmpty() || !seen.add(next.get().id())) {
        scope.error(
            "unknown-resource",
            at,
            name,
            "`" + id + "` does not lead up to the root of `" + scope.api().id() + "`");
        return Optional.empty();
      }
      at = next.get();
      name = "ParentId";
      parts.addFirst(part(at));
    }
  }

  private String part(Resource resource) {
    String part = resource.text("PathPart").orElse("");
    if (part.isEmpty() || part.contains("/")) {
      scope.error(
          "invalid-path",
          resource,
          "PathPart",
          "`" + part + "` is no part of a path, expected one segment without slashes");
    }
    return part;
  }
}
