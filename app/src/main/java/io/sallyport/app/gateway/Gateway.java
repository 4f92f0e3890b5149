package io.sallyport.app.gateway;

import io.sallyport.app.config.Flags;
import io.sallyport.app.load.Settings.Watching;
import io.sallyport.edge.Bound;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A gateway that serves, until it is stopped. */
public final class Gateway {

  private final Wiring wiring;
  private final Companions companions;
  private final Bound bound;
  private final Duration drain;
  private final PrintStream err;
  private final @Nullable FileWatcher watcher;

  Gateway(
      Wiring wiring,
      Companions companions,
      Bound bound,
      Duration drain,
      Watching watching,
      FileLooks seen,
      PrintStream err) {
    this.wiring = wiring;
    this.companions = companions;
    this.bound = bound;
    this.drain = drain;
    this.err = err;
    this.watcher =
        watching == Watching.ON
            ? new FileWatcher(wiring.reloads::files, seen, wiring.reloads::reload)
            : null;
  }

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
    if (watcher != null) {
      watcher.close();
    }
    wiring.admin.drain();
    long start = System.nanoTime();
    wiring.edge.drain(drain);
    if (System.nanoTime() - start >= drain.toNanos()) {
      err.println("drain is over after ms=" + drain.toMillis() + ", what was left is cut off");
    }
    wiring.logs.close();
    companions.close();
    wiring.edge.close();
  }

  private void stopHard() {
    err.println("stopped at once");
    companions.close();
    Runtime.getRuntime().halt(0);
  }
}
