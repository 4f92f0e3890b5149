package io.sallyport.conformance.recorded;

import io.sallyport.conformance.corpus.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recorded definition made ready for the product: the document as it was imported or exported,
 * its recorded holes filled.
 *
 * @param document the OpenAPI document as text, JSON or YAML
 * @param basePath how the import treated the base path, when it said so
 */
record RecordedDefinition(String document, Optional<String> basePath) {
  private static final String INTEGRATION = "x-amazon-apigateway-integration";
  private static final Pattern HOLE = Pattern.compile("\\{\\{step\\d+\\.statusCode}}");

  static RecordedDefinition read(Path file) throws IOException {
    JsonNode recorded = Json.parse(Files.readString(file));
    JsonNode imported = recorded.path("import");
    if (!imported.isMissingNode()) {
      Optional<String> basePath =
          Optional.of(imported.path("parameters").path("basepath").asString(""))
              .filter(mode -> !mode.isEmpty());
      return new RecordedDefinition(imported.path("body").asString(), basePath);
    }
    JsonNode document = recorded.path("openapi");
    fillHoles(document);
    return new RecordedDefinition(document.toString(), Optional.empty());
  }

  /**
   * An integration response's status that was recorded as a reference is the status the method
   * declares.
   */
  private static void fillHoles(JsonNode document) {
    for (JsonNode path : document.path("paths")) {
      for (JsonNode operation : path) {
        Optional<String> declared = declaredStatus(operation);
        for (JsonNode response : operation.path(INTEGRATION).path("responses")) {
          if (HOLE.matcher(response.path("statusCode").asString("")).matches()) {
            declared.ifPresent(status -> ((ObjectNode) response).put("statusCode", status));
          }
        }
      }
    }
  }

  private static Optional<String> declaredStatus(JsonNode operation) {
    return operation.path("responses").properties().stream().map(Map.Entry::getKey).findFirst();
  }
}
