package io.sallyport.adapters.function.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What runs a function's code: the programs of this machine that stand for Lambda's runtimes. */
public enum LambdaRuntime {
  NODEJS("nodejs", "node"),
  PYTHON("python", "python3"),
  JAVA("java", null),
  PROVIDED("provided", null);

  private final String family;
  private final @Nullable String program;

  LambdaRuntime(String family, @Nullable String program) {
    this.family = family;
    this.program = program;
  }

  /**
   * The runtime that AWS's {@code name} stands for, such as {@code nodejs22.x}, {@code python3.13},
   * {@code java21} or {@code provided.al2023}; also the families themselves, such as {@code
   * nodejs}.
   */
  public static Optional<LambdaRuntime> of(String name) {
    return Stream.of(values())
        .filter(runtime -> name.matches(runtime.family + "([0-9.].*)?") && name.length() < 40)
        .findFirst();
  }

  /** The names of the families, for messages. */
  public static List<String> families() {
    return Stream.of(values()).map(runtime -> runtime.family).toList();
  }

  /**
   * The program that runs the code; null where it is the code itself.
   *
   * @param path where programs are looked for, as {@code PATH} lists folders
   */
  public Optional<Path> program(String path) {
    if (this == JAVA) {
      return Optional.of(Path.of(System.getProperty("java.home"), "bin", "java"));
    }
    return program == null ? Optional.empty() : onPath(program, path);
  }

  /** The name of the program this runtime needs on the {@code PATH}; null where it needs none. */
  public @Nullable String needs() {
    return program;
  }

  static Optional<Path> onPath(String program, String path) {
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
