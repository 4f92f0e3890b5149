package io.sallyport.app.gateway;

import io.sallyport.adapters.function.ConfiguredFunctions;
import io.sallyport.app.config.Flags;
import io.sallyport.app.load.Settings.Watching;
import io.sallyport.edge.Bound;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** A gateway that serves, until it is stopped. */
public final class Gateway {

  private final Wiring wiring;
  private final Companions companions;
  private final ConfiguredFunctions functions;
  private final Bound bound;
  private final Duration drain;
  private final PrintStream err;
  private final ExpiryWarnings expiry;
  private final List<FileWatcher> watchers;

  Gateway(
      Wiring wiring,
      Companions companions,
      ConfiguredFunctions functions,
      Bound bound,
      Duration drain,
      Watching watching,
      Seen seen,
      PrintStream err) {
    this.wiring = wiring;
    this.companions = companions;
    this.functions = functions;
    this.bound = bound;
    this.drain = drain;
    this.err = err;
    this.expiry = new ExpiryWarnings(wiring.certificates::inForce, err);
    this.watchers = watching == Watching.ON ? watchers(wiring, seen) : List.of();
    expiry.start();
  }

  /**
   * What the files looked like just before they were read, so that no edit falls between reading
   * and watching.
   */
  record Seen(FileLooks definitions, FileLooks certificates) {}

  /** {@code up}: serves until SIGTERM or SIGINT; the exit code. */
  public static int up(Flags flags, Streams streams) throws InterruptedException {
    Signals signals = new Signals();
    return switch (Startup.run(flags, streams, signals::install)) {
      case Startup.NotStarted(int code) -> code;
      case Startup.Started(Gateway gateway) -> {
        signals.onHangUp(gateway::hangUp);
        signals.awaitStop();
        signals.onSecondStop(gateway::stopHard);
        gateway.stop();
        yield 0;
      }
    };
  }

  /** Where it listens. */
  public Bound bound() {
    return bound;
  }

  /** SIGHUP: lets a rotated log file go and reads everything again. */
  public void hangUp() {
    wiring.logs.reopen();
    wiring.reloads.reload();
  }

  /** Lets running requests end, for a while, and then ends everything. */
  public void stop() throws InterruptedException {
    err.println("draining requests=" + wiring.edge.inFlight());
    watchers.forEach(FileWatcher::close);
    expiry.close();
    wiring.admin.drain();
    long start = System.nanoTime();
    wiring.edge.drain(drain);
    if (System.nanoTime() - start >= drain.toNanos()) {
      err.println("drain is over after ms=" + drain.toMillis() + ", what was left is cut off");
    }
    wiring.logs.close();
    functions.close();
    companions.close();
    wiring.edge.close();
  }

  /** Definitions and certificates change apart, and one does not wait for the other. */
  private static List<FileWatcher> watchers(Wiring wiring, Seen seen) {
    Reloads reloads = wiring.reloads;
    Certificates certificates = wiring.certificates;
    FileWatcher definitions =
        new FileWatcher(reloads::files, seen.definitions(), () -> reloads.reload());
    return wiring.edge.tls().isEmpty()
        ? List.of(definitions)
        : List.of(
            definitions,
            new FileWatcher(certificates::files, seen.certificates(), certificates::reload));
  }

  private void stopHard() {
    err.println("stopped at once");
    functions.close();
    companions.close();
    Runtime.getRuntime().halt(0);
  }
}
