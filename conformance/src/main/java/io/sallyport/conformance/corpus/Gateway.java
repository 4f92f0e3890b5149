package io.sallyport.conformance.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running gateway, its plain HTTP address known from the ready line. */
public final class Gateway implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready http=([0-9.]+):(\\d+) .*");
  private static final long READY_SECONDS = 300;

  private final Process process;
  private final Path err;
  private final InetSocketAddress http;

  private Gateway(Process process, Path err, InetSocketAddress http) {
    this.process = process;
    this.err = err;
    this.http = http;
  }

  /** Waits long enough for a checkout that has to be built first. */
  static Gateway awaitReady(Process process, Path err) throws IOException, NotRunException {
    CompletableFuture<InetSocketAddress> ready = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> readOutput(process, ready));
    try {
      return new Gateway(process, err, ready.get(READY_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException | ExecutionException never) {
      process.destroyForcibly();
      throw new NotRunException("the gateway was not ready: " + Files.readString(err).strip());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new NotRunException("interrupted");
    }
  }

  public InetSocketAddress http() {
    return http;
  }

  /**
   * Says whether the process still runs; a gateway that a case killed must not count as a refusal.
   */
  public boolean alive() {
    return process.isAlive();
  }

  /** What the gateway wrote to stderr so far. */
  public String errors() throws IOException {
    return Files.readString(err);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    Files.deleteIfExists(err);
  }

  /** Reads on after the ready line, because a full pipe would stop the gateway. */
  private static void readOutput(Process process, CompletableFuture<InetSocketAddress> ready) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = READY.matcher(line);
        if (matcher.matches()) {
          ready.complete(
              new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2))));
        }
      }
    } catch (IOException ended) {
      ready.completeExceptionally(ended);
    }
    ready.completeExceptionally(new IOException("its output ended before a ready line"));
  }
}
