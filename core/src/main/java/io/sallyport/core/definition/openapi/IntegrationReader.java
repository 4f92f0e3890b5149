package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.IntegrationDefinition.Http;
import io.sallyport.core.definition.IntegrationDefinition.HttpProxy;
import io.sallyport.core.definition.IntegrationDefinition.Lambda;
import io.sallyport.core.definition.IntegrationDefinition.LambdaProxy;
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
  private static final List<String> PASSTHROUGH =
      Stream.of(PassthroughBehavior.values()).map(Enum::name).toList();

  private static final Set<Kind> REQUEST_TARGETS =
      Set.of(Kind.REQUEST_HEADER, Kind.REQUEST_QUERYSTRING, Kind.REQUEST_PATH);

  private final Reading reading;
  private final Mappings mappings;
  private final EndpointReader endpoints;
  private final IntegrationResponseReader responses;
  private final FunctionReader functions;

  IntegrationReader(Reading reading) {
    this.reading = reading;
    this.mappings = new Mappings(reading);
    this.endpoints = new EndpointReader(reading);
    this.responses = new IntegrationResponseReader(reading, mappings);
    this.functions = new FunctionReader(reading);
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
    String unsupported = unsupported(type.get(), integration);
    if (!unsupported.isEmpty()) {
      return refused(unsupported, type.get(), integration, typeNode.at());
    }
    reading.properties().check(Place.INTEGRATION, integration);
    return switch (type.get()) {
      case "http_proxy" -> httpProxy(integration, at);
      case "http" -> http(integration, operation, at);
      case "aws_proxy" -> lambdaProxy(integration, at);
      case "aws" -> lambda(integration, operation, at);
      default -> mock(integration, operation, at);
    };
  }

  /** The integrations that are not run, in words; empty for one that is. */
  private String unsupported(String type, Mapping integration) {
    boolean known =
        switch (reading.type()) {
          case REST -> true;
          case HTTP -> type.equals("http_proxy") || type.equals("aws_proxy");
        };
    String ofType = "integrations of the type `" + type + "`";
    if (!known) {
      return ofType;
    }
    return type.startsWith("aws")
        ? FunctionReader.otherService(integration).map(name -> ofType + " with " + name).orElse("")
        : "";
  }

  /** Refused as a whole: its other properties are not worth a problem each. */
  private IntegrationDefinition refused(
      String what, String type, Mapping integration, Location at) {
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
    reading.properties().refuse(Place.INTEGRATION, "type", at, what + " are not run");
    return new Missing(type.toUpperCase(Locale.ROOT), at);
  }

  private IntegrationDefinition httpProxy(Mapping integration, Location at) {
    if (reading.type() == ApiType.REST) {
      unaffectedByProxy(integration);
    }
    Text uri = endpoints.uri(integration);
    return new HttpProxy(
        uri,
        endpoints.method(integration),
        requestParameters(integration, uri),
        endpoints.timeout(integration),
        endpoints.verification(integration),
        at);
  }

  private IntegrationDefinition http(Mapping integration, Mapping operation, Location at) {
    Text uri = endpoints.uri(integration);
    return new Http(
        uri,
        endpoints.method(integration),
        requestParameters(integration, uri),
        mappings.requestTemplates(integration),
        mappings.passedTypes(integration),
        passthrough(integration),
        responses.read(integration, operation),
        endpoints.timeout(integration),
        endpoints.verification(integration),
        at);
  }

  private IntegrationDefinition lambdaProxy(Mapping integration, Location at) {
    if (reading.type() == ApiType.REST) {
      unaffectedByProxy(integration);
    }
    return functions
        .address(integration)
        .<IntegrationDefinition>map(address ->
            new LambdaProxy(
                address,
                method(integration),
                functions.payload(integration),
                requestParameters(integration),
                functions.binaryMediaTypes(),
                endpoints.timeout(integration),
                functions.credentials(integration),
                at))
        .orElseGet(() -> new Missing("AWS_PROXY", at));
  }

  private IntegrationDefinition lambda(Mapping integration, Mapping operation, Location at) {
    return functions
        .address(integration)
        .<IntegrationDefinition>map(address ->
            new Lambda(
                address,
                method(integration),
                requestParameters(integration),
                mappings.requestTemplates(integration),
                mappings.passedTypes(integration),
                passthrough(integration),
                responses.read(integration, operation),
                endpoints.timeout(integration),
                functions.credentials(integration),
                at))
        .orElseGet(() -> new Missing("AWS", at));
  }

  /** HTTP APIs need not say how a function is called. */
  private String method(Mapping integration) {
    boolean may =
        reading.type() == ApiType.HTTP && !integration.entries().containsKey("httpMethod");
    return may ? "POST" : endpoints.method(integration);
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
        .forEach(key ->
            reading.properties().unaffected(Place.INTEGRATION, key + " of " + type(integration)));
  }

  private List<ParameterMapping> requestParameters(Mapping integration) {
    return reading.type() == ApiType.HTTP
        ? List.of()
        : mappings.parameters(
            integration, "requestParameters", REQUEST_TARGETS, "integration.request.header.name");
  }

  private List<ParameterMapping> requestParameters(Mapping integration, Text uri) {
    List<ParameterMapping> parameters = requestParameters(integration);
    endpoints.checkFilled(parameters, uri);
    return parameters;
  }

  private static String type(Mapping integration) {
    return Reading.textOf(integration, "type").toLowerCase(Locale.ROOT);
  }

  private PassthroughBehavior passthrough(Mapping integration) {
    return Reading.get(integration, "passthroughBehavior")
        .flatMap(node -> reading.nodes().choice(node, PASSTHROUGH))
        .map(PassthroughBehavior::valueOf)
        .orElse(PassthroughBehavior.WHEN_NO_MATCH);
  }
}
