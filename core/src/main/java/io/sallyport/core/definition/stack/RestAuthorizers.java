package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.language.Suggestions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the authorizers of a REST API as security schemes, and what methods ask of their callers
 * as requirements. See the CloudFormation guide, "AWS::ApiGateway::Method".
 *
 * <p>INVARIANT: a method that names an authorizer, a kind of authorization or scopes comes out with
 * a requirement that says so, or is a problem.
 */
final class RestAuthorizers {

  private static final String KIND = "AuthorizationType";
  private static final String AUTHORIZER = "AuthorizerId";
  private static final String SCOPES = "AuthorizationScopes";
  private static final List<String> KINDS =
      List.of("NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS");
  private static final String COGNITO = "COGNITO_USER_POOLS";

  private static final String SIGNED = "sigv4";
  private static final String KEYS = "api_key";

  private static final Map<String, String> PROPERTIES = properties();

  private final RestScope scope;
  private final MappingBuilder schemes;
  private final Map<Resource, String> names = new LinkedHashMap<>();
  private final Set<String> added = new HashSet<>();

  RestAuthorizers(RestScope scope, MappingBuilder schemes) {
    this.scope = scope;
    this.schemes = schemes;
    scope.members("Authorizer").forEach(this::define);
  }

  MappingBuilder schemes() {
    return schemes;
  }

  /** The {@code security} of a method: always there, so that nothing is inherited. */
  Sequence security(Resource method) {
    MappingBuilder requirement = new MappingBuilder(method.at(KIND));
    String kind = kind(method);
    switch (kind) {
      case "AWS_IAM" -> {
        Location at = method.at(KIND);
        requirement.put(scheme(SIGNED, "Authorization", "awsSigv4", at), scopes(method), at);
      }
      case "CUSTOM", COGNITO ->
          authorizer(method, kind)
              .ifPresent(name ->
                  requirement.put(
                      name,
                      scopes(method),
                      method.properties().entries().containsKey(AUTHORIZER)
                          ? method.at(AUTHORIZER)
                          : method.at(KIND)));
      default -> refuseUnheeded(method, AUTHORIZER, "authorizer-not-enforced");
    }
    if (!kind.equals("CUSTOM") && !kind.equals(COGNITO)) {
      refuseUnheeded(method, SCOPES, "scopes-not-enforced");
    }
    if (method.text("ApiKeyRequired").filter(text -> !text.equalsIgnoreCase("false")).isPresent()) {
      Location at = method.at("ApiKeyRequired");
      requirement.put(scheme(KEYS, "x-api-key", "", at), new Sequence(List.of(), at), at);
    }
    List<Node> items = requirement.isEmpty() ? List.of() : List.of(requirement.build());
    return new Sequence(items, method.at(KIND));
  }

  private String kind(Resource method) {
    String kind = method.text(KIND).orElse("NONE");
    if (!KINDS.contains(kind)) {
      scope
          .problems()
          .error(
              "wrong-value",
              method.at(KIND),
              "`"
                  + kind
                  + "` is no `AuthorizationType`, expected one of `"
                  + String.join("`, `", KINDS)
                  + "`",
              Suggestions.nearest(kind, KINDS));
    }
    return kind;
  }

  /** The scheme of the authorizer a method names. */
  private Optional<String> authorizer(Resource method, String kind) {
    Optional<String> id = method.text(AUTHORIZER);
    if (id.isEmpty()) {
      scope.error(
          "missing-property",
          method,
          KIND,
          "`" + method.id() + "` asks for `" + kind + "` and has no `AuthorizerId`");
      return Optional.empty();
    }
    Optional<Resource> found = scope.member("Authorizer", id.get());
    if (found.isEmpty()) {
      scope.error(
          "unknown-authorizer",
          method,
          AUTHORIZER,
          "`" + id.get() + "` is no authorizer of `" + scope.api().id() + "` in this template");
      return Optional.empty();
    }
    boolean isCognito = found.get().text("Type").orElse("").equalsIgnoreCase(COGNITO);
    if (isCognito != kind.equals(COGNITO)) {
      scope.error(
          "wrong-value",
          method,
          KIND,
          "`"
              + kind
              + "` will not do for the authorizer `"
              + found.get().id()
              + "`, which has the"
              + " type `"
              + found.get().text("Type").orElse("")
              + "`");
      return Optional.empty();
    }
    return Optional.ofNullable(names.get(found.get()));
  }

  private Node scopes(Resource method) {
    return method.property(SCOPES).orElseGet(() -> new Sequence(List.of(), method.at(KIND)));
  }

  /** What a kind of authorization does not heed and somebody counts on. */
  private void refuseUnheeded(Resource method, String property, String id) {
    boolean isAsked =
        method
            .property(property)
            .filter(node -> !(node instanceof Sequence all && all.items().isEmpty()))
            .isPresent();
    if (isAsked) {
      scope
          .problems()
          .unenforced(
              id,
              method.at(property),
              "`"
                  + property
                  + "` of `"
                  + method.id()
                  + "` is not enforced: its"
                  + " `AuthorizationType` does not heed it");
    }
  }

  private void define(Resource authorizer) {
    MappingBuilder written = new MappingBuilder(authorizer.at());
    PROPERTIES.forEach((property, key) ->
        authorizer
            .property(property)
            .ifPresent(value -> written.put(key, value, authorizer.at(property))));
    String name = authorizer.text("Name").orElse(authorizer.id());
    if (schemes.has(name)) {
      scope.error(
          "duplicate-key",
          authorizer,
          "Name",
          "`" + name + "` is the name of another authorizer of `" + scope.api().id() + "`");
      return;
    }
    MappingBuilder scheme = new MappingBuilder(authorizer.at());
    scheme.put("type", "apiKey", authorizer.at());
    scheme.put("in", "header", authorizer.at());
    scheme.put("x-amazon-apigateway-authorizer", written.build(), authorizer.at());
    schemes.put(name, scheme.build(), authorizer.at());
    names.put(authorizer, name);
  }

  /** A scheme that no resource stands for; its name is that of no other. */
  private String scheme(String wanted, String header, String authtype, Location at) {
    String name = wanted;
    while (schemes.has(name) && !added.contains(name)) {
      name += "_";
    }
    added.add(name);
    MappingBuilder scheme = new MappingBuilder(at);
    scheme.put("type", "apiKey", at).put("in", "header", at).put("name", header, at);
    if (!authtype.isEmpty()) {
      scheme.put("x-amazon-apigateway-authtype", authtype, at);
    }
    schemes.put(name, scheme.build(), at);
    return name;
  }

  private static Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String name :
        List.of(
            "Type",
            "AuthorizerUri",
            "AuthorizerCredentials",
            "AuthorizerResultTtlInSeconds",
            "IdentitySource",
            "IdentityValidationExpression")) {
      properties.put(name, RestIntegrations.decapitalized(name));
    }
    properties.put("ProviderARNs", "providerARNs");
    return properties;
  }
}
