package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.sam.ApiEvent.OwnerKind;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The paths of a REST API: what is written, the routes of the events, and what each requires.
 *
 * <p>INVARIANT: an operation requires what it was written with, or more.
 */
final class RestRoutes {

  static final String ANY = "x-amazon-apigateway-any-method";

  private static final String INTEGRATION = "x-amazon-apigateway-integration";
  private static final String SECURITY = "security";
  private static final Set<String> NO_METHODS =
      Set.of("parameters", "summary", "description", "servers", "$ref");

  private final RestAuth auth;
  private final RestRequest requests;
  private final boolean merges;
  private final SamProblems problems;

  /** The operations whose security an event has decided, each as its method and path. */
  private final Set<String> decided = new HashSet<>();

  private boolean fine = true;

  /**
   * @param merges whether an event may change a route that is written
   */
  RestRoutes(RestAuth auth, RestRequest requests, boolean merges, SamProblems problems) {
    this.auth = auth;
    this.requests = requests;
    this.merges = merges;
    this.problems = problems;
  }

  /** Whether a key of a path item is a method. */
  static boolean isMethod(String key) {
    return !NO_METHODS.contains(key)
        && !key.startsWith("Fn::")
        && (!key.startsWith("x-") || key.equals(ANY));
  }

  static String path(ApiEvent event) {
    String path = Snippets.written(event.properties().entries().get("Path"));
    return path == null ? "/" : path;
  }

  static String method(ApiEvent event) {
    String method = Snippets.written(event.properties().entries().get("Method"));
    String lower = method == null ? "" : method.toLowerCase(Locale.ROOT);
    return lower.equals("any") ? ANY : lower;
  }

  /** The paths with the routes of the events; empty where something is wrong with one. */
  Optional<Mapping> withEvents(Mapping written, List<ApiEvent> events) {
    MappingBuilder paths = MappingBuilder.of(written);
    for (ApiEvent event : events) {
      String path = path(event);
      Node before = paths.get(path);
      Node item = Snippets.isAbsent(before) || before == null ? Snippets.empty(event.at()) : before;
      Optional<Node> after = Branches.each(item, problems, found -> added(found, event));
      fine &= after.isPresent();
      after.ifPresent(found -> paths.put(path, found, event.at()));
    }
    return fine ? Optional.of(paths.build()) : Optional.empty();
  }

  /**
   * The paths as they are written, where the events have no routes of their own in them. An event
   * may say only that its authorization goes before what is written.
   */
  Optional<Mapping> withOverrides(Mapping written, List<ApiEvent> events) {
    MappingBuilder paths = MappingBuilder.of(written);
    for (ApiEvent event : events) {
      Mapping asked = Snippets.mapping(event.properties(), "Auth");
      if (!Snippets.isTrue(asked.entries().get("OverrideApiAuth"))) {
        tellIgnored(List.of(event), problems);
        continue;
      }
      Node item = paths.get(path(event));
      if (item != null) {
        Optional<Node> after = Branches.each(item, problems, found -> overridden(found, event));
        fine &= after.isPresent();
        after.ifPresent(found -> paths.put(path(event), found, item.at()));
      }
    }
    return fine ? Optional.of(paths.build()) : Optional.empty();
  }

  /** Tells what events ask of routes that are not theirs. */
  static void tellIgnored(List<ApiEvent> events, SamProblems problems) {
    for (ApiEvent event : events) {
      Mapping asked = Snippets.mapping(event.properties(), "Auth");
      for (String key : asked.entries().keySet()) {
        problems.ignored(event, asked.keyAt(key), "Auth." + key);
      }
    }
  }

  /** The paths with preflight methods and what the API requires of every operation. */
  Optional<Mapping> complete(Mapping paths, @Nullable RestCors cors) {
    MappingBuilder result = new MappingBuilder(paths.at());
    for (Map.Entry<String, Node> entry : paths.entries().entrySet()) {
      String path = entry.getKey();
      if (!(entry.getValue() instanceof Mapping)) {
        problems.structure(
            paths.keyAt(path),
            "Value of '" + path + "' path must be a dictionary according to Swagger spec.");
        return Optional.empty();
      }
      Optional<Node> item =
          Branches.each(
              entry.getValue(),
              problems,
              found -> secured(cors == null ? found : cors.with(found), path));
      if (item.isEmpty()) {
        return Optional.empty();
      }
      result.put(path, item.get(), paths.keyAt(path));
    }
    return Optional.of(result.build());
  }

