package io.sallyport.adapters.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.adapters.function.process.Preflight.Finding;
import io.sallyport.adapters.function.process.Preflight.Missing;
import io.sallyport.adapters.function.process.ProcessSettings.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is missing is said before anything is started. */
class PreflightTest {

  @TempDir private Path folder;
  @TempDir private Path elsewhere;

  @ParameterizedTest
  @CsvSource({
    "NODEJS, app.handler",
    "NODEJS, src/mod.handler.nested",
    "NODEJS, esm.handler",
    "PYTHON, app.handler",
    "PYTHON, pkg.handler",
    "PYTHON, src/mod.handler",
    "JAVA, app.Main::go",
    "JAVA, app.Main$Inner",
  })
  void findsNothingWhereAllIsThere(LambdaRuntime runtime, String handler) throws IOException {
    for (String file :
        List.of("app.js", "esm.mjs", "app.py", "src/mod.cjs", "src/mod.py", "pkg/__init__.py")) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.createFile(folder.resolve(file));
    }
    assertThat(found(runtime, folder, handler, programs())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NODEJS, app.handler, HANDLER, has no file",
    "NODEJS, typed.handler, HANDLER, 'is TypeScript: build `typed.ts` first'",
    "NODEJS, app, HANDLER, `folder/file.export`",
    "NODEJS, ../app.handler, HANDLER, `folder/file.export`",
    "PYTHON, app.handler, HANDLER, `app.py`",
    "PYTHON, app, HANDLER, `package.module.function`",
    "JAVA, app-x, HANDLER, `package.Class::method`",
    "PROVIDED, x, HANDLER, is not a program",
  })
  void saysWhichHandlerIsMissing(
      LambdaRuntime runtime, String handler, Missing missing, String message) throws IOException {
    Files.createFile(folder.resolve("typed.ts"));
    assertThat(found(runtime, folder, handler, programs()))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.what()).isEqualTo(missing);
          assertThat(finding.message()).contains(message);
        });
  }

  @Test
  void saysThatALayerIsMissing() throws IOException {
    Files.createFile(folder.resolve("app.js"));
    ProcessSettings settings =
        settings(
            LambdaRuntime.NODEJS, folder, List.of(folder, folder.resolve("none")), "app.handler");

    assertThat(Preflight.check(settings, programs()))
        .containsExactly(
            new Finding(
                Missing.CODE, "the layer `" + folder.resolve("none") + "` is not a folder"));
  }

  @Test
  void saysThatTheCodeIsMissing() throws IOException {
    assertThat(found(LambdaRuntime.NODEJS, folder.resolve("none"), "app.handler", programs()))
        .containsExactly(
            new Finding(Missing.CODE, "`" + folder.resolve("none") + "` does not exist"));
    Path zip = Files.createFile(folder.resolve("code.zip"));
    assertThat(found(LambdaRuntime.NODEJS, zip, "app.handler", programs()))
        .containsExactly(new Finding(Missing.CODE, "`" + zip + "` is not a folder; unpack it"));
    Path jar = Files.createFile(folder.resolve("code.jar"));
    assertThat(found(LambdaRuntime.JAVA, jar, "app.Main", programs())).isEmpty();
  }

  @Test
  void saysThatTheInterpreterIsMissing() throws IOException {
    Files.createFile(folder.resolve("app.js"));
    assertThat(found(LambdaRuntime.NODEJS, folder, "app.handler", folder.toString()))
        .containsExactly(
            new Finding(
                Missing.PROGRAM, "`node` is not on the PATH, and nodejs functions need it"));
  }

  @ParameterizedTest
  @CsvSource({
    "nodejs22.x, NODEJS",
    "nodejs, NODEJS",
    "python3.13, PYTHON",
    "java21, JAVA",
    "java8.al2, JAVA",
    "provided.al2023, PROVIDED",
    "provided, PROVIDED",
  })
  void takesAwsNamesOfRuntimes(String name, LambdaRuntime runtime) {
    assertThat(LambdaRuntime.of(name)).contains(runtime);
  }

  @ParameterizedTest
  @CsvSource({"ruby3.3", "dotnet8", "go1.x", "node", "javascript", "nodejs-22", "''"})
  void refusesOtherRuntimes(String name) {
    assertThat(LambdaRuntime.of(name)).isEmpty();
  }

  private static List<Finding> found(
      LambdaRuntime runtime, Path code, String handler, String path) {
    return Preflight.check(settings(runtime, code, List.of(), handler), path);
  }

  private static ProcessSettings settings(
      LambdaRuntime runtime, Path code, List<Path> layers, String handler) {
    return new ProcessSettings(
        runtime,
        code,
        layers,
        handler,
        Map.of(),
        Duration.ofSeconds(3),
        128,
        1,
        1,
        Duration.ofMinutes(1),
        Credentials.NONE);
  }

  /** A folder with programs of the interpreters' names: what they do is not asked here. */
  private String programs() throws IOException {
    Path bin = Files.createDirectories(elsewhere.resolve("bin"));
    for (String name : List.of("node", "python3")) {
      Path program = bin.resolve(name);
      if (Files.notExists(program)) {
        Files.createFile(program);
      }
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }
    return bin.toString();
  }
}
