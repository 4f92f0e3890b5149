package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.GatewayResponseDefinition;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.language.MappingTarget.Kind;
import io.sallyport.core.language.Suggestions;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.pipeline.ApiType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code x-amazon-apigateway-gateway-responses}, which REST APIs have. */
final class GatewayResponseReader {

  private static final String KEY = "x-amazon-apigateway-gateway-responses";
  private static final List<String> TYPES =
      Stream.of(GatewayResponseType.values()).map(Enum::name).toList();

  private final Reading reading;
  private final Mappings mappings;

  GatewayResponseReader(Reading reading) {
    this.reading = reading;
    this.mappings = new Mappings(reading);
  }

  Map<GatewayResponseType, GatewayResponseDefinition> read() {
    Map<GatewayResponseType, GatewayResponseDefinition> responses =
        new EnumMap<>(GatewayResponseType.class);
    if (reading.type() == ApiType.REST) {
      reading
          .mapping(reading.root(), KEY)
          .ifPresent(all ->
              all.entries().forEach((type, node) -> read(type, node, all.keyAt(type), responses)));
    }
    return responses;
  }

  private void read(
      String type,
      Node node,
      Location at,
      Map<GatewayResponseType, GatewayResponseDefinition> responses) {
    if (!TYPES.contains(type)) {
      unknownType(type, at);
      return;
    }
    reading
        .nodes()
        .mapping(node)
        .ifPresent(
            mapping -> responses.put(GatewayResponseType.valueOf(type), response(mapping, at)));
  }

  private GatewayResponseDefinition response(Mapping response, Location at) {
    reading.properties().check(Place.GATEWAY_RESPONSE, response);
    return new GatewayResponseDefinition(
        mappings.status(response).orElse(0),
        mappings.parameters(
            response,
            "responseParameters",
            Set.of(Kind.GATEWAY_RESPONSE_HEADER),
            "gatewayresponse.header.name"),
        mappings.templates(response, "responseTemplates"),
        at);
  }

  private void unknownType(String type, Location at) {
    reading.error(
        "unknown-gateway-response-type",
        at,
        "Value `"
            + type
            + "` at `responseType` failed to satisfy constraint: Member must satisfy enum"
            + " value set: ["
            + String.join(", ", TYPES)
            + "]",
        Suggestions.nearest(type, TYPES));
  }
}
