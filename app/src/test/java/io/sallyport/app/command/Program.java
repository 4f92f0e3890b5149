package io.sallyport.app.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real program in a Java of its own. */
final class Program implements AutoCloseable {

  private static final Pattern READY =
      Pattern.compile(
          "ready http=(\\S+) https=(\\S+) admin=(\\S+) apis=\\d+ routes=\\d+ snapshot=1 ms=\\d+");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final Path directory;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final List<Thread> readers = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  private Program(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
    readers.add(read(process.getInputStream(), out));
    readers.add(read(process.getErrorStream(), err));
  }

  static Program start(Path directory, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "io.sallyport.app.Main"));
    command.addAll(List.of(arguments));
    return new Program(
        new ProcessBuilder(command).directory(directory.toFile()).start(), directory);
  }

  /** Starts {@code up} on free ports and waits for the ready line. */
  static Program up(Path directory, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("up", "--port", "0", "--admin-port", "0"));
    all.addAll(List.of(arguments));
    Program program = start(directory, all.toArray(String[]::new));
    program.awaitOut(line -> line.startsWith("ready "));
    return program;
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the program does not end: " + out + err);
    }
    for (Thread reader : readers) {
      reader.join();
    }
    return process.exitValue();
  }

  List<String> out() {
    return out;
  }

  List<String> err() {
    return err;
  }

  /** Where it runs. */
  Path directory() {
    return directory;
  }

  long pid() {
    return process.pid();
  }

  String awaitOut(Predicate<String> wanted) throws InterruptedException {
    return await(out, wanted);
  }

  String awaitErr(Predicate<String> wanted) throws InterruptedException {
    return await(err, wanted);
  }

  String http() {
    return "http://" + address(1);
  }

  String https() {
    return "https://" + address(2);
  }

  String admin() {
    return "http://" + address(3);
  }

  HttpResponse<String> get(String uri) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(uri)).timeout(PATIENCE).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String uri) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(uri))
            .timeout(PATIENCE)
            .POST(BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    client.close();
    process.destroyForcibly();
  }

  private String address(int group) {
    for (String line : out) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return ready.group(group);
      }
    }
    throw new AssertionError("no ready line: " + out + err);
  }

  private String await(List<String> lines, Predicate<String> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      for (String line : lines) {
        if (wanted.test(line)) {
          return line;
        }
      }
      if (!process.isAlive() && readers.stream().noneMatch(Thread::isAlive)) {
        break;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("the line did not come: " + out + err);
  }

  private static Thread read(InputStream in, List<String> lines) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (BufferedReader reader =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
          } catch (IOException | UncheckedIOException e) {
            // The program was ended.
          }
        });
  }
}
