package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.definition.IntegrationDefinition.ResponseDefinition;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.language.MappingTarget.Kind;
import io.sallyport.core.language.StatusPattern;
import io.sallyport.core.language.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the integration responses of an integration. See the API Gateway guide,
 * "x-amazon-apigateway-integration.responses object", and the errors of PutIntegrationResponse.
 */
final class IntegrationResponseReader {

  private static final String HEADER = Kind.RESPONSE_HEADER.prefix();

  /** The compiler of expressions recurses with each bracket. */
  private static final int LONGEST_PATTERN = 1_024;

  private final Reading reading;
  private final Mappings mappings;

  IntegrationResponseReader(Reading reading, Mappings mappings) {
    this.reading = reading;
    this.mappings = mappings;
  }

  /**
   * The integration responses of {@code integration}.
   *
   * @param operation whose method responses they go out as
   */
  List<ResponseDefinition> read(Mapping integration, Mapping operation) {
    List<ResponseDefinition> responses = new ArrayList<>();
    reading
        .mapping(integration, "responses")
        .ifPresent(all ->
            all.entries()
                .forEach((pattern, node) ->
                    response(pattern, node, all.keyAt(pattern), operation)
                        .ifPresent(responses::add)));
    return responses;
  }

  private Optional<ResponseDefinition> response(
      String key, Node node, Location at, Mapping operation) {
    String pattern = key.equals("default") ? "" : key;
    checkPattern(pattern, at);
    Optional<Mapping> mapping = reading.nodes().mapping(node);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Mapping response = mapping.get();
    reading.properties().check(Place.INTEGRATION_RESPONSE, response);
    OptionalInt status = status(key, response, at);
    if (status.isEmpty()) {
      return Optional.empty();
    }
    List<ParameterMapping> parameters =
        mappings.parameters(
            response,
            "responseParameters",
            Set.of(Kind.RESPONSE_HEADER),
            "method.response.header.name");
    checkDeclared(status.getAsInt(), parameters, operation);
    return Optional.of(
        new ResponseDefinition(
            pattern,
            status.getAsInt(),
            parameters,
            mappings.templates(response, "responseTemplates"),
            at));
  }

  private OptionalInt status(String key, Mapping response, Location at) {
    if (!response.entries().containsKey("statusCode")) {
      reading.error(
          "missing-property", at, "the integration response `" + key + "` has no `statusCode`");
    }
    return mappings.status(response);
  }

  /**
   * PutIntegrationResponse refuses a header the method response does not declare. A status without
   * a method response is the compiler's to report.
   */
  private void checkDeclared(int status, List<ParameterMapping> parameters, Mapping operation) {
    Optional<Mapping> declared = methodResponse(operation, status);
    if (declared.isEmpty() || parameters.isEmpty()) {
      return;
    }
    Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    reading
        .mapping(declared.get(), "headers")
        .ifPresent(all -> headers.addAll(all.entries().keySet()));
    for (ParameterMapping parameter : parameters) {
      String target = parameter.target();
      if (target.startsWith(HEADER) && !headers.contains(target.substring(HEADER.length()))) {
        undeclared(parameter, status, headers);
      }
    }
  }

  private Optional<Mapping> methodResponse(Mapping operation, int status) {
    return reading
        .mapping(operation, "responses")
        .flatMap(all -> Reading.get(all, Integer.toString(status)))
        .flatMap(reading.references()::resolve)
        .filter(Mapping.class::isInstance)
        .map(Mapping.class::cast);
  }

  private void undeclared(ParameterMapping parameter, int status, Set<String> declared) {
    reading.error(
        "undeclared-response-header",
        parameter.at(),
        "Invalid mapping expression specified: `"
            + parameter.target()
            + "`, expected the method response `"
            + status
            + "` to declare that header",
        Suggestions.nearest(parameter.target().substring(HEADER.length()), declared));
  }

  private void checkPattern(String pattern, Location at) {
    if (pattern.length() > LONGEST_PATTERN) {
      invalidPattern(at, "the pattern has more than `" + LONGEST_PATTERN + "` characters");
      return;
    }
    String fault = StatusPattern.fault(pattern);
    if (fault != null) {
      invalidPattern(
          at, "`" + pattern + "` is no regular expression: " + fault.toLowerCase(Locale.ROOT));
    }
  }

  private void invalidPattern(Location at, String message) {
    reading.error("invalid-selection-pattern", at, message);
  }
}
