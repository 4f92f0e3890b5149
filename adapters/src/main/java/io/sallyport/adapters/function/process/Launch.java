package io.sallyport.adapters.function.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts a function's process. */
final class Launch {

  private static final String NULL_DEVICE = File.separatorChar == '\\' ? "NUL" : "/dev/null";

  private Launch() {}

  /**
   * Starts a process that has nothing of the gateway's: an environment of its own, no input, and no
   * descriptor but its output. It does nothing before {@code guard} knows it.
   */
  static Process start(
      ProcessSettings settings,
      Map<String, String> environment,
      BootstrapFiles bootstraps,
      Guard guard)
      throws IOException {
    Process started = builder(settings, environment, bootstraps).start();
    try {
      guard.add(started);
      if (Gate.exists()) {
        Gate.open(started);
      }
      return started;
    } catch (IOException | RuntimeException | Error e) {
      started.destroyForcibly();
      guard.drop(started);
      throw e;
    }
  }

  /** How a process is started that waits at its gate. */
  static ProcessBuilder builder(
      ProcessSettings settings, Map<String, String> environment, BootstrapFiles bootstraps)
      throws IOException {
    refuseNul(environment);
    Path code = settings.code().toAbsolutePath().normalize();
    Path folder = Files.isDirectory(code) ? code : code.getParent();
    if (!Files.exists(code) || folder == null) {
      throw new IOException("`" + settings.code() + "` does not exist");
    }
    List<String> program = command(settings, code, environment, bootstraps);
    List<String> command = new ArrayList<>(session(environment.getOrDefault("PATH", "")));
    command.addAll(Gate.exists() ? Gate.before(program) : program);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    if (!Gate.exists()) {
      builder.redirectInput(Redirect.from(new File(NULL_DEVICE)));
    }
    return builder.directory(folder.toFile()).redirectErrorStream(true);
  }

  /** The system's own complaint would show the value, which may be a secret. */
  private static void refuseNul(Map<String, String> environment) throws IOException {
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().indexOf('\0') >= 0 || variable.getValue().indexOf('\0') >= 0) {
        throw new IOException(
            "the value of `" + variable.getKey().replace('\0', '?') + "` has a NUL character");
      }
    }
  }

  private static List<String> command(
      ProcessSettings settings,
      Path code,
      Map<String, String> environment,
      BootstrapFiles bootstraps)
      throws IOException {
    return switch (settings.runtime()) {
      case NODEJS -> List.of(program(settings, environment), bootstraps.node().toString());
      case PYTHON -> List.of(program(settings, environment), "-u", bootstraps.python().toString());
      case JAVA ->
          List.of(
              program(settings, environment),
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              String.join(File.pathSeparator, classPath(settings, code, bootstraps)),
              "io.sallyport.adapters.bootstrap.Bootstrap");
      case PROVIDED -> List.of(code.resolve("bootstrap").toString());
    };
  }

  /**
   * What gives a command a session of its own, where the system has the means: Ctrl-C in a terminal
   * ends the gateway, which lets requests end first, and does not end the functions they need. What
   * the process starts is in its group then, and ends with it.
   */
  static List<String> session(String path) {
    return LambdaRuntime.onPath("setsid", path)
        .map(program -> List.of(program.toString()))
        .orElse(List.of());
  }

  private static String program(ProcessSettings settings, Map<String, String> environment)
      throws IOException {
    return settings
        .runtime()
        .program(environment.getOrDefault("PATH", ""))
        .orElseThrow(
            () -> new IOException("`" + settings.runtime().needs() + "` is not on the PATH"))
        .toString();
  }

  /** As Lambda has it: the folder itself, each jar in its {@code lib}, and those of layers. */
  private static List<String> classPath(
      ProcessSettings settings, Path code, BootstrapFiles bootstraps) throws IOException {
    List<String> path = new ArrayList<>(List.of(bootstraps.java().toString(), code.toString()));
    if (Files.isDirectory(code)) {
      path.add(code.resolve("lib") + File.separator + "*");
    }
    LayerPaths.folders(settings, "java/lib").forEach(lib -> path.add(lib + File.separator + "*"));
    return path;
  }
}
