package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code Auth} of a REST API says. See "ApiAuth" in the SAM developer guide. */
final class RestAuth {

  static final String NONE = "NONE";
  static final String IAM = "AWS_IAM";
  static final String API_KEY = "api_key";

  private static final Set<String> KEYS =
      Set.of(
          "Authorizers",
          "DefaultAuthorizer",
          "InvokeRole",
          "AddDefaultAuthorizerToCorsPreflight",
          "AddApiKeyRequiredToCorsPreflight",
          "ApiKeyRequired",
          "ResourcePolicy",
          "UsagePlan");
  private static final List<String> TRUTHS =
      List.of(
          "AddDefaultAuthorizerToCorsPreflight",
          "AddApiKeyRequiredToCorsPreflight",
          "ApiKeyRequired");

  private final String id;
  private final Mapping properties;
  private final Mapping auth;
  private final Location at;
  private final SamProblems problems;
  private final Map<String, RestAuthorizer> authorizers = new LinkedHashMap<>();
  private final Optional<RestUsagePlan> plan;

  private RestAuth(String id, Mapping properties, Location at, SamProblems problems) {
    this.id = id;
    this.properties = properties;
    this.auth = Snippets.mapping(properties, "Auth");
    this.at = at;
    this.problems = problems;
    this.plan = check() && readAuthorizers() ? readPlan() : Optional.empty();
  }

  /** Reads {@code Auth} of an API's properties; what is wrong with it is a problem. */
  static RestAuth of(String apiId, Mapping apiProperties, Location at, SamProblems problems) {
    return new RestAuth(apiId, apiProperties, at, problems);
  }

  /** The security definitions; those of API keys and IAM stand for whichever method needs them. */
  Mapping schemes() {
    MappingBuilder schemes = new MappingBuilder(at);
    authorizers.forEach((name, authorizer) -> schemes.put(name, authorizer.scheme()));
    if (!schemes.has(IAM)) {
      schemes.put(IAM, RestAuthorizer.iam(at));
    }
    if (!schemes.has(API_KEY)) {
      Mapping key =
          new MappingBuilder(at)
              .put("type", "apiKey", at)
              .put("name", "x-api-key", at)
              .put("in", "header", at)
              .build();
      schemes.put(API_KEY, key);
    }
    return schemes.build();
  }

  /** What the operation of an event requires; null for nothing. */
  @Nullable Node security(ApiEvent event, String method, String path) {
    Mapping asked = Snippets.mapping(event.properties(), "Auth");
    if (!new RestEventAuth(event, auth, problems).check(asked, method, path)) {
      return null;
    }
    List<Node> required = new ArrayList<>();
    Node named = asked.entries().get("Authorizer");
    String name = Snippets.written(named);
    if (name == null || named == null) {
      addDefault(method, required);
    } else {
      required.add(requirement(name, asked.entries().get("AuthorizationScopes"), named.at()));
    }
    Node key = asked.entries().get("ApiKeyRequired");
    if (Snippets.isAbsent(key) ? keyByDefault(method) : !isFalse(key)) {
      required.add(requirement(API_KEY, null, event.at()));
    }
    return required.isEmpty() ? null : new Sequence(required, event.at());
  }

  /** What a written operation requires with what the API requires of all; null for nothing. */
  @Nullable Node securityOfWritten(Mapping operation, String method, String path) {
    Node written = operation.entries().get("security");
    boolean withDefault = !Snippets.isAbsent(auth.entries().get("DefaultAuthorizer"));
    if (!withDefault && !keyByDefault(method)) {
      return written;
    }
    List<Node> required = new ArrayList<>();
    if (written != null) {
      if (!(written instanceof Sequence list)) {
        problems.structure(
            operation.keyAt("security"),
            "Type of security for path " + path + " method " + method + " must be a list");
        return null;
      }
      for (Node item : list.items()) {
        if (!(item instanceof Mapping)) {
          problems.structure(
              item.at(),
              (Snippets.written(item) == null ? Snippets.shown(item) : Snippets.written(item))
                  + " in Security for path "
                  + path
                  + " method "
                  + method
                  + " is not a valid dictionary.");
          return null;
        }
        required.add(item);
      }
    }
    boolean open = required.stream().anyMatch(item -> has(item, NONE));
    if (!open && required.stream().noneMatch(this::isAuthorizer)) {
      addDefault(method, required);
    }
    if (keyByDefault(method)) {
      boolean without = required.removeIf(item -> has(item, "api_key_false"));
      if (!without && required.stream().noneMatch(item -> has(item, API_KEY))) {
        required.add(requirement(API_KEY, null, auth.keyAt("ApiKeyRequired")));
      }
    }
    return required.isEmpty() ? null : new Sequence(required, operation.at());
  }

  /** The role that an event's integration is called with; null for the function's permission. */
  @Nullable Node credentials(ApiEvent event) {
    Mapping asked = Snippets.mapping(event.properties(), "Auth");
    boolean signed =
        IAM.equals(Snippets.written(asked.entries().get("Authorizer")))
            || (IAM.equals(Snippets.written(auth.entries().get("DefaultAuthorizer")))
                && asked.entries().isEmpty());
    if (!signed) {
      return null;
    }
    Mapping source = asked.entries().containsKey("InvokeRole") ? asked : auth;
    Node role = source.entries().get("InvokeRole");
    if (role == null || "CALLER_CREDENTIALS".equals(Snippets.written(role))) {
      return Snippets.sub("arn:${AWS::Partition}:iam::*:user/*", event.at());
    }
    return Snippets.isAbsent(role) || NONE.equals(Snippets.written(role)) ? null : role;
  }

