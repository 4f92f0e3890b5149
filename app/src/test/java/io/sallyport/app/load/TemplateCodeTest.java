package io.sallyport.app.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.adapters.function.FunctionSettings;
import io.sallyport.adapters.function.process.ProcessSettings;
import io.sallyport.app.config.Flags;
import io.sallyport.core.definition.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code and the layers of a template's functions, as folders and as archives. */
class TemplateCodeTest {

  private static final String API =
      """
      Resources:
        Api: {Type: AWS::ApiGateway::RestApi, Properties: {Body: {swagger: "2.0", info: {title: a}, paths: {}}}}
        Fn: {Type: AWS::Lambda::Function, Properties: {FunctionName: f, Handler: "a.B::c", Runtime: java21, \
      """;

  private static final String HANDLER = "exports.handler = async () => ({});";

  @TempDir private Path directory;

  @Test
  void aFunctionHasTheLayersOfItsTemplateInTheirOrder() throws IOException {
    Files.writeString(directory.resolve("index.js"), HANDLER);
    Path one = Files.createDirectories(directory.resolve("one"));
    zip("two.zip", Map.of("nodejs/node_modules/m/index.js", "module.exports = 1;"));
    ProcessSettings function =
        function(
            API
                + """
                Code: ., Layers: [!Ref One, !Ref Two]}}
                  One: {Type: AWS::Lambda::LayerVersion, Properties: {Content: one}}
                  Two: {Type: AWS::Lambda::LayerVersion, Properties: {LayerName: two, Content: {S3Bucket: b, S3Key: k/two.zip}}}
                """);

    assertThat(function.layers()).hasSize(2).first().isEqualTo(one);
    assertThat(function.layers().getLast().resolve("nodejs/node_modules/m/index.js"))
        .hasContent("module.exports = 1;");
  }

  @Test
  void tellsThatAFunctionRunsWithoutALayer() throws IOException {
    Files.writeString(directory.resolve("index.js"), HANDLER);
    Loading loading =
        load(
            API
                + """
                Code: ., Layers: [
                    "arn:aws:lambda:us-east-1:1:layer:tools:7",
                    !Ref Lost]}}
                  Lost: {Type: AWS::Lambda::LayerVersion, Properties: {Content: lost}}
                """);

    assertThat(loading.problems().found())
        .extracting(Problem::id, problem -> problem.at().line())
        .containsExactly(tuple("layer-not-added", 4), tuple("layer-not-added", 5));
  }

  @Test
  void anArchiveIsUnpackedWithItsPrograms() throws IOException {
    zip("code.zip", Map.of("index.js", HANDLER, "src/deep/data.txt", "data"));
    ProcessSettings function = function(API + "Code: code.zip}}\n");

    assertThat(function.code().resolve("index.js")).hasContent(HANDLER).isExecutable();
    assertThat(function.code().resolve("src/deep/data.txt")).hasContent("data");
  }

  @Test
  void anArchiveBeyondTheLimitOfLambdaIsNotUnpacked() throws IOException {
    try (OutputStream out = Files.newOutputStream(directory.resolve("code.zip"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("zeros"));
      byte[] megabyte = new byte[1 << 20];
      for (int i = 0; i <= 250; i++) {
        zip.write(megabyte);
      }
      zip.closeEntry();
    }
    Loading loading = load(API + "Code: code.zip}}\n");

    assertThat(loading.problems().found())
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("it holds more than 250 MB");
  }

  @Test
  void whatAPackagerPutBesideTheTemplateStandsForWhatItPutInS3() throws IOException {
    zip("shop.zip", Map.of("index.js", HANDLER));
    ProcessSettings function =
        function(
            API
                + "Code: {S3Bucket: !Ref Bucket, S3Key: serverless/shop/dev/1-2026/shop.zip}}}\n"
                + "  Bucket: {Type: AWS::S3::Bucket}\n");

    assertThat(function.code().resolve("index.js")).hasContent(HANDLER);
  }

  @Test
  void anArchiveThatReachesOutsideItsFolderIsNotUnpacked() throws IOException {
    zip("code.zip", Map.of("index.js", HANDLER, "../../outside.js", "out"));
    Loading loading = load(API + "Code: code.zip}}\n");

    assertThat(loading.problems().found())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.id()).isEqualTo("function-not-served");
          assertThat(problem.message()).contains("its code cannot be unpacked");
        });
  }

  private ProcessSettings function(String template) throws IOException {
    Loading loading = load(template);
    assertThat(loading.problems().found()).isEmpty();
    FunctionSettings settings =
        Objects.requireNonNull(loading.settings().configuration().functions().get("f")).settings();
    return ((FunctionSettings.Local) settings).settings();
  }

  private Loading load(String template) throws IOException {
    Path file = Files.writeString(directory.resolve("template.yaml"), template);
    Flags flags = Flags.of(List.of(file), null, null, null, null, Set.of(), Map.of());
    return Loading.begin(flags).read(Previous.NOTHING);
  }

  private void zip(String name, Map<String, String> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(directory.resolve(name));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }
}
