package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.cloudformation.Stack;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The routes of an HTTP API as the paths of a document. */
final class HttpRoutes {

  private static final String DEFAULT = "$default";
  private static final String ANY = "x-amazon-apigateway-any-method";
  private static final String KEY = "RouteKey";
  private static final String TARGET = "Target";
  private static final String TARGETS = "integrations/";

  private static final Pattern ROUTE_KEY =
      Pattern.compile("(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) +(/.*)");

  private final Resource api;
  private final Stack stack;
  private final HttpAuthorizers authorizers;
  private final Problems problems;
  private final List<Resource> integrations;
  private final Map<String, MappingBuilder> items = new LinkedHashMap<>();

  HttpRoutes(Resource api, Stack stack, HttpAuthorizers authorizers, Problems problems) {
    this.api = api;
    this.stack = stack;
    this.authorizers = authorizers;
    this.problems = problems;
    this.integrations = HttpApis.of(api, HttpApis.INTEGRATION, stack);
  }

  /** The paths: those of {@code described}, of the routes and of a quickly created API. */
  Mapping write(@Nullable Node described) {
    MappingBuilder paths =
        described instanceof Mapping known
            ? MappingBuilder.of(known)
            : new MappingBuilder(api.at());
    if (described instanceof Mapping known) {
      known
          .entries()
          .forEach((path, item) -> {
            if (item instanceof Mapping operations) {
              items.put(path, MappingBuilder.of(operations));
            }
          });
    }
    HttpApis.of(api, HttpApis.ROUTE, stack).forEach(this::route);
    api.text(TARGET).ifPresent(this::quick);
    items.forEach((path, item) -> {
      Mapping built = item.build();
      paths.put(path, built, built.at());
    });
    return paths.build();
  }

  private void route(Resource route) {
    String key = route.text(KEY).orElse("");
    Location at = route.at(KEY);
    MappingBuilder operation =
        new MappingBuilder(at).put("security", authorizers.requirements(route), route.at());
    integration(route)
        .ifPresent(one -> operation.put("x-amazon-apigateway-integration", one, one.at()));
    put(key, operation.build(), at);
  }

  /** An API with a target has one route, which asks nothing of its callers. */
  private void quick(String target) {
    Location at = api.at(TARGET);
    boolean isAddress = target.startsWith("http://") || target.startsWith("https://");
    MappingBuilder integration =
        new MappingBuilder(at)
            .put("type", isAddress ? "http_proxy" : "aws_proxy", at)
            .put("uri", target, at)
            .put("httpMethod", isAddress ? "ANY" : "POST", at)
            .put("payloadFormatVersion", isAddress ? "1.0" : "2.0", at);
    api.property("CredentialsArn")
        .ifPresent(role -> integration.put("credentials", role, api.at("CredentialsArn")));
    Mapping operation =
        new MappingBuilder(at)
            .put("security", new Sequence(List.of(), at), at)
            .put("x-amazon-apigateway-integration", integration.build(), at)
            .build();
    put(api.text(KEY).orElse(DEFAULT), operation, api.at(KEY));
  }

  private void put(String key, Mapping operation, Location at) {
    Matcher matcher = ROUTE_KEY.matcher(key);
    boolean isDefault = key.equals(DEFAULT);
    if (!isDefault && !matcher.matches()) {
      problems.error(
          "wrong-value",
          at,
          "`" + key + "` is no route key, expected a method and a path, or `$default`");
      return;
    }
    String path = isDefault ? "/$default" : matcher.group(2);
    boolean isAny = isDefault || matcher.group(1).equals("ANY");
    String method = isAny ? ANY : matcher.group(1).toLowerCase(Locale.ROOT);
    MappingBuilder item = items.computeIfAbsent(path, _ -> new MappingBuilder(at));
    if (item.has(method)) {
      problems.error("duplicate-route", at, "the route `" + key + "` stands twice");
      return;
    }
    item.put(method, operation, at);
  }

  private Optional<Mapping> integration(Resource route) {
    String target = route.text(TARGET).orElse("");
    if (target.isEmpty()) {
      return Optional.empty();
    }
    String id = target.startsWith(TARGETS) ? target.substring(TARGETS.length()) : "";
    Optional<Resource> found =
        integrations.stream()
            .filter(one -> stack.names().of(one, "").filter(id::equals).isPresent())
            .findFirst();
    if (found.isEmpty()) {
      problems.error(
          "dangling-reference",
          route.at(TARGET),
          "`"
              + target
              + "` is no integration of the API of `"
              + route.id()
              + "`, expected `integrations/{id}`");
    }
    return found.map(HttpIntegrations::write);
  }
}
