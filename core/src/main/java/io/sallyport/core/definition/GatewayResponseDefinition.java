package io.sallyport.core.definition;

import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import java.util.List;
import java.util.Map;

/**
 * A customised gateway response.
 *
 * @param status 0 when it keeps the type's own
 * @param parameters {@code gatewayresponse.header.X} to a source
 * @param templates by media type; empty for the default template
 */
public record GatewayResponseDefinition(
    int status, List<ParameterMapping> parameters, Map<String, Text> templates, Location at) {

  public GatewayResponseDefinition {
    parameters = List.copyOf(parameters);
    templates = Map.copyOf(templates);
  }
}
