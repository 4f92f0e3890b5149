package io.sallyport.app.gateway;

import io.sallyport.adapters.accesslog.AccessLog;
import io.sallyport.app.config.Flags;
import io.sallyport.app.load.Settings.Watching;
import io.sallyport.edge.Bound;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A gateway that serves, until it is stopped. */
public final class Gateway {

  private static final Duration LOG_PATIENCE = Duration.ofSeconds(1);

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
      PrintStream err) {
    this.wiring = wiring;
    this.companions = companions;
    this.bound = bound;
    this.drain = drain;
    this.err = err;
    this.watcher =
        watching == Watching.ON
            ? new FileWatcher(wiring.reloads::files, wiring.reloads::reload)
            : null;
  }

  /** {@code up}: serves until SIGTERM or SIGINT; the exit code. */
  public static int up(Flags flags, Streams streams) throws InterruptedException {
    return switch (Startup.run(flags, streams)) {
      case Startup.NotStarted(int code) -> code;
      case Startup.Started(Gateway gateway) -> {
        Signals signals = Signals.install(gateway::hangUp);
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
    AccessLog log = wiring.accessLog;
    if (log != null) {
      log.reopen();
    }
    wiring.reloads.reload();
  }

  /** Lets running requests end, for a while, and then ends everything. */
  public void stop() throws InterruptedException {
    err.println("draining requests=" + wiring.edge.inFlight());
    if (watcher != null) {
      watcher.close();
    }
    wiring.admin.drain();
    wiring.edge.drain(drain);
    long left = wiring.edge.inFlight();
    if (left > 0) {
      err.println("drain is over, requests=" + left + " were cut off");
    }
    AccessLog log = wiring.accessLog;
    if (log != null) {
      log.close(LOG_PATIENCE);
    }
    companions.close();
    wiring.edge.close();
  }

  private void stopHard() {
    err.println("stopped at once");
    companions.close();
    Runtime.getRuntime().halt(0);
  }
}
