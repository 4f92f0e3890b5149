package io.sallyport.edge.loop;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers one loop writes and anybody reads; a write is a plain store. */
public final class Tally {

  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong[] connections = {new AtomicLong(), new AtomicLong()};
  private final AtomicLong[] requests = {new AtomicLong(), new AtomicLong()};
  private final AtomicLong inFlight = new AtomicLong();
  private final AtomicLong protocolErrors = new AtomicLong();
  private final AtomicLong tunnels = new AtomicLong();
  private final AtomicLong tunnelledFromCallers = new AtomicLong();
  private final AtomicLong tunnelledToCallers = new AtomicLong();

  /** A caller has connected; what it speaks is yet to be seen. */
  public void accept() {
    add(accepted, 1);
  }

  public void connected(HttpVersion version) {
    add(connections[version.ordinal()], 1);
  }

  public void disconnected(HttpVersion version) {
    add(connections[version.ordinal()], -1);
  }

  public void began(HttpVersion version) {
    add(requests[version.ordinal()], 1);
    add(inFlight, 1);
  }

  public void ended() {
    add(inFlight, -1);
  }

  public void malformed() {
    add(protocolErrors, 1);
  }

  public void tunnelOpened() {
    add(tunnels, 1);
  }

  /** Bytes have come for the other side of a tunnel. */
  public void tunnelled(long fromCaller, long toCaller) {
    add(tunnelledFromCallers, fromCaller);
    add(tunnelledToCallers, toCaller);
  }

  public void tunnelClosed() {
    add(tunnels, -1);
  }

  /** Tunnels open now. */
  public long tunnels() {
    return tunnels.get();
  }

  /** Bytes that came through tunnels from callers so far. */
  public long tunnelledFromCallers() {
    return tunnelledFromCallers.get();
  }

  /** Bytes that came through tunnels for callers so far. */
  public long tunnelledToCallers() {
    return tunnelledToCallers.get();
  }

  /** Connections accepted so far. */
  public long accepted() {
    return accepted.get();
  }

  /** Connections open now. */
  public long connections() {
    return connections(HttpVersion.HTTP_1_1) + connections(HttpVersion.HTTP_2);
  }

  /** Connections open now that speak {@code version}; those that have said nothing yet HTTP/1.1. */
  public long connections(HttpVersion version) {
    return connections[version.ordinal()].get();
  }

  /** Requests that came by {@code version} so far, malformed ones included. */
  public long requests(HttpVersion version) {
    return requests[version.ordinal()].get();
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
