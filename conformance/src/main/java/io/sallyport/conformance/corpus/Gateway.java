package io.sallyport.conformance.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A running gateway, its addresses known from the ready line. */
public final class Gateway implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("ready http=([0-9.]+):(\\d+) https=(?:off|([0-9.]+):(\\d+)) .*");
  private static final long READY_SECONDS = 300;

  private final Process process;
  private final Path err;
  private final Addresses addresses;

  private Gateway(Process process, Path err, Addresses addresses) {
    this.process = process;
    this.err = err;
    this.addresses = addresses;
  }

  /** Where it listens; without TLS {@code https} is null. */
  private record Addresses(InetSocketAddress http, @Nullable InetSocketAddress https) {}

  /** Waits long enough for a checkout that has to be built first. */
  static Gateway awaitReady(Process process, Path err) throws IOException, NotRunException {
    CompletableFuture<Addresses> ready = new CompletableFuture<>();
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
    return addresses.http();
  }

  /** The address of HTTPS; a mistake to ask of a gateway that was not told to listen for it. */
  public InetSocketAddress https() {
    return Objects.requireNonNull(addresses.https(), "the gateway has no HTTPS");
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

  private static InetSocketAddress address(String host, String port) {
    return new InetSocketAddress(host, Integer.parseInt(port));
  }

  /** Ends the gateway as an operator does; its exit code. */
  public int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  /** Reads on after the ready line, because a full pipe would stop the gateway. */
  private static void readOutput(Process process, CompletableFuture<Addresses> ready) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = READY.matcher(line);
        if (matcher.matches()) {
          String https = matcher.group(3);
          ready.complete(
              new Addresses(
                  address(matcher.group(1), matcher.group(2)),
                  https == null ? null : address(https, matcher.group(4))));
        }
      }
    } catch (IOException ended) {
      ready.completeExceptionally(ended);
    }
    ready.completeExceptionally(new IOException("its output ended before a ready line"));
  }
}
