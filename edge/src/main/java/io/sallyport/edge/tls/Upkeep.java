package io.sallyport.edge.tls;

import io.sallyport.core.pipeline.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * What a listener's TLS needs from time to time: new ticket keys and new OCSP responses. All of it
 * happens on threads of its own; no handshake waits for it.
 */
final class Upkeep implements AutoCloseable {

  /** How many responders are asked at the same time. */
  private static final int ASKED_AT_ONCE = 8;

  private final Runnable rotate;
  private final Times times;
  private final Semaphore turns = new Semaphore(ASKED_AT_ONCE);
  private final Map<ServerCertificate, Stapler> staplers = new HashMap<>();
  private @Nullable Thread rotation;

  /**
   * @param rotate begins the next period of ticket keys
   */
  Upkeep(Runnable rotate, Times times) {
    this.rotate = rotate;
    this.times = times;
  }

  synchronized void start() {
    if (rotation == null) {
      rotation = Thread.ofVirtual().name("ticket-keys").start(this::rotateForEver);
    }
  }

  /** Fetches OCSP responses for {@code wanted} and for no others; nothing before the start. */
  synchronized void certificates(List<ServerCertificate> wanted) {
    if (rotation == null) {
      return;
    }
    HashSet<ServerCertificate> kept = new HashSet<>(wanted);
    staplers
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !kept.contains(entry.getKey());
          if (gone) {
            entry.getValue().close();
          }
          return gone;
        });
    for (ServerCertificate certificate : wanted) {
      staplers.computeIfAbsent(certificate, it -> new Stapler(it, times, turns));
    }
  }

  @Override
  public synchronized void close() {
    new ArrayList<>(staplers.values()).forEach(Stapler::close);
    staplers.clear();
    if (rotation != null) {
      rotation.interrupt();
    }
  }

  private void rotateForEver() {
    try {
      while (true) {
        Thread.sleep(TicketKeys.PERIOD);
        rotate.run();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }
}
