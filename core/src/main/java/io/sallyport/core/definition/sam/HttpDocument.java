package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Completes the document of an HTTP API by what its resource says about the whole of it. */
final class HttpDocument {

  private static final Set<String> CORS =
      Set.of(
          "AllowOrigins",
          "AllowHeaders",
          "AllowMethods",
          "ExposeHeaders",
          "MaxAge",
          "AllowCredentials");

  private HttpDocument() {}

  /** Whether everything that is said could be written. */
  static boolean complete(
      String id, Mapping properties, MappingBuilder body, Location at, SamProblems problems) {
    info(properties, body, at);
    tags(properties, body, at);
    closedEndpoint(properties, body);
    return cors(id, properties, body, problems);
  }

  private static void info(Mapping properties, MappingBuilder body, Location at) {
    Mapping written = body.get("info") instanceof Mapping m ? m : Snippets.empty(at);
    MappingBuilder info = MappingBuilder.of(written);
    Node name = properties.entries().get("Name");
    if (name != null) {
      info.put("title", name, properties.keyAt("Name"));
    }
    Node description = properties.entries().get("Description");
    if (description != null && !info.has("description")) {
      info.put("description", description, properties.keyAt("Description"));
    }
    if (!info.isEmpty()) {
      body.put("info", info.build());
    }
  }

  private static void tags(Mapping properties, MappingBuilder body, Location at) {
    List<Node> tags = new ArrayList<>();
    if (body.get("tags") instanceof Sequence written) {
      tags.addAll(written.items());
    }
    all(properties, at)
        .entries()
        .forEach((name, value) ->
            tags.add(
                new MappingBuilder(value.at())
                    .put("name", name, value.at())
                    .put("x-amazon-apigateway-tag-value", value)
                    .build()));
    body.put("tags", new Sequence(tags, at));
  }

  /** The tags of the resource and the one that SAM adds. */
  static Mapping all(Mapping properties, Location at) {
    return MappingBuilder.of(Snippets.mapping(properties, "Tags"))
        .put("httpapi:createdBy", "SAM", at)
        .build();
  }

  private static void closedEndpoint(Mapping properties, MappingBuilder body) {
    Node disabled = properties.entries().get("DisableExecuteApiEndpoint");
    if (disabled == null) {
      return;
    }
    Location at = properties.keyAt("DisableExecuteApiEndpoint");
    String key = "x-amazon-apigateway-endpoint-configuration";
    List<Node> servers = new ArrayList<>();
    if (body.get("servers") instanceof Sequence written) {
      servers.addAll(written.items());
    }
    if (servers.isEmpty()) {
      servers.add(Snippets.empty(at));
    }
    List<Node> closed = new ArrayList<>();
    for (Node server : servers) {
      Mapping mapping = server instanceof Mapping m ? m : Snippets.empty(at);
      Mapping endpoint =
          MappingBuilder.of(Snippets.mapping(mapping, key))
              .put("disableExecuteApiEndpoint", disabled, at)
              .build();
      closed.add(MappingBuilder.of(mapping).put(key, endpoint).build());
    }
    body.put("servers", new Sequence(closed, at));
  }

  private static boolean cors(
      String id, Mapping properties, MappingBuilder body, SamProblems problems) {
    Node written = properties.entries().get("CorsConfiguration");
    Location at = properties.keyAt("CorsConfiguration");
    if (written == null || (written instanceof Scalar && !Snippets.isTrue(written))) {
      return true;
    }
    if (Snippets.isFunction(written)) {
      problems.resource(id, at, "Invalid value for 'CorsConfiguration' property.");
      return false;
    }
    MappingBuilder cors = new MappingBuilder(at);
    if (written instanceof Mapping mapping) {
      for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
        String key = entry.getKey();
        if (!CORS.contains(key)) {
          problems.resource(id, mapping.keyAt(key), "Invalid value for 'Cors' property.");
          return false;
        }
        String name = key.substring(0, 1).toLowerCase(Locale.ROOT) + key.substring(1);
        cors.put(name, entry.getValue(), mapping.keyAt(key));
      }
    } else {
      cors.put("allowOrigins", Snippets.list(at, Snippets.text("*", at)));
    }
    body.put("x-amazon-apigateway-cors", cors.build());
    return true;
  }
}
