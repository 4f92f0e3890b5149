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
import java.util.Map;
import java.util.Optional;

/**
 * The authorizers of an HTTP API as security schemes, and what routes ask for as requirements.
 *
 * <p>INVARIANT: a route is written without a requirement only where its {@code AuthorizationType}
 * is {@code NONE} or not given and nothing else of it names an authorizer or scopes; everything
 * else is a requirement or a problem.
 */
final class HttpAuthorizers {

  private static final String TYPE = "AuthorizationType";
  private static final String AUTHORIZER = "AuthorizerId";
  private static final String SCOPES = "AuthorizationScopes";
  private static final String SIGNED = "sigv4";

  private static final Map<String, String> NAMES =
      Map.of(
          "AuthorizerType", "type",
          "AuthorizerUri", "authorizerUri",
          "AuthorizerCredentialsArn", "authorizerCredentials",
          "AuthorizerPayloadFormatVersion", "authorizerPayloadFormatVersion",
          "AuthorizerResultTtlInSeconds", "authorizerResultTtlInSeconds",
          "EnableSimpleResponses", "enableSimpleResponses",
          "IdentitySource", "identitySource",
          "IdentityValidationExpression", "identityValidationExpression");

  private final Stack stack;
  private final Problems problems;
  private final List<Resource> own;
  private final Map<String, Mapping> schemes = new LinkedHashMap<>();

  HttpAuthorizers(Resource api, Stack stack, Problems problems) {
    this.stack = stack;
    this.problems = problems;
    this.own = HttpApis.of(api, HttpApis.AUTHORIZER, stack);
    own.forEach(authorizer -> schemes.put(authorizer.id(), scheme(authorizer)));
  }

  /** The schemes by their names, those included that requirements needed. */
  Map<String, Mapping> schemes() {
    return schemes;
  }

  /** What a route asks of its caller, as the value of {@code security}. */
  Sequence requirements(Resource route) {
    Location at = route.at(TYPE);
    String type = route.text(TYPE).orElse("NONE");
    return switch (type) {
      case "NONE" -> open(route, at);
      case "AWS_IAM" -> signed(route, at);
      case "CUSTOM", "JWT" -> authorized(route, type, at);
      default -> {
        problems.error(
            "wrong-value",
            at,
            "`" + type + "` will not do, expected `NONE`, `AWS_IAM`, `CUSTOM` or `JWT`");
        yield new Sequence(List.of(), at);
      }
    };
  }

  private Sequence open(Resource route, Location at) {
    refuse(route, AUTHORIZER, "authorizer-not-enforced");
    refuse(route, SCOPES, "scopes-not-enforced");
    return new Sequence(List.of(), at);
  }

  /** What stands beside {@code NONE} and that somebody may count on. */
  private void refuse(Resource route, String property, String problem) {
    Node node = route.property(property).orElse(null);
    boolean empty = node instanceof Sequence all && all.items().isEmpty();
    if (node != null && !empty) {
      problems.unenforced(
          problem,
          route.at(property),
          "`"
              + property
              + "` of `"
              + route.id()
              + "` is not enforced: its `AuthorizationType` is `NONE`, expected `CUSTOM` or `JWT`");
    }
  }

  private Sequence signed(Resource route, Location at) {
    schemes.computeIfAbsent(
        SIGNED,
        _ ->
            new MappingBuilder(at)
                .put("type", "apiKey", at)
                .put("name", "Authorization", at)
                .put("in", "header", at)
                .put("x-amazon-apigateway-authtype", "awsSigv4", at)
                .build());
    return requirement(SIGNED, scopes(route), at);
  }

  private Sequence authorized(Resource route, String type, Location at) {
    Optional<String> id = route.text(AUTHORIZER);
    if (id.isEmpty()) {
      problems.error(
          "missing-property",
          at,
          "`" + route.id() + "` has no `AuthorizerId`, which `" + type + "` asks for");
      return new Sequence(List.of(), at);
    }
    Optional<Resource> authorizer =
        own.stream()
            .filter(one -> stack.names().of(one, "").filter(id.get()::equals).isPresent())
            .findFirst();
    if (authorizer.isEmpty()) {
      problems.error(
          "unknown-authorizer",
          route.at(AUTHORIZER),
          "`" + id.get() + "` is no authorizer of the API of `" + route.id() + "`");
      return new Sequence(List.of(), at);
    }
    String expected = type.equals("JWT") ? "JWT" : "REQUEST";
    if (!authorizer.get().text("AuthorizerType").orElse("").equalsIgnoreCase(expected)) {
      problems.error(
          "wrong-authorizer-type",
          at,
          "`"
              + authorizer.get().id()
              + "` is not of the type `"
              + expected
              + "`, which `AuthorizationType: "
              + type
              + "` expects");
    }
    return requirement(authorizer.get().id(), scopes(route), route.at(AUTHORIZER));
  }

  private static Sequence requirement(String scheme, Node scopes, Location at) {
    return new Sequence(List.of(new MappingBuilder(at).put(scheme, scopes, at).build()), at);
  }

  private static Node scopes(Resource route) {
    return route.property(SCOPES).orElseGet(() -> new Sequence(List.of(), route.at()));
  }

  private static Mapping scheme(Resource authorizer) {
    Location at = authorizer.at();
    MappingBuilder written = Renamed.of(authorizer.properties(), NAMES);
    authorizer
        .property("JwtConfiguration")
        .ifPresent(jwt ->
            written.put("jwtConfiguration", Renamed.small(jwt), authorizer.at("JwtConfiguration")));
    return new MappingBuilder(at)
        .put("type", authorizer.property("JwtConfiguration").isPresent() ? "oauth2" : "apiKey", at)
        .put("x-amazon-apigateway-authorizer", written.build(), at)
        .build();
  }
}
