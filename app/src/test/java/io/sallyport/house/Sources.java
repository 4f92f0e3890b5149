package io.sallyport.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java sources of every module. */
final class Sources {

  /** The root of the checkout; tests run in the folder of their module. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final List<String> MODULES =
      List.of("policy", "core", "edge", "adapters", "app", "benchmarks", "conformance", "examples");

  private Sources() {}

  /** Every Java file of ours, main and test; what belongs to a peer of a benchmark is its own. */
  static List<Path> all() {
    return MODULES.stream().flatMap(module -> java(ROOT.resolve(module))).sorted().toList();
  }

  /** Every Java file that ships. */
  static List<Path> main() {
    return all().stream().filter(file -> !file.toString().contains("/src/test/")).toList();
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> java(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .filter(file -> !file.toString().contains("/peers/"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
