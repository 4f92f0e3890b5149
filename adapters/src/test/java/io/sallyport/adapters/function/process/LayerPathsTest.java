package io.sallyport.adapters.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a layer is found where Lambda's runtimes look in {@code /opt}. */
class LayerPathsTest {

  @TempDir private Path folder;
  @TempDir private Path first;
  @TempDir private Path last;
  private Local local;

  @BeforeEach
  void begin() {
    local = new Local(folder).layers(first, last);
  }

  @AfterEach
  void end() {
    local.close();
  }

  @Test
  @Tag("node")
  void aNodeFunctionFindsTheModulesAndThoseOfTheLastLayerBefore() throws IOException {
    write(first.resolve("nodejs/node_modules/one/index.js"), "module.exports = 'first one';");
    write(first.resolve("nodejs/node_modules/two/index.js"), "module.exports = 'first two';");
    write(last.resolve("nodejs/node_modules/one/index.js"), "module.exports = 'last one';");
    write(last.resolve("nodejs/node20/node_modules/three/index.js"), "module.exports = 'three';");
    write(folder.resolve("node_modules/two/index.js"), "module.exports = 'own two';");
    local.node("exports.handler = async () => [require('one'), require('two'), require('three')];");

    assertThat(Calling.payload(local.function(), "{}"))
        .isEqualTo("[\"last one\",\"own two\",\"three\"]");
  }

  @Test
  @Tag("python")
  void aPythonFunctionFindsThePackages() throws IOException {
    write(first.resolve("python/one.py"), "name = 'first'");
    write(last.resolve("python/one.py"), "name = 'last'");
    write(first.resolve("python/lib/python3.13/site-packages/two.py"), "name = 'two'");
    local.python(
        "import one, two", "def handler(event, context):", "  return [one.name, two.name]");

    assertThat(Calling.payload(local.function(), "{}")).isEqualTo("[\"last\", \"two\"]");
  }

  @Test
  @Tag("node")
  void everyFunctionFindsProgramsAndLibraries() throws IOException {
    Path program = first.resolve("bin/sallyport-greet");
    write(program, "#!/bin/sh", "echo hello");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(last.resolve("lib"));
    local.node(
        "const run = require('child_process').execFileSync;",
        "exports.handler = async () => [String(run('sallyport-greet')).trim(),"
            + " process.env.LD_LIBRARY_PATH];");

    assertThat(Calling.payload(local.function(), "{}"))
        .isEqualTo("[\"hello\",\"" + last.resolve("lib") + "\"]");
  }

  @Test
  @Tag("node")
  void whatTheFunctionSetsItselfStays() throws IOException {
    write(first.resolve("nodejs/node_modules/one/index.js"), "module.exports = 1;");
    local
        .env(Map.of("NODE_PATH", "/nowhere"))
        .node("exports.handler = async () => process.env.NODE_PATH;");

    assertThat(Calling.payload(local.function(), "{}")).isEqualTo("\"/nowhere\"");
  }

  @Test
  void aJavaFunctionHasTheJarsInItsClassPath() throws IOException {
    Files.createDirectories(last.resolve("java/lib"));
    ProcessSettings settings = local.runtime(LambdaRuntime.JAVA).settings();
    try (BootstrapFiles bootstraps = new BootstrapFiles()) {
      assertThat(Launch.builder(settings, Map.of("PATH", "/usr/bin:/bin"), bootstraps).command())
          .anyMatch(word -> word.endsWith(":" + last.resolve("java/lib") + "/*"));
    }
  }

  private static void write(Path file, String... lines) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
