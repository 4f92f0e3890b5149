package io.sallyport.adapters.process;

import io.sallyport.adapters.process.Processes.StartFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process, and a guard beside it: a shell that waits for the end of a pipe from the gateway,
 * which comes however the gateway ends, and then ends the process.
 */
final class ChildProcess {

  private static final int PROBE_MILLIS = 20;
  private static final int PROBE_TIMEOUT_MILLIS = 1000;

  private final ProcessSpec spec;
  private final Process process;
  private final @Nullable Process guard;
  private final Consumer<String> output;
  private final CountDownLatch said = new CountDownLatch(1);
  private final @Nullable String awaitedText;
  private volatile boolean stopping;
  private List<ProcessHandle> family = List.of();

  private ChildProcess(ProcessSpec spec, Process process, Consumer<String> output) {
    this.spec = spec;
    this.process = process;
    this.guard = guard(process.pid());
    this.output = output;
    this.awaitedText = spec.ready() instanceof Readiness.Says(String text) ? text : null;
  }

  static ChildProcess start(ProcessSpec spec, Consumer<String> output) throws IOException {
    Process process =
        new ProcessBuilder(spec.command())
            .directory(spec.directory().toFile())
            .redirectErrorStream(true)
            .start();
    ChildProcess child = new ChildProcess(spec, process, output);
    Thread.ofPlatform().daemon().name("process-" + spec.name()).start(child::read);
    return child;
  }

  void awaitReady(long deadline) throws StartFailure, InterruptedException {
    while (!ready(deadline)) {
      if (!process.isAlive()) {
        throw new StartFailure(
            spec.name(), "it ended with status " + process.exitValue() + " before it was ready");
      }
      if (System.nanoTime() - deadline > 0) {
        throw new StartFailure(spec.name(), "it did not become ready in time");
      }
      Thread.sleep(PROBE_MILLIS);
    }
  }

  /** Asks the process and its descendants to end. */
  void ask() {
    stopping = true;
    dismissGuard();
    family = process.descendants().toList();
    family.forEach(ProcessHandle::destroy);
    process.destroy();
  }

  /** Waits for all of them and ends by force what is left at {@code deadline}. */
  void end(long deadline) {
    end(process.toHandle(), deadline);
    family.forEach(descendant -> end(descendant, deadline));
  }

  private static void end(ProcessHandle process, long deadline) {
    try {
      process.onExit().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable Process guard(long pid) {
    try {
      return new ProcessBuilder("sh", "-c", "read -r _; kill -TERM " + pid).start();
    } catch (IOException e) {
      // No shell on this system: the process outlives a gateway that is killed.
      return null;
    }
  }

  /** The number of a process that has ended may be another's soon. */
  private void dismissGuard() {
    if (guard != null) {
      guard.destroyForcibly();
    }
  }

  private boolean ready(long deadline) throws InterruptedException {
    return switch (spec.ready()) {
      case null -> true;
      case Readiness.Says _ ->
          said.await(
              Math.min(PROBE_MILLIS * 1_000_000L, Math.max(0, deadline - System.nanoTime())),
              TimeUnit.NANOSECONDS);
      case Readiness.Accepts(String host, int port) -> process.isAlive() && accepts(host, port);
      case Readiness.Answers(URI url) -> process.isAlive() && answers(url);
    };
  }

  private static boolean accepts(String host, int port) {
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(new InetSocketAddress(host, port), PROBE_TIMEOUT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean answers(URI url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(PROBE_TIMEOUT_MILLIS);
      connection.setReadTimeout(PROBE_TIMEOUT_MILLIS);
      connection.setInstanceFollowRedirects(false);
      try {
        return connection.getResponseCode() > 0;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.accept(spec.name() + " | " + line);
        if (awaitedText != null && line.contains(awaitedText)) {
          said.countDown();
        }
      }
    } catch (IOException e) {
      // The pipe broke, which is how it ends when the process is stopped.
    }
    if (!stopping) {
      dismissGuard();
      output.accept(spec.name() + " | ended with status " + process.onExit().join().exitValue());
    }
  }
}
