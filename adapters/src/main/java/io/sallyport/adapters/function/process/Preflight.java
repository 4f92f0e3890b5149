package io.sallyport.adapters.function.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What would keep a function from being run, found without running it. */
public final class Preflight {

  private Preflight() {}

  /** What is missing. */
  public enum Missing {
    CODE,
    HANDLER,
    PROGRAM
  }

  /**
   * Something that is missing.
   *
   * @param message a sentence in lower case
   */
  public record Finding(Missing what, String message) {}

  /**
   * Looks at the folders of code and layers, the handler's file and the program that runs it.
   *
   * @param path where programs are looked for, as {@code PATH} lists folders
   */
  public static List<Finding> check(ProcessSettings settings, String path) {
    List<Finding> findings = new ArrayList<>();
    String program = settings.runtime().needs();
    if (program != null && settings.runtime().program(path).isEmpty()) {
      findings.add(
          new Finding(
              Missing.PROGRAM,
              "`%s` is not on the PATH, and %s functions need it"
                  .formatted(program, settings.runtime().name().toLowerCase(Locale.ROOT))));
    }
    code(settings)
        .or(() -> layer(settings))
        .map(message -> new Finding(Missing.CODE, message))
        .or(() -> handler(settings).map(message -> new Finding(Missing.HANDLER, message)))
        .ifPresent(findings::add);
    return findings;
  }

  private static Optional<String> code(ProcessSettings settings) {
    Path code = settings.code();
    if (!Files.exists(code)) {
      return Optional.of("`" + code + "` does not exist");
    }
    boolean jar = settings.runtime() == LambdaRuntime.JAVA && code.toString().endsWith(".jar");
    return Files.isDirectory(code) || jar
        ? Optional.empty()
        : Optional.of(
            "`"
                + code
                + "` is not a folder"
                + (code.toString().endsWith(".zip") ? "; unpack it" : ""));
  }

  private static Optional<String> layer(ProcessSettings settings) {
    return settings.layers().stream()
        .filter(layer -> !Files.isDirectory(layer))
        .findFirst()
        .map(layer -> "the layer `" + layer + "` is not a folder");
  }

  private static Optional<String> handler(ProcessSettings settings) {
    return switch (settings.runtime()) {
      case NODEJS -> node(settings);
      case PYTHON -> python(settings);
      case JAVA -> java(settings.handler());
      case PROVIDED -> bootstrap(settings.code().resolve("bootstrap"));
    };
  }

  private static Optional<String> node(ProcessSettings settings) {
    String handler = settings.handler();
    int slash = handler.lastIndexOf('/') + 1;
    int dot = handler.indexOf('.', slash);
    if (dot <= slash || dot == handler.length() - 1 || handler.contains("..")) {
      return malformed(handler, "`folder/file.export`");
    }
    String module = handler.substring(0, dot);
    boolean isTypeScript = Files.isRegularFile(settings.code().resolve(module + ".ts"));
    return among(settings, module, List.of("", ".js", ".mjs", ".cjs"))
        .map(missing ->
            isTypeScript
                ? "handler `%s` is TypeScript: build `%s.ts` first, as `sam build` or `esbuild` do"
                    .formatted(handler, module)
                : missing);
  }

  private static Optional<String> python(ProcessSettings settings) {
    String handler = settings.handler();
    int dot = handler.lastIndexOf('.');
    if (dot <= 0 || dot == handler.length() - 1) {
      return malformed(handler, "`package.module.function`");
    }
    String module = handler.substring(0, dot).replace('.', '/');
    return among(settings, module, List.of(".py", "/__init__.py", ".so", ".pyc"));
  }

  private static Optional<String> java(String handler) {
    return handler.matches("[\\p{L}_$][\\p{L}\\p{N}_$.]*(::[\\p{L}_$][\\p{L}\\p{N}_$]*)?")
        ? Optional.empty()
        : malformed(handler, "`package.Class::method` or `package.Class`");
  }

  private static Optional<String> bootstrap(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file)
        ? Optional.empty()
        : Optional.of("`" + file + "` is not a program: a provided runtime needs one");
  }

  private static Optional<String> among(
      ProcessSettings settings, String module, List<String> suffixes) {
    Stream<Path> files = suffixes.stream().map(suffix -> settings.code().resolve(module + suffix));
    return files.anyMatch(Files::isRegularFile)
        ? Optional.empty()
        : Optional.of(
            "handler `%s` has no file: neither `%s` nor its like is in `%s`"
                .formatted(
                    settings.handler(),
                    module + (suffixes.contains(".py") ? ".py" : ".js"),
                    settings.code()));
  }

  private static Optional<String> malformed(String handler, String expected) {
    return Optional.of("handler `" + handler + "` will not do, expected " + expected);
  }
}
