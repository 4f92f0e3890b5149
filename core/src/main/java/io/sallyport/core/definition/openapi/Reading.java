package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.NodeReader;
import io.sallyport.core.pipeline.ApiType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What every reader of a part of one document shares. */
record Reading(
    ApiSettings settings,
    ApiType type,
    Dialect dialect,
    Mapping root,
    NodeReader nodes,
    References references,
    PropertyCheck properties) {

  /** The reading of the document {@code root}, of which nothing has been read. */
  static Reading of(
      ApiSettings settings, ApiType type, Dialect dialect, Mapping root, Problems problems) {
    NodeReader nodes = new NodeReader(problems);
    return new Reading(
        settings,
        type,
        dialect,
        root,
        nodes,
        new References(root, type, problems),
        new PropertyCheck(type, nodes));
  }

  /** The two languages a document may be written in. */
  enum Dialect {
    SWAGGER,
    OPENAPI
  }

  /** The entry {@code key} of a mapping as a mapping; empty when absent, or wrong and reported. */
  Optional<Mapping> mapping(Mapping parent, String key) {
    return get(parent, key).flatMap(nodes::mapping);
  }

  /** The entry {@code key} of a mapping as text; empty when absent, or wrong and reported. */
  Optional<String> text(Mapping parent, String key) {
    return get(parent, key).flatMap(nodes::text);
  }

  /** The mapping under {@code key} of {@code components}, or of the root of a Swagger document. */
  Optional<Mapping> component(String openApiKey, String swaggerKey) {
    return switch (dialect) {
      case OPENAPI ->
          get(root, "components")
              .filter(Mapping.class::isInstance)
              .map(Mapping.class::cast)
              .flatMap(components -> mapping(components, openApiKey));
      case SWAGGER -> mapping(root, swaggerKey);
    };
  }

  void error(String id, Location at, String message) {
    nodes.error(id, at, message);
  }

  void error(String id, Location at, String message, @Nullable String suggestion) {
    nodes.problems().error(id, at, message, suggestion);
  }

  void warning(String id, Location at, String message) {
    nodes.problems().warning(id, at, message);
  }

  /** The scalar under {@code key} as text; empty when there is none, which is no problem here. */
  static String textOf(Mapping parent, String key) {
    return parent.entries().get(key) instanceof Scalar scalar ? scalar.text() : "";
  }

  static Optional<Node> get(Mapping parent, String key) {
    return Optional.ofNullable(parent.entries().get(key));
  }
}
