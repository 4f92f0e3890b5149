package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The {@code OPTIONS} methods that answer preflight requests. See "CorsConfiguration" of {@code
 * AWS::Serverless::Api} in the SAM developer guide.
 */
final class RestCors {

  private static final String EVERY_ORIGIN = "'*'";
  private static final String EVERY_METHOD = "'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'";
  private static final Map<String, String> HEADERS = headers();

  private final Mapping written;
  private final boolean isOpenApi3;
  private final Location at;

  private RestCors(Mapping written, boolean isOpenApi3, Location at) {
    this.written = written;
    this.isOpenApi3 = isOpenApi3;
    this.at = at;
  }

  /** Reads {@code Cors}; empty, with a problem, where it is wrong. */
  static Optional<RestCors> read(
      String id, Mapping properties, boolean isOpenApi3, SamProblems problems) {
    Node node = properties.entries().get("Cors");
    Location at = properties.keyAt("Cors");
    if (!(node instanceof Mapping mapping) || Snippets.isFunction(node)) {
      Node origin = node == null ? Snippets.text(EVERY_ORIGIN, at) : node;
      return Optional.of(new RestCors(Snippets.entry("AllowOrigin", origin, at), isOpenApi3, at));
    }
    for (String key : mapping.entries().keySet()) {
      if (!HEADERS.containsKey(key)) {
        problems.resource(id, mapping.keyAt(key), "Invalid key '" + key + "' for 'Cors' property.");
        return Optional.empty();
      }
    }
    String origin = text(mapping, "AllowOrigin");
    boolean open = !mapping.entries().containsKey("AllowOrigin") || EVERY_ORIGIN.equals(origin);
    if (Snippets.isTrue(mapping.entries().get("AllowCredentials")) && open) {
      problems.resource(
          id,
          at,
          "Unable to add Cors configuration because 'AllowCredentials' can not be true when"
              + " 'AllowOrigin' is \"'*'\" or not set");
      return Optional.empty();
    }
    if (mapping.entries().containsKey("AllowOrigin") && "".equals(origin)) {
      problems.resource(id, at, "Invalid input. Value for AllowedOrigins is required");
      return Optional.empty();
    }
    return Optional.of(new RestCors(mapping, isOpenApi3, at));
  }

  /** The methods of a path with {@code options}, where it is not one of them. */
  Mapping with(Mapping item) {
    if (item.entries().keySet().stream().anyMatch(key -> key.equalsIgnoreCase("options"))) {
      return item;
    }
    return MappingBuilder.of(item).put("options", preflight(item), at).build();
  }

  private Mapping preflight(Mapping item) {
    MappingBuilder values = new MappingBuilder(at);
    MappingBuilder declared = new MappingBuilder(at);
    Mapping type = Snippets.entry("type", Snippets.text("string", at), at);
    HEADERS.forEach((key, header) -> {
      Node value = value(key, item);
      if (value != null) {
        values.put("method.response.header." + header, value, at);
        declared.put(header, isOpenApi3 ? Snippets.entry("schema", type, at) : type, at);
      }
    });
    Mapping answer =
        new MappingBuilder(at)
            .put("description", "Default response for CORS method", at)
            .put("headers", declared.build())
            .build();
    MappingBuilder operation = new MappingBuilder(at).put("summary", "CORS support", at);
    if (!isOpenApi3) {
      Node json = Snippets.list(at, Snippets.text("application/json", at));
      operation.put("consumes", json).put("produces", json);
    }
    return operation
        .put("x-amazon-apigateway-integration", integration(values.build()))
        .put("responses", Snippets.entry("200", answer, at))
        .build();
  }

  private Mapping integration(Mapping headers) {
    Mapping answer =
        new MappingBuilder(at)
            .put("statusCode", "200", at)
            .put("responseParameters", headers)
            .put("responseTemplates", json("{}\n"))
            .build();
    return new MappingBuilder(at)
        .put("type", "mock", at)
        .put("requestTemplates", json("{\n  \"statusCode\" : 200\n}\n"))
        .put("responses", Snippets.entry("default", answer, at))
        .build();
  }

  private Mapping json(String template) {
    return Snippets.entry("application/json", Snippets.text(template, at), at);
  }

  private @Nullable Node value(String key, Mapping item) {
    Node value = written.entries().get(key);
    return switch (key) {
      case "AllowOrigin" -> value == null ? Snippets.text(EVERY_ORIGIN, at) : value;
      case "AllowMethods" -> Snippets.isAbsent(value) ? Snippets.text(methods(item), at) : value;
      case "AllowCredentials" -> Snippets.isTrue(value) ? Snippets.text("'true'", at) : null;
      default -> value;
    };
  }

  private static String methods(Mapping item) {
    Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
    for (String method : item.entries().keySet()) {
      if (method.equals(RestRoutes.ANY)) {
        return EVERY_METHOD;
      }
      if (RestRoutes.isMethod(method)) {
        methods.add(method.toUpperCase(Locale.ROOT));
      }
    }
    return "'" + String.join(",", methods) + "'";
  }

  private static @Nullable String text(Mapping mapping, String key) {
    return mapping.entries().get(key) instanceof Scalar scalar ? scalar.text() : null;
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("AllowOrigin", "Access-Control-Allow-Origin");
    headers.put("AllowHeaders", "Access-Control-Allow-Headers");
    headers.put("AllowMethods", "Access-Control-Allow-Methods");
    headers.put("MaxAge", "Access-Control-Max-Age");
    headers.put("AllowCredentials", "Access-Control-Allow-Credentials");
    return headers;
  }
}
