package io.sallyport.core.compile;

import io.sallyport.core.definition.GatewayResponseDefinition;
import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.language.MappingTarget.Kind;
import io.sallyport.core.language.Template.Dialect;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.snapshot.GatewayResponse;
import io.sallyport.core.values.BoundTemplate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles the customised gateway responses of a REST API. */
final class GatewayResponses {

  private final Context context;
  private final Sources sources;

  GatewayResponses(Context context) {
    this.context = context;
    this.sources = new Sources(context);
  }

  Map<GatewayResponseType, GatewayResponse> compile() {
    Map<GatewayResponseType, GatewayResponse> compiled = new EnumMap<>(GatewayResponseType.class);
    context.api().gatewayResponses().forEach((type, own) -> compiled.put(type, response(own)));
    return compiled;
  }

  private GatewayResponse response(GatewayResponseDefinition definition) {
    List<GatewayResponse.Header> headers = new ArrayList<>();
    definition.parameters().forEach(mapping -> header(mapping, headers));
    Optional<Map<String, BoundTemplate>> templates =
        sources.templates(definition.templates(), Dialect.GATEWAY_RESPONSE);
    return new GatewayResponse(definition.status(), headers, templates.orElse(Map.of()));
  }

  private void header(ParameterMapping mapping, List<GatewayResponse.Header> headers) {
    sources
        .header(mapping, Kind.GATEWAY_RESPONSE_HEADER)
        .ifPresent(name ->
            sources
                .request(mapping)
                .ifPresent(value -> headers.add(new GatewayResponse.Header(name, value))));
  }
}
