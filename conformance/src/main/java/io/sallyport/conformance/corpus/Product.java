package io.sallyport.conformance.corpus;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged product as outside scripts see it: a launcher and its command contract. */
public record Product(Path launcher) {

  /** What a command that ends by itself printed. */
  public record Ended(int exit, String out, String err) {}

  /** Starts {@code up} on free ports and waits for its ready line. */
  public Gateway up(List<String> arguments) throws IOException, NotRunException {
    List<String> command = command("up", arguments);
    command.addAll(List.of("--port", "0", "--admin-port", "0", "--no-watch"));
    Path err = Files.createTempFile("sallyport-up", ".err");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    return Gateway.awaitReady(process, err);
  }

  /** Runs {@code check --format json} to its end. */
  public Ended check(List<String> arguments) throws IOException, NotRunException {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--format", "json"));
    return run("check", all);
  }

  /** Runs a command that ends by itself. */
  public Ended run(String verb, List<String> arguments) throws IOException, NotRunException {
    List<String> command = command(verb, arguments);
    Path out = Files.createTempFile("sallyport-run", ".out");
    Path err = Files.createTempFile("sallyport-run", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.to(out.toFile()))
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new NotRunException("`" + String.join(" ", command) + "` did not end in 120 s");
      }
      return new Ended(process.exitValue(), read(out), read(err));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new NotRunException("interrupted");
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  private List<String> command(String verb, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString(), verb));
    command.addAll(arguments);
    return command;
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
