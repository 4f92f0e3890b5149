package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What may be wrong with an authorizer of a REST API, in SAM's words and order. */
final class RestAuthorizerCheck {

  // The last two say nothing about a REST API's authorizer; SAM takes them and so do we.
  private static final Set<String> KEYS =
      Set.of(
          "UserPoolArn",
          "FunctionArn",
          "FunctionPayloadType",
          "FunctionInvokeRole",
          "Identity",
          "AuthorizationScopes",
          "DisableFunctionDefaultPermissions",
          "EnableSimpleResponses",
          "AuthorizerPayloadFormatVersion");
  private static final List<String> SOURCES =
      List.of("Headers", "QueryStrings", "StageVariables", "Context");
  private static final Set<String> IDENTITY =
      Set.of(
          "Headers",
          "QueryStrings",
          "StageVariables",
          "Context",
          "Header",
          "ValidationExpression",
          "ReauthorizeEvery");

  /** A mistake and where it stands. */
  record Wrong(Location at, String message) {}

  private RestAuthorizerCheck() {}

  /** The first mistake in the authorizer called {@code name}. */
  static Optional<Wrong> of(String name, Node node, Location at) {
    if (!(node instanceof Mapping written) || Snippets.isFunction(node)) {
      return shape(at, "Auth.Authorizers." + name, "map");
    }
    return Stream.<Supplier<Optional<Wrong>>>of(
            () -> unknown(written, KEYS, "Authorizer " + name),
            () -> payloadType(name, written),
            () -> types(name, written),
            () -> identity(name, written))
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * A key that is none.
   *
   * <p>INVARIANT: what SAM would pass over is refused, so that a mistyped key opens nothing.
   */
  static Optional<Wrong> unknown(Mapping written, Set<String> known, String of) {
    return written.entries().keySet().stream()
        .filter(key -> !known.contains(key))
        .findFirst()
        .map(key -> new Wrong(written.keyAt(key), "Invalid property '" + key + "' of " + of + "."));
  }

  private static Optional<Wrong> payloadType(String name, Mapping written) {
    Node type = written.entries().get("FunctionPayloadType");
    if (type == null || Snippets.isAbsent(type)) {
      return Optional.empty();
    }
    String text = Snippets.written(type);
    Location at = written.keyAt("FunctionPayloadType");
    if (text == null || !(text.equals("TOKEN") || text.equals("REQUEST"))) {
      String shown = text == null ? Snippets.shown(type) : text;
      return wrong(at, name + " Authorizer has invalid 'FunctionPayloadType': " + shown + ".");
    }
    Node identity = written.entries().get("Identity");
    if ("TOKEN".equals(text) || Snippets.isAbsent(identity) || isMap(identity)) {
      boolean sourceless = "REQUEST".equals(text) && isSourceless(identity);
      return sourceless
          ? wrong(
              at,
              name
                  + " Authorizer must specify Identity with at least one of Headers, QueryStrings,"
                  + " StageVariables, or Context.")
          : Optional.empty();
    }
    return shape(written.keyAt("Identity"), "Authorizer." + name + ".Identity", "map");
  }

  private static boolean isSourceless(@Nullable Node identity) {
    if (!(identity instanceof Mapping map)) {
      return true;
    }
    boolean none = SOURCES.stream().map(map.entries()::get).noneMatch(RestAuthorizerCheck::isGiven);
    boolean uncached =
        map.entries().get("ReauthorizeEvery") instanceof Scalar ttl && ttl.text().equals("0");
    return none && !uncached;
  }

  private static boolean isGiven(@Nullable Node node) {
    return !Snippets.isAbsent(node) && !(node instanceof Sequence s && s.items().isEmpty());
  }

  private static Optional<Wrong> types(String name, Mapping written) {
    Node scopes = written.entries().get("AuthorizationScopes");
    if (!Snippets.isAbsent(scopes) && !(scopes instanceof Sequence)) {
      return shape(
          written.keyAt("AuthorizationScopes"),
          "Authorizers." + name + ".AuthorizationScopes",
          "list");
    }
    Node disabled = written.entries().get("DisableFunctionDefaultPermissions");
    boolean truth = disabled instanceof Scalar s && s.kind() == Kind.BOOLEAN;
    return Snippets.isAbsent(disabled) || truth
        ? Optional.empty()
        : shape(
            written.keyAt("DisableFunctionDefaultPermissions"),
            "Authorizers." + name + ".DisableFunctionDefaultPermissions",
            "boolean");
  }

  private static Optional<Wrong> identity(String name, Mapping written) {
    Node identity = written.entries().get("Identity");
    if (Snippets.isAbsent(identity)) {
      return Optional.empty();
    }
    if (!isMap(identity)) {
      return wrong(
          written.keyAt("Identity"),
          "Auth.Authorizers.<Authorizer>.Identity must be a dict (LambdaTokenAuthorizationIdentity,"
              + " LambdaRequestAuthorizationIdentity or CognitoAuthorizationIdentity).");
    }
    Mapping map = Snippets.mapping(written, "Identity");
    Optional<Wrong> unknown = unknown(map, IDENTITY, "Authorizer " + name + ".Identity");
    return unknown.isPresent()
        ? unknown
        : SOURCES.stream().flatMap(key -> source(name, map, key).stream()).findFirst();
  }

  private static Optional<Wrong> source(String name, Mapping identity, String key) {
    Node names = identity.entries().get(key);
    if (Snippets.isAbsent(names)) {
      return Optional.empty();
    }
    String path = "Auth.Authorizers." + name + ".Identity." + key;
    if (!(names instanceof Sequence list)) {
      return shape(identity.keyAt(key), path, "list");
    }
    for (int i = 0; i < list.items().size(); i++) {
      if (Snippets.written(list.items().get(i)) == null) {
        return shape(list.items().get(i).at(), path + "[" + i + "]", "string");
      }
    }
    return Optional.empty();
  }

  private static boolean isMap(@Nullable Node node) {
    return node instanceof Mapping && !Snippets.isFunction(node);
  }

  private static Optional<Wrong> shape(Location at, String path, String expected) {
    return wrong(at, "Property '" + path + "' should be a " + expected + ".");
  }

  private static Optional<Wrong> wrong(Location at, String message) {
    return Optional.of(new Wrong(at, message));
  }
}