  private Optional<Node> added(Mapping item, ApiEvent event) {
    String path = path(event);
    String method = method(event);
    Node before = item.entries().get(method);
    boolean hasRoute =
        before instanceof Mapping found
            && (Snippets.isFunction(found) || found.entries().containsKey(INTEGRATION));
    if (hasRoute && !merges) {
      problems.event(
          event.owner(),
          event.event(),
          event.at(),
          "API method \"" + method + "\" defined multiple times for path \"" + path + "\".");
      return Optional.empty();
    }
    Node start = before instanceof Mapping ? before : Snippets.empty(event.at());
    Optional<Node> operation =
        Branches.each(start, problems, found -> operation(found, event, method, path));
    decided.add(method + " " + path);
    return operation.map(found -> MappingBuilder.of(item).put(method, found, event.at()).build());
  }

  private Optional<Node> operation(Mapping before, ApiEvent event, String method, String path) {
    Location at = event.at();
    boolean isFunction = event.ownerKind() == OwnerKind.FUNCTION;
    Mapping integration = isFunction ? integration(event) : StateMachineResource.integration(event);
    MappingBuilder operation = MappingBuilder.of(before);
    operation.put(
        "responses", isFunction ? Snippets.empty(at) : StateMachineResource.responses(at));
    MappingBuilder whole = MappingBuilder.of(integration);
    if (!requests.describe(event, operation, whole, shown(method), path)) {
      return Optional.empty();
    }
    operation.put(INTEGRATION, whole.build());
    require(operation, both(before.entries().get(SECURITY), asked(event, method, path)));
    return Optional.of(operation.build());
  }

  private Mapping integration(ApiEvent event) {
    Location at = event.at();
    Node uri = Snippets.sub(FunctionTarget.uri(event.owner(), event.ownerProperties()), at);
    MappingBuilder integration =
        new MappingBuilder(at)
            .put("type", "aws_proxy", at)
            .put("httpMethod", "POST", at)
            .put("uri", Snippets.onlyIf(event.condition(), uri));
    Node credentials = auth.credentials(event);
    if (credentials != null) {
      integration.put("credentials", credentials);
    }
    carry(event, "TimeoutInMillis", "timeoutInMillis", integration);
    carry(event, "ResponseTransferMode", "responseTransferMode", integration);
    return integration.build();
  }

  private static void carry(ApiEvent event, String from, String to, MappingBuilder integration) {
    Node value = event.properties().entries().get(from);
    if (value != null) {
      integration.put(to, value, event.properties().keyAt(from));
    }
  }

  private Optional<Node> overridden(Mapping item, ApiEvent event) {
    String method = method(event);
    if (!(item.entries().get(method) instanceof Mapping operation)) {
      return Optional.of(item);
    }
    MappingBuilder secured = MappingBuilder.of(operation).remove(SECURITY);
    require(secured, asked(event, method, path(event)));
    decided.add(method + " " + path(event));
    return Optional.of(
        MappingBuilder.of(item).put(method, secured.build(), item.keyAt(method)).build());
  }

  private @Nullable Node asked(ApiEvent event, String method, String path) {
    return auth.security(event, shown(method), path);
  }

  private Optional<Node> secured(Mapping item, String path) {
    MappingBuilder result = MappingBuilder.of(item);
    for (Map.Entry<String, Node> entry : item.entries().entrySet()) {
      String method = entry.getKey();
      if (!isMethod(method) || decided.contains(method.toLowerCase(Locale.ROOT) + " " + path)) {
        continue;
      }
      Optional<Node> operation =
          Branches.each(entry.getValue(), problems, found -> required(found, shown(method), path));
      if (operation.isEmpty()) {
        return Optional.empty();
      }
      result.put(method, operation.get(), item.keyAt(method));
    }
    return Optional.of(result.build());
  }

  private Optional<Node> required(Mapping operation, String method, String path) {
    MappingBuilder result = MappingBuilder.of(operation).remove(SECURITY);
    require(result, auth.securityOfWritten(operation, method, path));
    return Optional.of(result.build());
  }

  private static void require(MappingBuilder operation, @Nullable Node security) {
    if (security != null) {
      operation.put(SECURITY, security);
    }
  }

  /** What is written and what is asked for; what is written as no list gives way to a list. */
  private static @Nullable Node both(@Nullable Node written, @Nullable Node asked) {
    if (!(asked instanceof Sequence more)) {
      return written;
    }
    if (!(written instanceof Sequence list)) {
      return asked;
    }
    List<Node> all = new ArrayList<>(list.items());
    for (Node item : more.items()) {
      if (all.stream().noneMatch(known -> Snippets.shown(known).equals(Snippets.shown(item)))) {
        all.add(item);
      }
    }
    return new Sequence(all, list.at());
  }

  /** A method the way SAM's messages name it. */
  private static String shown(String method) {
    return method.equals(ANY) ? "any" : method;
  }
}
