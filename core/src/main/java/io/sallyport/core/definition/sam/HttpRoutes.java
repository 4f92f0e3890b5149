package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the events of an HTTP API, and who may call them, into the paths of its document. */
final class HttpRoutes {

  static final String DEFAULT = "$default";
  static final String ANY = "x-amazon-apigateway-any-method";

  private static final String INTEGRATION = "x-amazon-apigateway-integration";
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}+]+)\\+?}");
  private static final List<String> NO_METHODS =
      List.of("parameters", "summary", "description", "servers", "$ref");

  private static final Set<String> AUTH = Set.of("Authorizer", "AuthorizationScopes", "InvokeRole");

  private final HttpAuth auth;
  private final SamProblems problems;

  HttpRoutes(HttpAuth auth, SamProblems problems) {
    this.auth = auth;
    this.problems = problems;
  }

  /** The path of an event; the default route where it has neither a path nor a method. */
  static String path(Mapping event) {
    String path = Snippets.written(event.entries().get("Path"));
    return path == null ? DEFAULT : path;
  }

  /** The method of an event, as OpenAPI has it. */
  static String method(Mapping event) {
    String method = Snippets.written(event.entries().get("Method"));
    String lower = method == null ? "any" : method.toLowerCase(Locale.ROOT);
    return lower.equals("any") ? ANY : lower;
  }

  /** The paths with the routes of the events; empty where a written method is none. */
  Optional<Mapping> write(Mapping written, List<ApiEvent> events) {
    MappingBuilder paths = MappingBuilder.of(written);
    for (ApiEvent event : events) {
      add(paths, event);
    }
    return withDefault(conditional(paths.build(), written, events));
  }

  private void add(MappingBuilder paths, ApiEvent event) {
    String path = path(event.properties());
    String method = method(event.properties());
    Node existing = paths.get(path);
    MappingBuilder item =
        existing instanceof Mapping m ? MappingBuilder.of(m) : new MappingBuilder(event.at());
    Node before = item.get(method);
    if (before instanceof Mapping operation && hasIntegration(operation)) {
      problem(
          event, "API method \"" + method + "\" defined multiple times for path \"" + path + "\".");
      return;
    }
    Optional<Node> security = security(event, path, method);
    if (security.isEmpty()) {
      return;
    }
    MappingBuilder operation =
        before instanceof Mapping m ? MappingBuilder.of(m) : new MappingBuilder(event.at());
    fill(operation, event, path);
    if (security.get() instanceof Sequence required && !required.items().isEmpty()) {
      operation.put("security", required);
    }
    item.put(method, Snippets.onlyIf(event.condition(), operation.build()), event.at());
    paths.put(path, item.build());
  }

  private static void fill(MappingBuilder operation, ApiEvent event, String path) {
    Location at = event.at();
    Mapping properties = event.properties();
    Node uri = Snippets.sub(FunctionTarget.uri(event.owner(), event.ownerProperties()), at);
    MappingBuilder integration =
        new MappingBuilder(at)
            .put("type", "aws_proxy", at)
            .put("httpMethod", "POST", at)
            .put("uri", Snippets.onlyIf(event.condition(), uri));
    Node version = properties.entries().get("PayloadFormatVersion");
    integration.put("payloadFormatVersion", version == null ? Snippets.text("2.0", at) : version);
    Node timeout = properties.entries().get("TimeoutInMillis");
    if (timeout != null) {
      integration.put("timeoutInMillis", timeout, properties.keyAt("TimeoutInMillis"));
    }
    operation.put(INTEGRATION, integration.build());
    if (!operation.has("responses")) {
      operation.put("responses", Snippets.empty(at));
    }
    if (path.equals(DEFAULT)) {
      operation.put("isDefaultRoute", Snippets.truth(true, at));
    }
    List<Node> variables = variables(path, at);
    if (!variables.isEmpty() && !operation.has("parameters")) {
      operation.put("parameters", new Sequence(variables, at));
    }
  }

  private static List<Node> variables(String path, Location at) {
    List<Node> variables = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(path);
    while (matcher.find()) {
      variables.add(
          new MappingBuilder(at)
              .put("name", matcher.group(1), at)
              .put("in", "path", at)
              .put("required", Snippets.truth(true, at))
              .build());
    }
    return variables;
  }

  /** What the event requires: an empty sequence where it says nothing; empty where it is wrong. */
  private Optional<Node> security(ApiEvent event, String path, String method) {
    Node written = event.properties().entries().get("Auth");
    Location at = event.properties().keyAt("Auth");
    Sequence nothing = new Sequence(List.of(), at);
    if (written instanceof Mapping m && m.entries().isEmpty()) {
      return Optional.of(nothing);
    }
    if (written == null) {
      return Optional.of(nothing);
    }
    if (!(written instanceof Mapping asked) || Snippets.isFunction(written)) {
      problem(event, at, "Property 'Auth' should be a map.");
      return Optional.empty();
    }
    if (!AUTH.containsAll(asked.entries().keySet())) {
      problem(event, at, "Invalid value for 'Auth' property");
      return Optional.empty();
    }
    Scalar byDefault = auth.byDefault();
    Node named = asked.entries().get("Authorizer");
    if (Snippets.isAbsent(named) && byDefault == null) {
      problem(
          event,
          at,
          "'Auth' section requires either an explicit 'Authorizer' set or a 'DefaultAuthorizer'"
              + " configured on the HttpApi.");
      return Optional.empty();
    }
    Node authorizer = named == null || Snippets.isAbsent(named) ? byDefault : named;
    if (authorizer == null) {
      return Optional.empty();
    }
    Node scopes = asked.entries().get("AuthorizationScopes");
    Optional<String> refusal = refusal(authorizer, scopes, path, method);
    if (refusal.isPresent()) {
      problem(event, asked.keyAt("Authorizer"), refusal.get());
      return Optional.empty();
    }
    return Optional.of(
        auth.requirement(((Scalar) authorizer).text(), scopes, asked.keyAt("Authorizer")));
  }

  /** Why an authorizer cannot be set, in SAM's words. */
  private Optional<String> refusal(
      Node authorizer, @Nullable Node scopes, String path, String method) {
    String place = "on API method [" + method + "] for path [" + path + "]";
    String name = Snippets.written(authorizer);
    if (name == null) {
      return Optional.of(
          "Unable to set Authorizer ["
              + Snippets.shown(authorizer)
              + "] "
              + place
              + ". The method authorizer must be a string with a corresponding dict entry in the"
              + " api authorizer.");
    }
    if (name.equals(HttpAuth.NONE)) {
      return auth.byDefault() != null
          ? Optional.empty()
          : Optional.of(
              "Unable to set Authorizer "
                  + place
                  + " because 'NONE' is only a valid value when a DefaultAuthorizer on the API is"
                  + " specified.");
    }
    if (!auth.authorizers().containsKey(name)) {
      String why =
          auth.authorizers().isEmpty()
              ? "the related API does not define any Authorizers."
              : "it wasn't defined in the API's Authorizers.";
      return Optional.of("Unable to set Authorizer [" + name + "] " + place + " because " + why);
    }
    if (scopes != null && !(scopes instanceof Sequence)) {
      return Optional.of(
          "Unable to set Authorizer "
              + place
              + " because 'AuthorizationScopes' must be a list of strings.");
    }
    return Optional.empty();
  }

  /** A path whose routes all depend on one condition exists only where it holds. */
  private static Mapping conditional(Mapping paths, Mapping written, List<ApiEvent> events) {
    Map<String, List<Optional<Node>>> conditions = new HashMap<>();
    for (ApiEvent event : events) {
      conditions
          .computeIfAbsent(path(event.properties()), _ -> new ArrayList<>())
          .add(Optional.ofNullable(event.condition()));
    }
    MappingBuilder result = MappingBuilder.of(paths);
    conditions.forEach((path, all) -> {
      Optional<Node> first = all.getFirst();
      Node item = result.get(path);
      if (item != null
          && first.isPresent()
          && !written.entries().containsKey(path)
          && all.stream()
              .allMatch(c -> c.map(HttpRoutes::name).equals(first.map(HttpRoutes::name)))) {
        result.put(path, Snippets.onlyIf(first.get(), item), paths.keyAt(path));
      }
    });
    return result.build();
  }

  private static String name(Node condition) {
    return Snippets.shown(condition);
  }

  /**
   * Requires the default authorizer of every operation that requires nothing else.
   *
   * <p>INVARIANT: only an event's {@code NONE} leaves an operation open where there is a default.
   */
  private Optional<Mapping> withDefault(Mapping paths) {
    Scalar byDefault = auth.byDefault();
    MappingBuilder result = new MappingBuilder(paths.at());
    for (Map.Entry<String, Node> path : paths.entries().entrySet()) {
      Location at = paths.keyAt(path.getKey());
      Optional<Node> item = item(path.getKey(), path.getValue(), byDefault);
      if (item.isEmpty()) {
        return Optional.empty();
      }
      result.put(path.getKey(), item.get(), at);
    }
    return Optional.of(result.build());
  }

  private Optional<Node> item(String path, Node node, @Nullable Scalar byDefault) {
    return Branches.each(node, problems, item -> methods(path, item, byDefault));
  }

  private Optional<Node> methods(String path, Mapping item, @Nullable Scalar byDefault) {
    MappingBuilder result = new MappingBuilder(item.at());
    for (Map.Entry<String, Node> entry : item.entries().entrySet()) {
      String method = entry.getKey();
      boolean isGuarded = byDefault != null && !NO_METHODS.contains(method);
      if (isGuarded && !(entry.getValue() instanceof Mapping)) {
        problems.structure(
            item.keyAt(method),
            "Definition of method '" + method + "' for path '" + path + "' should be a map.");
        return Optional.empty();
      }
      Optional<Node> operation =
          isGuarded && byDefault != null
              ? Branches.each(
                  entry.getValue(), problems, found -> Optional.of(guarded(found, byDefault)))
              : Optional.of(entry.getValue());
      if (operation.isEmpty()) {
        return Optional.empty();
      }
      result.put(method, operation.get(), item.keyAt(method));
    }
    return Optional.of(result.build());
  }

  private Mapping guarded(Mapping operation, Scalar byDefault) {
    Node security = operation.entries().get("security");
    boolean open =
        Snippets.isAbsent(security) || (security instanceof Sequence s && s.items().isEmpty());
    return open
        ? MappingBuilder.of(operation)
            .put("security", auth.requirement(byDefault.text(), null, byDefault.at()))
            .build()
        : operation;
  }

  private static boolean hasIntegration(Mapping operation) {
    return Snippets.isFunction(operation) || operation.entries().containsKey(INTEGRATION);
  }

  private void problem(ApiEvent event, String message) {
    problem(event, event.at(), message);
  }

  private void problem(ApiEvent event, Location at, String message) {
    problems.event(event.owner(), event.event(), at, message);
  }
}
