package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The security schemes of a document. All are read and checked, those included that nothing asks
 * for; what is not enforced is refused where an operation asks for it.
 */
final class SecuritySchemes {

  static final String AUTHORIZER = "x-amazon-apigateway-authorizer";
  private static final String AUTH_TYPE = "x-amazon-apigateway-authtype";

  /** AWS's quota of authorizers for an API, which it raises on request. */
  private static final int MOST_AUTHORIZERS = 10;

  private final Reading reading;
  private final AuthorizerReader authorizers;
  private final Map<String, Scheme> schemes = new LinkedHashMap<>();

  /**
   * A scheme.
   *
   * @param at where its name stands
   * @param authorizer the authorizer it carries; null where it carries none, or a wrong one
   */
  record Scheme(
      String name, Mapping mapping, Location at, @Nullable AuthorizerDefinition authorizer) {

    /** Whether it asks for AWS signatures: every name that starts with {@code aws} is reserved. */
    boolean isSigned() {
      return Reading.textOf(mapping, AUTH_TYPE).toLowerCase(Locale.ROOT).startsWith("aws");
    }

    boolean carriesAuthorizer() {
      return mapping.entries().containsKey(AUTHORIZER);
    }

    boolean isApiKey() {
      return Reading.textOf(mapping, "type").equalsIgnoreCase("apiKey")
          && Reading.textOf(mapping, "in").equalsIgnoreCase("header")
          && Reading.textOf(mapping, "name").toLowerCase(Locale.ROOT).equals("x-api-key");
    }
  }

  SecuritySchemes(Reading reading) {
    this.reading = reading;
    this.authorizers = new AuthorizerReader(reading);
    reading
        .component("securitySchemes", "securityDefinitions")
        .ifPresent(
            all -> all.entries().forEach((name, node) -> define(name, node, all.keyAt(name))));
    checkNumber();
  }

  /** The scheme called {@code name}, or null. */
  @Nullable Scheme find(String name) {
    return schemes.get(name);
  }

  Set<String> names() {
    return schemes.keySet();
  }

  /** The authorizers that schemes carry, by the names of the schemes. */
  Map<String, AuthorizerDefinition> authorizers() {
    Map<String, AuthorizerDefinition> found = new LinkedHashMap<>();
    for (Scheme scheme : schemes.values()) {
      if (scheme.authorizer() != null && !scheme.isSigned()) {
        found.put(scheme.name(), scheme.authorizer());
      }
    }
    return found;
  }

  /**
   * Whether {@code scheme} has an authorizer that decides about callers. Otherwise, and where the
   * authorizer has properties that it would not heed, there is a problem.
   */
  boolean takes(Scheme scheme, Location at) {
    if (scheme.isSigned() || !scheme.carriesAuthorizer()) {
      refuse(scheme, at);
      return false;
    }
    if (scheme.authorizer() != null) {
      reading
          .mapping(scheme.mapping(), AUTHORIZER)
          .ifPresent(written -> authorizers.refuseUnheeded(scheme.name(), written));
    }
    return true;
  }

  private void define(String name, Node node, Location at) {
    Optional<Mapping> scheme = reading.references().resolve(node).flatMap(reading.nodes()::mapping);
    if (scheme.isEmpty()) {
      return;
    }
    reading.properties().check(Place.SECURITY_SCHEME, scheme.get());
    AuthorizerDefinition authorizer =
        reading
            .mapping(scheme.get(), AUTHORIZER)
            .flatMap(written -> authorizers.read(name, scheme.get(), written, at))
            .orElse(null);
    schemes.put(name, new Scheme(name, scheme.get(), at, authorizer));
  }

  private void refuse(Scheme scheme, Location at) {
    String property = scheme.isSigned() ? AUTH_TYPE : "type";
    String id =
        scheme.isApiKey() && !scheme.isSigned()
            ? "api-key-not-enforced"
            : PropertyTable.find(Place.SECURITY_SCHEME, property)
                .map(Property::problem)
                .orElseThrow(() -> new IllegalStateException(property));
    reading
        .properties()
        .refuse(id, at, "`" + scheme.name() + "` is not enforced: " + words(scheme) + " yet");
  }

  private static String words(Scheme scheme) {
    if (scheme.isSigned()) {
      return "signatures are not verified";
    }
    return scheme.isApiKey()
        ? "API keys are not checked"
        : "schemes of the type `"
            + Reading.textOf(scheme.mapping(), "type")
            + "` without an authorizer are not enforced";
  }

  private void checkNumber() {
    Map<String, AuthorizerDefinition> all = authorizers();
    if (all.size() > MOST_AUTHORIZERS) {
      reading
          .properties()
          .refuse(
              "too-many-authorizers",
              all.values().stream().skip(MOST_AUTHORIZERS).findFirst().orElseThrow().at(),
              "`"
                  + all.size()
                  + "` authorizers, expected at most `"
                  + MOST_AUTHORIZERS
                  + "`, which is API Gateway's quota unless it was raised");
    }
  }
}
