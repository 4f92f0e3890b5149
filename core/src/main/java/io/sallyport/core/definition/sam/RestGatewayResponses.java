package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import java.util.Map;
import java.util.Set;

/** The gateway responses of a REST API. See "GatewayResponseMap" in the SAM developer guide. */
final class RestGatewayResponses {

  private static final String KEY = "x-amazon-apigateway-gateway-responses";
  private static final Set<String> KEYS =
      Set.of("ResponseParameters", "ResponseTemplates", "StatusCode");
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "Headers", "gatewayresponse.header.",
          "Paths", "gatewayresponse.path.",
          "QueryStrings", "gatewayresponse.querystring.");

  private RestGatewayResponses() {}

  /** Adds them to the document; whether nothing is wrong with them. */
  static boolean add(String id, Mapping properties, MappingBuilder body, SamProblems problems) {
    Node node = properties.entries().get("GatewayResponses");
    Location at = properties.keyAt("GatewayResponses");
    if (Snippets.isAbsent(node)) {
      return true;
    }
    if (!(node instanceof Mapping written)) {
      return wrong(id, at, "Invalid type for 'GatewayResponses' property.", problems);
    }
    Mapping before = body.get(KEY) instanceof Mapping known ? known : Snippets.empty(at);
    MappingBuilder all = MappingBuilder.of(before);
    for (Map.Entry<String, Node> entry : written.entries().entrySet()) {
      String type = entry.getKey();
      Location place = written.keyAt(type);
      if (Snippets.isFunction(written) || Snippets.isFunction(entry.getValue())) {
        return wrong(
            id,
            place,
            "Unable to set GatewayResponses attribute because intrinsic functions are not supported"
                + " for this field.",
            problems);
      }
      if (!(entry.getValue() instanceof Mapping response)) {
        return wrong(
            id, place, "Invalid property type for GatewayResponses." + type + ".", problems);
      }
      if (!isFine(id, type, response, problems)) {
        return false;
      }
      all.put(type, response(response), place);
    }
    body.put(KEY, all.build(), at);
    return true;
  }

  private static boolean isFine(String id, String type, Mapping response, SamProblems problems) {
    for (String key : response.entries().keySet()) {
      if (!KEYS.contains(key)) {
        return wrong(
            id,
            response.keyAt(key),
            "Invalid property '" + key + "' in 'GatewayResponses." + type + "'.",
            problems);
      }
    }
    Node status = response.entries().get("StatusCode");
    if (status instanceof Scalar text
        && !Snippets.isAbsent(status)
        && !text.text().matches("[0-9]+")) {
      return wrong(
          id, response.keyAt("StatusCode"), "Property 'StatusCode' must be numeric", problems);
    }
    Mapping parameters = Snippets.mapping(response, "ResponseParameters");
    for (String kind : parameters.entries().keySet()) {
      if (!PARAMETERS.containsKey(kind)) {
        return wrong(
            id,
            parameters.keyAt(kind),
            "Invalid gateway response parameter type '" + kind + "'",
            problems);
      }
    }
    return true;
  }

  private static Mapping response(Mapping written) {
    MappingBuilder response = new MappingBuilder(written.at());
    Mapping kinds = Snippets.mapping(written, "ResponseParameters");
    MappingBuilder parameters = new MappingBuilder(kinds.at());
    PARAMETERS.forEach((kind, prefix) -> {
      Mapping values = Snippets.mapping(kinds, kind);
      values
          .entries()
          .forEach((name, value) -> parameters.put(prefix + name, value, values.keyAt(name)));
    });
    response.put("responseParameters", parameters.build());
    response.put("responseTemplates", Snippets.mapping(written, "ResponseTemplates"));
    Node status = written.entries().get("StatusCode");
    if (status != null) {
      String text = status instanceof Scalar scalar ? scalar.text() : "";
      response.put("statusCode", text.isEmpty() ? status : Snippets.text(text, status.at()));
    }
    return response.build();
  }

  private static boolean wrong(String id, Location at, String message, SamProblems problems) {
    problems.resource(id, at, message);
    return false;
  }
}
