package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.ApiSettings.JwtOnRest;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.pipeline.ApiType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code x-amazon-apigateway-authorizer}. See the API Gateway guide,
 * "x-amazon-apigateway-authorizer object", and the rules of CreateAuthorizer of both APIs.
 */
final class AuthorizerReader {

  private static final String TOKEN = "token";
  private static final String REQUEST = "request";
  private static final String COGNITO = "cognito_user_pools";
  private static final String JWT = "jwt";
  private static final List<String> TYPES = List.of(TOKEN, REQUEST, COGNITO, JWT);

  /** What decides about callers and not every type heeds. */
  private static final List<String> DECIDING =
      List.of("identityValidationExpression", "providerARNs", "jwtConfiguration");

  private static final Map<String, Set<String>> HEEDED =
      Map.of(
          TOKEN, Set.of("identityValidationExpression"),
          REQUEST, Set.of(),
          COGNITO, Set.of("providerARNs", "identityValidationExpression"),
          JWT, Set.of("jwtConfiguration"));

  private final Reading reading;
  private final LambdaAuthorizerReader lambda;
  private final TokenAuthorizerReader tokens;

  /**
   * An authorizer as it stands in the document.
   *
   * @param scheme the security scheme that carries it
   * @param at where the scheme's name stands
   */
  record Written(String name, Mapping scheme, Mapping authorizer, Location at) {}

  AuthorizerReader(Reading reading) {
    this.reading = reading;
    this.lambda = new LambdaAuthorizerReader(reading);
    this.tokens = new TokenAuthorizerReader(reading);
  }

  /** The authorizer; empty where it has none of the types of its API. */
  Optional<AuthorizerDefinition> read(
      String name, Mapping scheme, Mapping authorizer, Location at) {
    reading.properties().check(Place.AUTHORIZER, authorizer);
    reading
        .mapping(authorizer, "jwtConfiguration")
        .ifPresent(jwt -> reading.properties().check(Place.JWT_CONFIGURATION, jwt));
    Written written = new Written(name, scheme, authorizer, at);
    return type(written).map(type -> read(type, written));
  }

  /** Refuses what would decide about callers and that an authorizer of its type does not heed. */
  void refuseUnheeded(String name, Mapping authorizer) {
    String type = Reading.textOf(authorizer, "type").toLowerCase(Locale.ROOT);
    for (String property : DECIDING) {
      Node node = authorizer.entries().get(property);
      if (node != null
          && !isEmpty(node)
          && !HEEDED.getOrDefault(type, Set.of()).contains(property)) {
        reading
            .properties()
            .refuse(
                "authorizer-not-enforced",
                authorizer.keyAt(property),
                "`"
                    + property
                    + "` of `"
                    + name
                    + "` is not enforced: authorizers of the type `"
                    + type
                    + "` do not heed it");
      }
    }
    refuseCredentials(name, authorizer, type);
  }

  private AuthorizerDefinition read(String type, Written written) {
    return switch (type) {
      case JWT -> tokens.jwt(written);
      case COGNITO -> tokens.cognito(written);
      case TOKEN -> lambda.token(written);
      default -> lambda.request(written);
    };
  }

  private Optional<String> type(Written written) {
    Node node = written.authorizer().entries().get("type");
    if (node == null) {
      reading.error(
          "missing-property",
          written.authorizer().at(),
          "the authorizer has no `type`, expected one of " + listed());
      return Optional.empty();
    }
    Optional<String> type = reading.nodes().choice(node, TYPES);
    if (type.isPresent() && !known().contains(type.get())) {
      wrongType(type.get(), node.at());
      return Optional.empty();
    }
    return type;
  }

  /** The types that authorizers of this type of API have. */
  private List<String> known() {
    return switch (reading.type()) {
      case HTTP -> List.of(REQUEST, JWT);
      case REST ->
          reading.settings().jwtOnRest() == JwtOnRest.ENFORCED
              ? TYPES
              : List.of(TOKEN, REQUEST, COGNITO);
    };
  }

  private void wrongType(String type, Location at) {
    String api = reading.type() == ApiType.REST ? "a REST API" : "an HTTP API";
    String also =
        type.equals(JWT)
            ? "; `jwtOnRest: enforced` in the configuration lets it have them, which AWS does not"
            : "";
    reading.error(
        "wrong-authorizer-type",
        at,
        "`"
            + type
            + "` is no type of authorizer that "
            + api
            + " has, expected one of "
            + listed()
            + also);
  }

  private String listed() {
    return "`" + String.join("`, `", known()) + "`";
  }

  /** No role is assumed yet: the function is called with the gateway's own permissions. */
  private void refuseCredentials(String name, Mapping authorizer, String type) {
    String property = "authorizerCredentials";
    Node node = authorizer.entries().get(property);
    if (node != null && !isEmpty(node) && (type.equals(TOKEN) || type.equals(REQUEST))) {
      reading
          .properties()
          .refuse(
              Place.AUTHORIZER,
              property,
              authorizer.keyAt(property),
              "`" + property + "` of `" + name + "` is not used");
    }
  }

  private static boolean isEmpty(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar.kind() == Node.Kind.NULL || scalar.text().isEmpty();
      case Sequence sequence -> sequence.items().isEmpty();
      case Mapping mapping -> mapping.entries().isEmpty();
    };
  }
}
