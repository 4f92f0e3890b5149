package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.language.MappingTarget.Kind;
import io.sallyport.core.pipeline.Endpoint.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads how an integration reaches its endpoint: the address, the method, the deadline and TLS. */
final class EndpointReader {

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "ANY");
  private static final String PATH = Kind.REQUEST_PATH.prefix();
  private static final int SHORTEST_TIMEOUT_MILLIS = 50;

  private final Reading reading;

  EndpointReader(Reading reading) {
    this.reading = reading;
  }

  /** The address; one that is missing or malformed is a problem. */
  Text uri(Mapping integration) {
    Node node = integration.entries().get("uri");
    if (node == null) {
      invalidUri(integration.at(), "the integration has no `uri`");
      return new Text("", integration.at());
    }
    String uri = reading.nodes().text(node).orElse("");
    if (!uri.isEmpty()) {
      EndpointUris.fault(uri, reading.settings().stageVariables())
          .ifPresent(fault -> invalidUri(node.at(), fault));
    }
    return new Text(uri, node.at());
  }

  /** A path mapping fills {@code {name}} in the address; without it, it says nothing. */
  void checkFilled(List<ParameterMapping> parameters, Text uri) {
    String resolved = EndpointUris.resolved(uri.value(), reading.settings().stageVariables());
    for (ParameterMapping parameter : parameters) {
      if (parameter.target().startsWith(PATH)) {
        checkFills(parameter.target().substring(PATH.length()), resolved, parameter.at());
      }
    }
  }

  String method(Mapping integration) {
    Node node = integration.entries().get("httpMethod");
    if (node == null) {
      reading.error(
          "missing-http-method",
          integration.at(),
          "Enumeration value for HttpMethod must be non-empty: the integration has no"
              + " `httpMethod`");
      return "ANY";
    }
    return reading.nodes().choice(node, METHODS).orElse("ANY");
  }

  Duration timeout(Mapping integration) {
    int longest =
        switch (reading.type()) {
          case REST -> 29_000;
          case HTTP -> 30_000;
        };
    long millis =
        Reading.get(integration, "timeoutInMillis")
            .map(node -> reading.nodes().integer(node, SHORTEST_TIMEOUT_MILLIS, longest))
            .filter(value -> value.isPresent())
            .map(value -> value.getAsLong())
            .orElse((long) longest);
    return Duration.ofMillis(millis);
  }

  Verification verification(Mapping integration) {
    Optional<Mapping> tls = reading.mapping(integration, "tlsConfig");
    tls.ifPresent(mapping -> reading.properties().check(Place.TLS_CONFIGURATION, mapping));
    boolean skips =
        tls.flatMap(mapping -> Reading.get(mapping, "insecureSkipVerification"))
            .flatMap(reading.nodes()::truth)
            .orElse(false);
    return skips ? Verification.ANY_ISSUER : Verification.FULL;
  }

  private void invalidUri(Location at, String fault) {
    reading.error("invalid-uri", at, "Invalid HTTP endpoint specified for URI: " + fault);
  }

  private void checkFills(String name, String uri, Location at) {
    if (!uri.isEmpty() && !uri.contains("{" + name + "}") && !uri.contains("{" + name + "+}")) {
      reading.warning(
          "unused-path-mapping",
          at,
          "the mapping of `" + name + "` has no effect, expected `{" + name + "}` in the `uri`");
    }
  }
}
