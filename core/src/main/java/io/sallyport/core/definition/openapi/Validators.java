package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.language.Suggestions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what the request validators of a REST API would validate, and refuses it. A validator that
 * is active nowhere, or has nothing to validate, is without effect.
 */
final class Validators {

  private static final String ROOT_KEY = "x-amazon-apigateway-request-validators";
  private static final String KEY = "x-amazon-apigateway-request-validator";
  private static final Validator NONE = new Validator("", false, false);

  private final Reading reading;
  private final Map<String, Validator> validators = new HashMap<>();
  private final Validator inherited;

  /** What a validator of the document asks for. */
  private record Validator(String name, boolean body, boolean parameters) {}

  Validators(Reading reading) {
    this.reading = reading;
    reading.mapping(reading.root(), ROOT_KEY).ifPresent(all -> all.entries().forEach(this::define));
    this.inherited = named(reading.root()).orElse(NONE);
  }

  /** Refuses an operation whose parameters or body the active validator would look at. */
  void check(Mapping operation, List<Mapping> parameters, Location at) {
    Validator active = named(operation).orElse(inherited);
    if (active.parameters()) {
      parameters.stream()
          .filter(Validators::isRequired)
          .filter(parameter -> !isBody(parameter))
          .findFirst()
          .ifPresent(parameter -> refuse(active, "parameters", nameOf(parameter), parameter.at()));
    }
    if (active.body()) {
      parameters.stream()
          .filter(Validators::isBody)
          .filter(parameter -> parameter.entries().containsKey("schema"))
          .findFirst()
          .ifPresent(parameter -> refuse(active, "parameters", "the body", parameter.at()));
      if (hasModel(operation)) {
        refuse(active, "requestBody", "the body", at);
      }
    }
  }

  private void define(String name, Node node) {
    reading
        .nodes()
        .mapping(node)
        .ifPresent(mapping -> {
          reading.properties().check(Place.REQUEST_VALIDATOR, mapping);
          validators.put(
              name,
              new Validator(
                  name,
                  flag(mapping, "validateRequestBody"),
                  flag(mapping, "validateRequestParameters")));
        });
  }

  private boolean flag(Mapping mapping, String key) {
    return Reading.get(mapping, key).flatMap(reading.nodes()::truth).orElse(false);
  }

  /** The validator an object names; an unknown name is a problem and validates nothing. */
  private Optional<Validator> named(Mapping mapping) {
    Optional<String> name = reading.text(mapping, KEY);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Validator validator = validators.get(name.get());
    if (validator == null) {
      reading.error(
          "unknown-request-validator",
          mapping.keyAt(KEY),
          "`" + name.get() + "` is no request validator of this document",
          Suggestions.nearest(name.get(), validators.keySet()));
      return Optional.of(NONE);
    }
    return Optional.of(validator);
  }

  private void refuse(Validator active, String property, String what, Location at) {
    reading
        .properties()
        .refuse(
            Place.OPERATION,
            property,
            at,
            "the request validator `" + active.name() + "` checks " + what);
  }

  private boolean hasModel(Mapping operation) {
    return Reading.get(operation, "requestBody")
                .flatMap(reading.references()::resolve)
                .filter(Mapping.class::isInstance)
                .map(body -> ((Mapping) body).entries().get("content"))
                .orElse(null)
            instanceof Mapping content
        && content.entries().values().stream()
            .flatMap(type -> reading.references().resolve(type).stream())
            .anyMatch(
                type -> type instanceof Mapping media && media.entries().containsKey("schema"));
  }

  private static boolean isRequired(Mapping parameter) {
    return parameter.entries().get("required") instanceof Scalar required
        && !required.text().equalsIgnoreCase("false");
  }

  private static boolean isBody(Mapping parameter) {
    return Reading.textOf(parameter, "in").equals("body");
  }

  private static String nameOf(Mapping parameter) {
    return parameter.entries().get("name") instanceof Scalar name
        ? "the parameter `" + name.text() + "`"
        : "a parameter";
  }
}
