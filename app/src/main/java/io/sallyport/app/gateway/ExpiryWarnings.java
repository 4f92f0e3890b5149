package io.sallyport.app.gateway;

import io.sallyport.edge.tls.ServerCertificate;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says of each certificate in force, once each time, that it expires within thirty days, seven days
 * and one day, and that it has expired.
 */
final class ExpiryWarnings implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofMinutes(10);

  /** Latest first; nothing is left in the last one. */
  private static final List<Duration> BEFORE =
      List.of(Duration.ZERO, Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));

  private final Supplier<List<ServerCertificate>> certificates;
  private final PrintStream err;
  private Map<ServerCertificate, Duration> said = new HashMap<>();
  private @Nullable Thread thread;

  ExpiryWarnings(Supplier<List<ServerCertificate>> certificates, PrintStream err) {
    this.certificates = certificates;
    this.err = err;
  }

  /** Looks now, and every ten minutes from now on. */
  void start() {
    thread = Thread.ofVirtual().name("certificate-expiry").start(this::lookForEver);
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Says what there is to say at {@code now} and has not been said. */
  void look(Instant now) {
    Map<ServerCertificate, Duration> kept = new HashMap<>();
    for (ServerCertificate one : certificates.get()) {
      Duration left = Duration.between(now, one.expires());
      for (Duration before : BEFORE) {
        if (left.compareTo(before) <= 0) {
          if (!before.equals(said.get(one))) {
            err.println(sentence(one, left));
          }
          kept.put(one, before);
          break;
        }
      }
    }
    said = kept;
  }

  private static String sentence(ServerCertificate one, Duration left) {
    String which =
        "the certificate for `" + one.name() + "` in `" + one.files().certificates() + "` ";
    if (!left.isPositive()) {
      return which + "expired at " + one.expires() + " and callers refuse it: replace the file";
    }
    String time = left.toDays() > 1 ? left.toDays() + " days" : left.toHours() + " hours";
    return which + "expires in " + time + ", at " + one.expires();
  }

  private void lookForEver() {
    try {
      while (true) {
        look(Instant.now());
        Thread.sleep(PERIOD);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }
}
