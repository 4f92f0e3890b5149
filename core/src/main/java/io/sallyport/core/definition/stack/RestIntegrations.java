package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.NodeReader;
import java.util.List;
import java.util.Locale;

/** Writes the integration of a method as the extension of OpenAPI. */
final class RestIntegrations {

  private static final String RESPONSES = "IntegrationResponses";
  private static final String METHOD = "IntegrationHttpMethod";
  private static final String TLS = "TlsConfig";
  private static final String PATTERN = "SelectionPattern";

  private static final List<String> PROPERTIES =
      List.of(
          "CacheKeyParameters",
          "CacheNamespace",
          "ConnectionId",
          "ConnectionType",
          "ContentHandling",
          "Credentials",
          METHOD,
          RESPONSES,
          "IntegrationTarget",
          "PassthroughBehavior",
          "RequestParameters",
          "RequestTemplates",
          "ResponseTransferMode",
          "TimeoutInMillis",
          TLS,
          "Type",
          "Uri");

  private static final List<String> RESPONSE_PROPERTIES =
      List.of("ContentHandling", "ResponseParameters", "ResponseTemplates", PATTERN, "StatusCode");

  private final NodeReader nodes;

  RestIntegrations(NodeReader nodes) {
    this.nodes = nodes;
  }

  Mapping integration(Mapping written) {
    nodes.onlyKnown(written, PROPERTIES, "`Integration`");
    MappingBuilder integration = new MappingBuilder(written.at());
    written
        .entries()
        .forEach((name, value) -> {
          switch (name) {
            case METHOD -> integration.put("httpMethod", value, written.keyAt(name));
            case RESPONSES -> integration.put("responses", responses(value), written.keyAt(name));
            case TLS -> integration.put("tlsConfig", renamed(value), written.keyAt(name));
            default -> integration.put(decapitalized(name), value, written.keyAt(name));
          }
        });
    return integration.build();
  }

  /** A property as OpenAPI's extensions write it. */
  static String decapitalized(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private Node renamed(Node value) {
    if (!(value instanceof Mapping written)) {
      return value;
    }
    MappingBuilder renamed = new MappingBuilder(written.at());
    written
        .entries()
        .forEach((name, item) -> renamed.put(decapitalized(name), item, written.keyAt(name)));
    return renamed.build();
  }

  private Node responses(Node value) {
    MappingBuilder responses = new MappingBuilder(value.at());
    nodes
        .sequence(value)
        .ifPresent(all ->
            all.items().stream()
                .flatMap(item -> nodes.mapping(item).stream())
                .forEach(item -> response(item, responses)));
    return responses.build();
  }

  private void response(Mapping written, MappingBuilder responses) {
    nodes.onlyKnown(written, RESPONSE_PROPERTIES, "an integration response");
    String pattern =
        written.entries().get(PATTERN) instanceof Scalar text && !text.text().isEmpty()
            ? text.text()
            : "default";
    if (responses.has(pattern)) {
      nodes.error(
          "duplicate-key",
          written.at(),
          "the selection pattern `" + pattern + "` stands twice in the integration");
    }
    MappingBuilder response = new MappingBuilder(written.at());
    written
        .entries()
        .forEach((name, value) -> {
          if (!name.equals(PATTERN)) {
            response.put(decapitalized(name), value, written.keyAt(name));
          }
        });
    responses.put(pattern, response.build(), written.at());
  }
}
