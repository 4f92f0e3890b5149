package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.IntegrationDefinition.Http;
import io.sallyport.core.definition.IntegrationDefinition.HttpProxy;
import io.sallyport.core.definition.IntegrationDefinition.Missing;
import io.sallyport.core.definition.IntegrationDefinition.Mock;
import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.definition.IntegrationDefinition.PassthroughBehavior;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.language.MappingTarget.Kind;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Endpoint.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the integration object. See the API Gateway guide, "x-amazon-apigateway-integration
 * object", and the errors of PutIntegration, whose words it uses.
 */
final class IntegrationReader {

  private static final String KEY = "x-amazon-apigateway-integration";
  private static final List<String> TYPES =
      List.of("http_proxy", "http", "mock", "aws", "aws_proxy");
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "ANY");
  private static final List<String> PASSTHROUGH =
      Stream.of(PassthroughBehavior.values()).map(Enum::name).toList();

  private static final Set<Kind> REQUEST_TARGETS =
      Set.of(Kind.REQUEST_HEADER, Kind.REQUEST_QUERYSTRING, Kind.REQUEST_PATH);
  private static final String PATH = Kind.REQUEST_PATH.prefix();
  private static final int SHORTEST_TIMEOUT_MILLIS = 50;

  private final Reading reading;
  private final Mappings mappings;
  private final IntegrationResponseReader responses;

  IntegrationReader(Reading reading) {
    this.reading = reading;
    this.mappings = new Mappings(reading);
    this.responses = new IntegrationResponseReader(reading, mappings);
  }

  /** The integration of an operation; one that is missing or wrong is a problem. */
  IntegrationDefinition read(Mapping operation, Location operationAt) {
    Node node = operation.entries().get(KEY);
    if (node == null) {
      reading.error("no-integration", operationAt, "No integration defined for method");
      return new Missing("none", operationAt);
    }
    return follow(node)
        .map(integration -> read(integration, operation))
        .orElseGet(() -> new Missing("none", node.at()));
  }

  private Optional<Mapping> follow(Node node) {
    if (!References.of(node).isEmpty()
        && node instanceof Mapping written
        && written.entries().size() > 1) {
      reading.error(
          "reference-with-siblings",
          node.at(),
          "an integration that is a reference has nothing beside `$ref`");
    }
    return reading.references().resolve(node).flatMap(reading.nodes()::mapping);
  }

  private IntegrationDefinition read(Mapping integration, Mapping operation) {
    Location at = integration.at();
    Node typeNode = integration.entries().get("type");
    if (typeNode == null) {
      reading.error(
          "missing-property", at, "the integration has no `type`, expected one of " + TYPES);
      return new Missing("none", at);
    }
    Optional<String> type = reading.nodes().choice(typeNode, TYPES);
    if (type.isEmpty()) {
      return new Missing("none", at);
    }
    if (!isRun(type.get())) {
      return unsupported(type.get(), integration, typeNode.at());
    }
    reading.properties().check(Place.INTEGRATION, integration);
    return switch (type.get()) {
      case "http_proxy" -> httpProxy(integration, at);
      case "http" -> http(integration, operation, at);
      default -> mock(integration, operation, at);
    };
  }

  private boolean isRun(String type) {
    return switch (reading.type()) {
      case REST -> type.equals("http_proxy") || type.equals("http") || type.equals("mock");
      case HTTP -> type.equals("http_proxy");
    };
  }

  /** Refused as a whole: its other properties are not worth a problem each. */
  private IntegrationDefinition unsupported(String type, Mapping integration, Location at) {
    integration.entries().keySet().stream()
        .filter(key -> PropertyTable.find(Place.INTEGRATION, key).isEmpty())
        .forEach(key ->
            reading
                .nodes()
                .unknown(
                    key,
                    integration.keyAt(key),
                    PropertyTable.names(Place.INTEGRATION).keySet(),
                    Place.INTEGRATION.words()));
    reading
        .properties()
        .refuse(
            Place.INTEGRATION, "type", at, "integrations of the type `" + type + "` are not run");
    return new Missing(type.toUpperCase(Locale.ROOT), at);
  }

  private IntegrationDefinition httpProxy(Mapping integration, Location at) {
    if (reading.type() == ApiType.REST) {
      unaffectedByProxy(integration);
    }
    Text uri = uri(integration);
    return new HttpProxy(
        uri,
        method(integration),
        requestParameters(integration, uri),
        timeout(integration),
        verification(integration),
        at);
  }

  private IntegrationDefinition http(Mapping integration, Mapping operation, Location at) {
    Text uri = uri(integration);
    return new Http(
        uri,
        method(integration),
        requestParameters(integration, uri),
        mappings.requestTemplates(integration),
        mappings.passedTypes(integration),
        passthrough(integration),
        responses.read(integration, operation),
        timeout(integration),
        verification(integration),
        at);
  }

  private IntegrationDefinition mock(Mapping integration, Mapping operation, Location at) {
    return new Mock(
        requestParameters(integration),
        mappings.requestTemplates(integration),
        mappings.passedTypes(integration),
        passthrough(integration),
        responses.read(integration, operation),
        at);
  }

  /** A proxy sends what it gets: templates and integration responses change nothing. */
  private void unaffectedByProxy(Mapping integration) {
    Stream.of("requestTemplates", "responses", "passthroughBehavior")
        .filter(integration.entries()::containsKey)
        .forEach(key -> reading.properties().unaffected(Place.INTEGRATION, key + " of http_proxy"));
  }

  private Text uri(Mapping integration) {
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

  private void invalidUri(Location at, String fault) {
    reading.error("invalid-uri", at, "Invalid HTTP endpoint specified for URI: " + fault);
  }

  private String method(Mapping integration) {
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

  private List<ParameterMapping> requestParameters(Mapping integration) {
    return reading.type() == ApiType.HTTP
        ? List.of()
        : mappings.parameters(
            integration, "requestParameters", REQUEST_TARGETS, "integration.request.header.name");
  }

  /** A path mapping fills {@code {name}} in the URI; without it, it says nothing. */
  private List<ParameterMapping> requestParameters(Mapping integration, Text uri) {
    List<ParameterMapping> parameters = requestParameters(integration);
    String resolved = EndpointUris.resolved(uri.value(), reading.settings().stageVariables());
    for (ParameterMapping parameter : parameters) {
      if (parameter.target().startsWith(PATH)) {
        checkFills(parameter.target().substring(PATH.length()), resolved, parameter.at());
      }
    }
    return parameters;
  }

  private void checkFills(String name, String uri, Location at) {
    if (!uri.isEmpty() && !uri.contains("{" + name + "}") && !uri.contains("{" + name + "+}")) {
      reading.warning(
          "unused-path-mapping",
          at,
          "the mapping of `" + name + "` has no effect, expected `{" + name + "}` in the `uri`");
    }
  }

  private PassthroughBehavior passthrough(Mapping integration) {
    return Reading.get(integration, "passthroughBehavior")
        .flatMap(node -> reading.nodes().choice(node, PASSTHROUGH))
        .map(PassthroughBehavior::valueOf)
        .orElse(PassthroughBehavior.WHEN_NO_MATCH);
  }

  private Duration timeout(Mapping integration) {
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

  private Verification verification(Mapping integration) {
    Optional<Mapping> tls = reading.mapping(integration, "tlsConfig");
    tls.ifPresent(mapping -> reading.properties().check(Place.TLS_CONFIGURATION, mapping));
    boolean skips =
        tls.flatMap(mapping -> Reading.get(mapping, "insecureSkipVerification"))
            .flatMap(reading.nodes()::truth)
            .orElse(false);
    return skips ? Verification.ANY_ISSUER : Verification.FULL;
  }
}
