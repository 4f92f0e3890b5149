package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the event of a REST API says of its requests: {@code RequestModel} and {@code
 * RequestParameters}.
 */
final class RestRequest {

  static final String VALIDATORS = "x-amazon-apigateway-request-validators";

  private static final String VALIDATOR = "x-amazon-apigateway-request-validator";
  private static final Pattern PARAMETER =
      Pattern.compile("method[.]request[.](querystring|path|header)[.](.+)");

  private final Mapping models;
  private final boolean isOpenApi3;
  private final SamProblems problems;
  private final MappingBuilder validators;

  RestRequest(Mapping models, boolean isOpenApi3, Location at, SamProblems problems) {
    this.models = models;
    this.isOpenApi3 = isOpenApi3;
    this.problems = problems;
    this.validators = new MappingBuilder(at);
  }

  /** The validators that the events so far have asked for. */
  Mapping validators() {
    return validators.build();
  }

  /** Adds what the event says to its operation; whether nothing is wrong with it. */
  boolean describe(
      ApiEvent event,
      MappingBuilder operation,
      MappingBuilder integration,
      String method,
      String path) {
    List<Node> parameters = new ArrayList<>();
    if (operation.get("parameters") instanceof Sequence before) {
      parameters.addAll(before.items());
    }
    boolean fine =
        model(
                event,
                operation,
                parameters,
                "on API method [" + method + "] for path [" + path + "]")
            && parameters(event, integration, parameters);
    if (fine && !parameters.isEmpty()) {
      operation.put("parameters", new Sequence(parameters, event.at()));
    }
    return fine;
  }

  private boolean model(
      ApiEvent event, MappingBuilder operation, List<Node> parameters, String place) {
    Node written = event.properties().entries().get("RequestModel");
    if (Snippets.isAbsent(written)) {
      return true;
    }
    Location at = event.properties().keyAt("RequestModel");
    String name =
        written instanceof Mapping asked ? Snippets.written(asked.entries().get("Model")) : null;
    if (!(written instanceof Mapping asked) || name == null) {
      return wrong(event, at, "Property 'RequestModel' should be a map with a 'Model'.");
    }
    String unable = "Unable to set RequestModel [" + name + "] " + place + " because ";
    if (models.entries().isEmpty()) {
      return wrong(event, at, unable + "the related API does not define any Models.");
    }
    if (!models.entries().containsKey(name)) {
      return wrong(event, at, unable + "it wasn't defined in the API's Models.");
    }
    Node required = asked.entries().get("Required");
    String reference = name.toLowerCase(Locale.ROOT);
    if (isOpenApi3) {
      MappingBuilder body =
          new MappingBuilder(at)
              .put("content", Snippets.entry("application/json", schema(reference, at), at));
      if (required != null) {
        body.put("required", required);
      }
      operation.put("requestBody", body.build());
    } else {
      MappingBuilder body =
          new MappingBuilder(at)
              .put("in", "body", at)
              .put("name", reference, at)
              .putAll(schema(reference, at));
      if (required != null) {
        body.put("required", required);
      }
      parameters.add(body.build());
    }
    return validator(event, asked, operation, name, place);
  }

  private Mapping schema(String name, Location at) {
    String place = isOpenApi3 ? "#/components/schemas/" : "#/definitions/";
    return Snippets.entry(
        "schema", Snippets.entry("$ref", Snippets.text(place + name, at), at), at);
  }

  private boolean validator(
      ApiEvent event, Mapping asked, MappingBuilder operation, String model, String place) {
    Node body = asked.entries().get("ValidateBody");
    Node parameters = asked.entries().get("ValidateParameters");
    if (body == null && parameters == null) {
      return true;
    }
    if (!isTruth(body) || !isTruth(parameters)) {
      return wrong(
          event,
          asked.at(),
          "Unable to set Validator to RequestModel ["
              + model
              + "] "
              + place
              + " ValidateBody and ValidateParameters must be a boolean type, strings or"
              + " intrinsics are not supported.");
    }
    Location at = asked.at();
    boolean ofBody = Snippets.isTrue(body);
    boolean ofParameters = Snippets.isTrue(parameters);
    String name =
        ofBody
            ? (ofParameters ? "body-and-params" : "body-only")
            : (ofParameters ? "params-only" : "no-validation");
    Mapping validator =
        new MappingBuilder(at)
            .put("validateRequestBody", Snippets.truth(ofBody, at))
            .put("validateRequestParameters", Snippets.truth(ofParameters, at))
            .build();
    validators.put(name, validator);
    operation.put(VALIDATOR, name, at);
    return true;
  }

  private boolean parameters(ApiEvent event, MappingBuilder integration, List<Node> parameters) {
    Node written = event.properties().entries().get("RequestParameters");
    if (Snippets.isAbsent(written)) {
      return true;
    }
    Location at = event.properties().keyAt("RequestParameters");
    if (!(written instanceof Sequence list)) {
      return wrong(event, at, "Property 'RequestParameters' should be a list.");
    }
    List<Node> cached = new ArrayList<>();
    for (Node item : list.items()) {
      boolean one = item instanceof Mapping mapping && mapping.entries().size() == 1;
      Mapping settings = Snippets.empty(item.at());
      String text = Snippets.written(item);
      if (one && item instanceof Mapping mapping) {
        text = mapping.entries().keySet().iterator().next();
        if (!(mapping.entries().get(text) instanceof Mapping found)) {
          return wrong(
              event,
              item.at(),
              "Invalid value for 'RequestParameters' property. Values must be an object, e.g {"
                  + " Required: true, Caching: false }");
        }
        settings = found;
      }
      Matcher name = PARAMETER.matcher(text == null ? "" : text);
      if (!name.matches()) {
        return wrong(
            event,
            item.at(),
            "Invalid value for 'RequestParameters' property. Keys must be in the format"
                + " 'method.request.[querystring|path|header].{value}', e.g"
                + " 'method.request.header.Authorization'.");
      }
      parameters.add(parameter(name, settings, item.at()));
      if (Snippets.isTrue(settings.entries().get("Caching"))) {
        cached.add(Snippets.text(name.group(), item.at()));
      }
    }
    if (!cached.isEmpty()) {
      integration.put("cacheKeyParameters", new Sequence(cached, at));
    }
    return true;
  }

  private Mapping parameter(Matcher name, Mapping settings, Location at) {
    String in = name.group(1).equals("querystring") ? "query" : name.group(1);
    Node required = settings.entries().get("Required");
    boolean always = isOpenApi3 && in.equals("path");
    MappingBuilder parameter =
        new MappingBuilder(at)
            .put("name", name.group(2), at)
            .put("in", in, at)
            .put("required", always || required == null ? Snippets.truth(always, at) : required);
    Mapping type = Snippets.entry("type", Snippets.text("string", at), at);
    if (isOpenApi3) {
      parameter.put("schema", type);
    } else {
      parameter.putAll(type);
    }
    return parameter.build();
  }

  private static boolean isTruth(@Nullable Node node) {
    return node == null || (node instanceof Scalar scalar && scalar.kind() == Kind.BOOLEAN);
  }

  private boolean wrong(ApiEvent event, Location at, String message) {
    problems.event(event.owner(), event.event(), at, message);
    return false;
  }
}
