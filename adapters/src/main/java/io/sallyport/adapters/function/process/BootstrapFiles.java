package io.sallyport.adapters.function.process;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The programs of ours that run in a function's process, as files that an interpreter can read. */
final class BootstrapFiles implements AutoCloseable {

  private static final String JAVA = "io/sallyport/adapters/bootstrap/";
  private static final List<String> FILES = List.of("bootstrap.cjs", "bootstrap.py");

  /** Every class of the Java bootstrap. */
  static final List<String> CLASSES =
      List.of(
          "ApiClient",
          "ApiResponse",
          "Binding",
          "Bootstrap",
          "Handler",
          "JsonReader",
          "JsonWriter",
          "LambdaContext");

  private @Nullable Path folder;
  private boolean whole;
  private boolean closed;

  /** The program for {@code node}. */
  Path node() throws IOException {
    return folder().resolve("bootstrap.cjs");
  }

  /** The program for {@code python3}. */
  Path python() throws IOException {
    return folder().resolve("bootstrap.py");
  }

  /** The class path entry of the Java bootstrap. */
  Path java() throws IOException {
    return folder().resolve("java");
  }

  @Override
  public synchronized void close() {
    closed = true;
    Path made = folder;
    folder = null;
    if (made == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(made)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // A few files in the system's folder for such.
    }
  }

  private synchronized Path folder() throws IOException {
    if (closed) {
      throw new IOException("the gateway stops");
    }
    Path made = folder;
    if (made == null || !Files.isDirectory(made)) {
      made = Files.createTempDirectory("sallyport-functions-");
      folder = made;
      whole = false;
    }
    // Whoever tidies up the system's folder takes old files out of it one by one.
    if (!whole || !isWhole(made)) {
      whole = false;
      copyAll(made);
      whole = true;
    }
    return made;
  }

  private static boolean isWhole(Path folder) {
    return FILES.stream().allMatch(file -> Files.exists(folder.resolve(file)))
        && CLASSES.stream().allMatch(name -> Files.exists(folder.resolve(file(name))));
  }

  private static void copyAll(Path folder) throws IOException {
    for (String file : FILES) {
      copy(file, folder.resolve(file));
    }
    for (String name : CLASSES) {
      copy("/" + JAVA + name + ".class", folder.resolve(file(name)));
    }
  }

  private static String file(String className) {
    return "java/" + JAVA + className + ".class";
  }

  private static void copy(String resource, Path target) throws IOException {
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    try (@Nullable InputStream in = BootstrapFiles.class.getResourceAsStream(resource)) {
      Files.copy(Objects.requireNonNull(in, resource), target, REPLACE_EXISTING);
    }
  }
}
