package io.sallyport.adapters.function.process;

import io.sallyport.adapters.function.process.FunctionHost.Watching;
import io.sallyport.adapters.function.process.ProcessSettings.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A function in a folder of its own, run with settings that a test says. */
final class Local implements AutoCloseable {

  private final Path code;
  private final Map<String, String> gateway = new HashMap<>(System.getenv());
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private LambdaRuntime runtime = LambdaRuntime.NODEJS;
  private String handler = "app.handler";
  private List<Path> layers = List.of();
  private Map<String, String> env = Map.of();
  private Duration timeout = Duration.ofSeconds(10);
  private int concurrency = 2;
  private int queue = 1000;
  private Duration idle = Duration.ofMinutes(5);
  private Credentials credentials = Credentials.NONE;
  private FunctionHost host = new FunctionHost(gateway, Watching.ON, lines::add);

  Local(Path code) {
    this.code = code;
  }

  Local file(String name, String... text) throws IOException {
    Path file = code.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, String.join("\n", text) + "\n");
    return this;
  }

  Local node(String... text) throws IOException {
    return file("app.js", text);
  }

  Local python(String... text) throws IOException {
    runtime = LambdaRuntime.PYTHON;
    return file("app.py", text);
  }

  Local runtime(LambdaRuntime wanted) {
    runtime = wanted;
    return this;
  }

  Local handler(String wanted) {
    handler = wanted;
    return this;
  }

  Local layers(Path... wanted) {
    layers = List.of(wanted);
    return this;
  }

  Local env(Map<String, String> wanted) {
    env = wanted;
    return this;
  }

  /** A variable of the gateway's own environment. */
  Local gateway(String key, String value) {
    gateway.put(key, value);
    host = new FunctionHost(gateway, Watching.ON, lines::add);
    return this;
  }

  Local unwatched() {
    host = new FunctionHost(gateway, Watching.OFF, lines::add);
    return this;
  }

  /** With so long for a process to begin. */
  Local start(Duration wanted) {
    host = new FunctionHost(gateway, Watching.ON, lines::add, wanted);
    return this;
  }

  Local credentials(Credentials wanted) {
    credentials = wanted;
    return this;
  }

  Local timeout(Duration wanted) {
    timeout = wanted;
    return this;
  }

  Local pool(int processes, int waiting) {
    concurrency = processes;
    queue = waiting;
    return this;
  }

  Local idle(Duration wanted) {
    idle = wanted;
    return this;
  }

  ProcessFunction function() {
    return host.function(
        new FunctionIdentity(
            "hello",
            "$LATEST",
            "arn:aws:lambda:eu-west-1:123456789012:function:hello",
            "eu-west-1"),
        settings());
  }

  ProcessSettings settings() {
    return new ProcessSettings(
        runtime, code, layers, handler, env, timeout, 128, concurrency, queue, idle, credentials);
  }

  /** Waits until it has printed so much, for a while. */
  void awaitLines(int count) {
    for (int i = 0; i < 500 && lines.size() < count; i++) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** What the function has printed so far. */
  List<String> lines() {
    return lines;
  }

  @Override
  public void close() {
    host.close();
  }
}
