package io.sallyport.conformance.recorded;

import io.sallyport.conformance.corpus.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One definition on one stage, with the cases recorded against it. */
record Deployment(String apiId, List<RecordedCase> cases) {
  Deployment {
    cases = List.copyOf(cases);
  }

  /** Derives the API id from what tells deployments apart, so that it is the same in every run. */
  static Deployment of(String key, List<RecordedCase> cases) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return new Deployment("c" + HexFormat.of().formatHex(digest).substring(0, 9), cases);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  String host() {
    return apiId + ".execute-api.localhost";
  }

  /** Something the recording's stage had for which the product has no setting. */
  Optional<String> unsupported() {
    return List.of("canary", "usagePlans").stream().filter(n -> first().has(n)).findFirst();
  }

  /** Writes the definition into {@code folder} and returns its entry for the configuration. */
  ObjectNode write(Path definitions, Path folder) throws IOException {
    RecordedDefinition definition =
        RecordedDefinition.read(
            definitions.resolve(first().path("definition").asString() + ".json"));
    Path file = folder.resolve(apiId + (definition.document().startsWith("{") ? ".json" : ".yaml"));
    Files.writeString(file, definition.document());
    ObjectNode entry = Json.object();
    entry.put("file", file.getFileName().toString());
    entry.put("id", apiId);
    entry.put("type", "rest");
    entry.put("stage", first().path("stage").asString());
    if (first().has("stageVariables")) {
      entry.set("stageVariables", first().path("stageVariables"));
    }
    definition.basePath().ifPresent(mode -> entry.put("basePath", mode));
    return entry;
  }

  /** The outside addresses that the recordings reached. */
  JsonNode backends() {
    return first().path("backends");
  }

  private JsonNode first() {
    return cases.getFirst().line();
  }
}
