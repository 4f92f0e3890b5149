package io.sallyport.conformance.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedDefinitionTest {
  @TempDir private Path folder;

  @Test
  void fillsARecordedHoleWithTheStatusTheMethodDeclares() throws IOException {
    RecordedDefinition definition =
        read(
            """
            {"openapi": {"paths": {"/a": {"get": {
              "responses": {"201": {}},
              "x-amazon-apigateway-integration": {"responses": {
                "default": {"statusCode": "{{step5.statusCode}}"}}}}}}}}
            """);

    assertThat(definition.document()).contains("\"statusCode\":\"201\"").doesNotContain("{{");
  }

  @Test
  void keepsAnImportedBodyByteForByte() throws IOException {
    RecordedDefinition definition =
        read(
            "{\"import\": {\"body\": \"swagger: '2.0'\", \"parameters\": {\"basepath\":"
                + " \"split\"}}}");

    assertThat(definition.document()).isEqualTo("swagger: '2.0'");
    assertThat(definition.basePath()).contains("split");
  }

  private RecordedDefinition read(String text) throws IOException {
    Path file = folder.resolve("definition.json");
    Files.writeString(file, text);
    return RecordedDefinition.read(file);
  }
}
