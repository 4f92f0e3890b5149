package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.language.BinaryMediaTypes;
import io.sallyport.core.pipeline.ApiType;
import java.util.List;
import java.util.Optional;

/**
 * The binary media types of a REST API. They are enforced where bodies go into events or pass as
 * they are; a template or a mapped body would have to be converted, which is not done.
 */
final class BinaryTypes {

  private static final String KEY = "x-amazon-apigateway-binary-media-types";

  private BinaryTypes() {}

  /** Checks the list of {@code reading}, and whether every one of {@code routes} can follow it. */
  static void check(Reading reading, List<RouteDefinition> routes) {
    Node node = reading.root().entries().get(KEY);
    if (node == null || reading.type() == ApiType.HTTP) {
      return;
    }
    Optional<Sequence> sequence = reading.nodes().sequence(node);
    sequence.ifPresent(items -> items.items().forEach(item -> check(reading, item)));
    boolean empty = sequence.map(items -> items.items().isEmpty()).orElse(true);
    if (empty) {
      reading.properties().unaffected(Place.ROOT, KEY);
      return;
    }
    routes.stream()
        .filter(route -> converts(route.integration()))
        .findFirst()
        .ifPresent(route ->
            reading
                .properties()
                .refuse(
                    Place.ROOT,
                    KEY,
                    reading.root().keyAt(KEY),
                    "`" + route.method() + " " + route.path() + "` may have to convert a body"));
  }

  /** The types in {@code node}, without a word about what is wrong with it. */
  static Optional<List<String>> quietly(Node node) {
    return node instanceof Sequence sequence
        ? Optional.of(
            sequence.items().stream()
                .filter(Scalar.class::isInstance)
                .map(item -> ((Scalar) item).text())
                .filter(BinaryMediaTypes::isType)
                .toList())
        : Optional.empty();
  }

  private static void check(Reading reading, Node item) {
    reading
        .nodes()
        .text(item)
        .filter(type -> !BinaryMediaTypes.isType(type))
        .ifPresent(
            type -> reading.nodes().wrongValue(item, "expected a media type like `image/png`"));
  }

  private static boolean converts(IntegrationDefinition integration) {
    return switch (integration) {
      case IntegrationDefinition.Http http -> true;
      case IntegrationDefinition.Lambda lambda -> true;
      case IntegrationDefinition.LambdaProxy proxy -> false;
      case IntegrationDefinition.HttpProxy proxy -> false;
      case IntegrationDefinition.Mock mock -> false;
      case IntegrationDefinition.Missing missing -> false;
    };
  }
}
