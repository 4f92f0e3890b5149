package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.language.Suggestions;
import io.sallyport.core.pipeline.ApiType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what security requirements ask of a caller, and refuses it while nothing enforces it. REST
 * APIs read the requirements of operations only; HTTP APIs let operations inherit the document's.
 */
final class Security {

  private static final String KEY = "security";
  private static final String AUTHORIZER = "x-amazon-apigateway-authorizer";
  private static final String AUTH_TYPE = "x-amazon-apigateway-authtype";

  private final Reading reading;
  private final Map<String, Mapping> schemes = new LinkedHashMap<>();

  Security(Reading reading) {
    this.reading = reading;
    reading
        .component("securitySchemes", "securityDefinitions")
        .ifPresent(all -> all.entries().forEach(this::define));
    if (reading.type() == ApiType.REST && reading.root().entries().containsKey(KEY)) {
      reading.warning(
          "root-security-ignored",
          reading.root().keyAt(KEY),
          "API Gateway ignores `security` of the document for REST APIs, expected it in each"
              + " operation");
    }
  }

  /** Refuses an operation that asks something of its caller. */
  void check(Mapping operation) {
    if (operation.entries().containsKey(KEY)) {
      check(operation, KEY);
    } else if (reading.type() == ApiType.HTTP && reading.root().entries().containsKey(KEY)) {
      check(reading.root(), KEY);
    }
  }

  private void check(Mapping owner, String key) {
    Optional<Sequence> requirements = Reading.get(owner, key).flatMap(reading.nodes()::sequence);
    requirements.ifPresent(all -> all.items().forEach(this::checkRequirement));
  }

  /** An empty requirement among others lets nobody in: only what is named counts. */
  private void checkRequirement(Node node) {
    reading
        .nodes()
        .mapping(node)
        .ifPresent(requirement ->
            requirement
                .entries()
                .keySet()
                .forEach(name -> checkScheme(name, requirement.keyAt(name))));
  }

  private void checkScheme(String name, Location at) {
    Mapping scheme = schemes.get(name);
    if (scheme == null) {
      reading.error(
          "unknown-security-scheme",
          at,
          "`" + name + "` is no security scheme of this document",
          Suggestions.nearest(name, schemes.keySet()));
      return;
    }
    String property = whatActs(scheme);
    reading
        .properties()
        .refuse(
            idOf(property, scheme),
            at,
            "`" + name + "` is not enforced: " + words(property, scheme) + " yet");
  }

  /** The property of a scheme that would decide about a caller. */
  private static String whatActs(Mapping scheme) {
    if (Reading.textOf(scheme, AUTH_TYPE).equalsIgnoreCase("awsSigv4")) {
      return AUTH_TYPE;
    }
    return scheme.entries().containsKey(AUTHORIZER) ? AUTHORIZER : "type";
  }

  private static String idOf(String property, Mapping scheme) {
    return isApiKey(property, scheme)
        ? "api-key-not-enforced"
        : PropertyTable.find(Place.SECURITY_SCHEME, property)
            .map(Property::problem)
            .orElseThrow(() -> new IllegalStateException(property));
  }

  private static String words(String property, Mapping scheme) {
    if (property.equals(AUTH_TYPE)) {
      return "signatures are not verified";
    }
    if (property.equals(AUTHORIZER)) {
      String type =
          scheme.entries().get(AUTHORIZER) instanceof Mapping authorizer
              ? Reading.textOf(authorizer, "type")
              : "";
      return "authorizers of the type `" + type + "` are not run";
    }
    return isApiKey(property, scheme)
        ? "API keys are not checked"
        : "schemes of the type `" + Reading.textOf(scheme, "type") + "` are not enforced";
  }

  private static boolean isApiKey(String property, Mapping scheme) {
    return property.equals("type")
        && Reading.textOf(scheme, "type").equalsIgnoreCase("apiKey")
        && Reading.textOf(scheme, "in").equalsIgnoreCase("header")
        && Reading.textOf(scheme, "name").toLowerCase(Locale.ROOT).equals("x-api-key");
  }

  private void define(String name, Node node) {
    Optional<Mapping> scheme = reading.references().resolve(node).flatMap(reading.nodes()::mapping);
    if (scheme.isEmpty()) {
      return;
    }
    schemes.put(name, scheme.get());
    reading.properties().check(Place.SECURITY_SCHEME, scheme.get());
    reading
        .mapping(scheme.get(), AUTHORIZER)
        .ifPresent(authorizer -> {
          reading.properties().check(Place.AUTHORIZER, authorizer);
          reading
              .mapping(authorizer, "jwtConfiguration")
              .ifPresent(jwt -> reading.properties().check(Place.JWT_CONFIGURATION, jwt));
        });
  }
}
