package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.pipeline.ApiType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Finds whether a document defines a REST API or an HTTP API: the latter when it has an extension
 * that only HTTP APIs have, a JWT authorizer or payload format 2.0.
 */
final class ApiTypes {

  private static final Set<String> HTTP_ONLY =
      Set.of("x-amazon-apigateway-importexport-version", "x-amazon-apigateway-cors");

  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private ApiTypes() {}

  static ApiType of(Mapping root) {
    boolean isHttp =
        root.entries().keySet().stream().anyMatch(HTTP_ONLY::contains)
            || new ApiTypes().showsHttp(root, "");
    return isHttp ? ApiType.HTTP : ApiType.REST;
  }

  private boolean showsHttp(Node node, String key) {
    if (node instanceof Scalar || !seen.add(node)) {
      return false;
    }
    return switch (node) {
      case Mapping mapping ->
          isJwtAuthorizer(mapping, key)
              || hasPayloadFormat2(mapping, key)
              || mapping.entries().entrySet().stream()
                  .anyMatch(entry -> showsHttp(entry.getValue(), under(key, entry.getKey())));
      case Sequence sequence -> sequence.items().stream().anyMatch(item -> showsHttp(item, ""));
      case Scalar _ -> false;
    };
  }

  /** The key a value stands under; what stands under the reusable integrations is one. */
  private static String under(String parent, String key) {
    return parent.equals("x-amazon-apigateway-integrations")
        ? "x-amazon-apigateway-integration"
        : key;
  }

  private static boolean isJwtAuthorizer(Mapping mapping, String key) {
    return key.equals("x-amazon-apigateway-authorizer")
        && Reading.textOf(mapping, "type").equalsIgnoreCase("jwt");
  }

  private static boolean hasPayloadFormat2(Mapping mapping, String key) {
    return key.equals("x-amazon-apigateway-integration")
        && Reading.textOf(mapping, "payloadFormatVersion").equals("2.0");
  }
}