  /** The resource policy that the API and its events ask for; null for none. */
  @Nullable Node policy(List<ApiEvent> events) {
    return new RestPolicy(properties, problems).write(events);
  }

  /** Writes the usage plan and its key; {@code stage} is the stage's name or a reference to it. */
  void usagePlan(String apiId, Node stage, Output out) {
    plan.ifPresent(read -> read.write(apiId, stage, out));
  }

  /** Writes the permissions to invoke the authorizers' functions, where the API exists. */
  void permissions(Output out) {
    Mapping api = out.resources().entries().get(id) instanceof Mapping found ? found : null;
    authorizers.forEach((name, authorizer) -> {
      Node function = authorizer.function();
      if (function != null) {
        Location place = function.at();
        Node source =
            Snippets.sub(
                "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}"
                    + ":${__ApiId__}/authorizers/*",
                Snippets.entry("__ApiId__", Snippets.ref(id, place), place),
                place);
        out.add(
            id + name + "AuthorizerPermission",
            "AWS::Lambda::Permission",
            Permissions.ofApi(function, source, place),
            api,
            place);
      }
    });
  }

  private boolean check() {
    Node written = properties.entries().get("Auth");
    if (!Snippets.isAbsent(written)
        && (!(written instanceof Mapping) || Snippets.isFunction(auth))) {
      return wrong(properties.keyAt("Auth"), "Type of property 'Auth' is invalid.");
    }
    for (String key : auth.entries().keySet()) {
      if (!KEYS.contains(key)) {
        return wrong(auth.keyAt(key), "Invalid value for 'Auth' property");
      }
    }
    for (String key : TRUTHS) {
      Node truth = auth.entries().get(key);
      boolean fits = truth instanceof Scalar s && s.kind() == Kind.BOOLEAN;
      if (!Snippets.isAbsent(truth) && !fits && !Snippets.isFunction(truth)) {
        return wrong(auth.keyAt(key), "Property 'Auth." + key + "' should be a boolean.");
      }
    }
    return true;
  }

  private boolean readAuthorizers() {
    Node written = auth.entries().get("Authorizers");
    Mapping all = Snippets.mapping(auth, "Authorizers");
    if (!Snippets.isAbsent(written)
        && (!(written instanceof Mapping) || Snippets.isFunction(all))) {
      return wrong(auth.keyAt("Authorizers"), "Property 'Auth.Authorizers' should be a map.");
    }
    for (Map.Entry<String, Node> entry : all.entries().entrySet()) {
      String name = entry.getKey();
      Optional<RestAuthorizer> one =
          RestAuthorizer.read(id, name, entry.getValue(), all.keyAt(name), problems);
      if (one.isEmpty()) {
        return false;
      }
      authorizers.put(name, one.get());
    }
    Node byDefault = auth.entries().get("DefaultAuthorizer");
    if (Snippets.isAbsent(byDefault)) {
      return true;
    }
    String name = Snippets.written(byDefault);
    if (name == null) {
      return wrong(auth.keyAt("DefaultAuthorizer"), "DefaultAuthorizer is not a string.");
    }
    return name.equals(IAM)
        || authorizers.containsKey(name)
        || wrong(
            auth.keyAt("DefaultAuthorizer"),
            "Unable to set DefaultAuthorizer because '"
                + name
                + "' was not defined in 'Authorizers'.");
  }

  private Optional<RestUsagePlan> readPlan() {
    return RestUsagePlan.read(id, auth, problems);
  }

  private boolean wrong(Location place, String message) {
    problems.resource(id, place, message);
    return false;
  }

  private void addDefault(String method, List<Node> required) {
    Node named = auth.entries().get("DefaultAuthorizer");
    String name = Snippets.written(named);
    boolean preflight = method.toLowerCase(Locale.ROOT).equals("options");
    if (name != null
        && named != null
        && !(preflight && isFalse(auth.entries().get("AddDefaultAuthorizerToCorsPreflight")))) {
      required.add(requirement(name, null, named.at()));
    }
  }

  // INVARIANT: what is not known to be false asks for the key.
  private boolean keyByDefault(String method) {
    Node key = auth.entries().get("ApiKeyRequired");
    boolean preflight = method.toLowerCase(Locale.ROOT).equals("options");
    return !Snippets.isAbsent(key)
        && !isFalse(key)
        && !(preflight && isFalse(auth.entries().get("AddApiKeyRequiredToCorsPreflight")));
  }

  static boolean isFalse(@Nullable Node node) {
    return node instanceof Scalar s && s.kind() == Kind.BOOLEAN && !Snippets.isTrue(node);
  }

  private boolean isAuthorizer(Node item) {
    return has(item, IAM) || authorizers.keySet().stream().anyMatch(name -> has(item, name));
  }

  private static boolean has(Node item, String name) {
    return item instanceof Mapping mapping && mapping.entries().containsKey(name);
  }

  private Node requirement(String name, @Nullable Node scopes, Location place) {
    RestAuthorizer authorizer = authorizers.get(name);
    Node asked = scopes != null ? scopes : authorizer == null ? null : authorizer.scopes();
    Node list = asked == null || Snippets.isAbsent(asked) ? new Sequence(List.of(), place) : asked;
    return Snippets.entry(name, list, place);
  }
}
