package io.sallyport.edge.loop;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers one loop writes and anybody reads; a write is a plain store. */
public final class Tally {

  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong inFlight = new AtomicLong();
  private final AtomicLong protocolErrors = new AtomicLong();

  public void connected() {
    add(accepted, 1);
    add(connections, 1);
  }

  public void disconnected() {
    add(connections, -1);
  }

  public void began() {
    add(inFlight, 1);
  }

  public void ended() {
    add(inFlight, -1);
  }

  public void malformed() {
    add(protocolErrors, 1);
  }

  /** Connections accepted so far. */
  public long accepted() {
    return accepted.get();
  }

  /** Connections open now. */
  public long connections() {
    return connections.get();
  }

  /** Requests being served now. */
  public long inFlight() {
    return inFlight.get();
  }

  /** Requests refused as malformed so far. */
  public long protocolErrors() {
    return protocolErrors.get();
  }

  private static void add(AtomicLong number, long change) {
    number.lazySet(number.getPlain() + change);
  }
}
