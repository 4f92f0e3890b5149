package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.Map;

/** Writes the integrations of HTTP APIs as {@code x-amazon-apigateway-integration}. */
final class HttpIntegrations {

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("IntegrationType", "type"),
          Map.entry("IntegrationSubtype", "integrationSubtype"),
          Map.entry("IntegrationUri", "uri"),
          Map.entry("IntegrationMethod", "httpMethod"),
          Map.entry("PayloadFormatVersion", "payloadFormatVersion"),
          Map.entry("ConnectionType", "connectionType"),
          Map.entry("ConnectionId", "connectionId"),
          Map.entry("CredentialsArn", "credentials"),
          Map.entry("RequestParameters", "requestParameters"),
          Map.entry("TimeoutInMillis", "timeoutInMillis"));

  private HttpIntegrations() {}

  static Mapping write(Resource integration) {
    MappingBuilder written =
        Renamed.of(
            new Mapping(
                integration.properties().entries(),
                integration.properties().keys(),
                integration.at()),
            NAMES);
    integration
        .property("TlsConfig")
        .ifPresent(
            tls -> written.put("tlsConfig", Renamed.small(tls), integration.at("TlsConfig")));
    integration
        .property("ResponseParameters")
        .ifPresent(all ->
            written.put("responseParameters", byStatus(all), integration.at("ResponseParameters")));
    return written.build();
  }

  /** A resource lists destinations and sources, a document has a map of them. */
  private static Node byStatus(Node node) {
    if (!(node instanceof Mapping all)) {
      return node;
    }
    MappingBuilder written = new MappingBuilder(all.at());
    all.entries()
        .forEach((status, value) -> written.put(status, parameters(value), all.keyAt(status)));
    return written.build();
  }

  private static Node parameters(Node node) {
    Node within = node instanceof Mapping one ? one.entries().get("ResponseParameters") : null;
    Node listed = within == null ? node : within;
    if (!(listed instanceof Sequence list)) {
      return listed;
    }
    MappingBuilder written = new MappingBuilder(list.at());
    for (Node item : list.items()) {
      Node source = item instanceof Mapping one ? one.entries().get("Source") : null;
      if (source == null
          || !(item instanceof Mapping one)
          || !(one.entries().get("Destination") instanceof Scalar destination)) {
        return listed;
      }
      written.put(destination.text(), source, destination.at());
    }
    return written.build();
  }
}
