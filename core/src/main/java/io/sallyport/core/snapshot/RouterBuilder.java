package io.sallyport.core.snapshot;

import io.sallyport.core.language.PathPattern;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects routes into a {@link Router}. */
public final class RouterBuilder {

  /** The method of a route for every method no other route names. */
  public static final String ANY = "ANY";

  private final ApiType type;
  private final Level root = new Level();
  private @Nullable Route catchAll;
  private Router.MethodFallback fallback = Router.METHOD_FALLBACK;
  private Router.Corner corner = Router.CORNER;

  RouterBuilder(ApiType type) {
    this.type = type;
  }

  /** Adds the route of {@code method} and {@code pattern}. */
  public RouterBuilder add(String method, PathPattern pattern, Route route) {
    Level level = root;
    for (PathPattern.Segment segment : pattern.segments()) {
      switch (segment) {
        case PathPattern.Literal(String text) ->
            level = level.literals.computeIfAbsent(text, key -> new Level());
        case PathPattern.Variable variable -> level = level.variable();
        case PathPattern.Greedy greedy -> {
          level.greedy.add(method, route);
          return this;
        }
      }
    }
    level.here.add(method, route);
    return this;
  }

  /** Sets the {@code $default} route of an HTTP API. */
  public RouterBuilder catchAll(Route route) {
    this.catchAll = route;
    return this;
  }

  /** Sets what happens where a REST resource lacks the method. */
  public RouterBuilder methodFallback(Router.MethodFallback value) {
    this.fallback = value;
    return this;
  }

  /** Sets which HTTP API route wins in the corner AWS does not document. */
  public RouterBuilder corner(Router.Corner value) {
    this.corner = value;
    return this;
  }

  public Router build() {
    return new Router(type, root.freeze(), catchAll, fallback, corner);
  }

  private static final class Level {
    private final Map<String, Level> literals = new LinkedHashMap<>();
    private final MethodList here = new MethodList();
    private final MethodList greedy = new MethodList();
    private @Nullable Level variable;

    Level variable() {
      Level known = variable;
      if (known == null) {
        known = new Level();
        variable = known;
      }
      return known;
    }

    Node freeze() {
      Map<String, Node> frozen = new LinkedHashMap<>();
      literals.forEach((name, level) -> frozen.put(name, level.freeze()));
      return new Node(
          frozen, variable == null ? null : variable.freeze(), here.freeze(), greedy.freeze());
    }
  }

  private static final class MethodList {
    private final List<String> names = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private @Nullable Route any;

    void add(String method, Route route) {
      if (method.equals(ANY)) {
        any = route;
      } else {
        names.add(method);
        routes.add(route);
      }
    }

    Node.Methods freeze() {
      return names.isEmpty() && any == null
          ? Node.Methods.NONE
          : new Node.Methods(names, routes, any);
    }
  }
}
