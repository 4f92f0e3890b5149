package io.sallyport.edge.upstream;

import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.edge.loop.Loop;
import io.sallyport.edge.tls.ClientTls;
import io.sallyport.edge.tls.UpstreamHttp2;
import io.sallyport.edge.tls.Versions;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The idle connections of one loop. The one used last is used next, so that a pool shrinks to what
 * the load needs.
 */
final class Pool {

  private final Loop loop;
  private final UpstreamLimits limits;
  private final Connector connector;
  private final UpstreamHttp2 http2;
  private final SharedConnections shared;
  private final SharedConnections grpc;
  private final Map<Endpoint, ArrayDeque<UpstreamConnection>> idle = new HashMap<>();
  private volatile int count;
  private boolean sweeping;

  @SuppressWarnings("this-escape") // only kept there
  Pool(Loop loop, CompletableFuture<ClientTls> tls, UpstreamHttp2 http2, UpstreamLimits limits) {
    this.loop = loop;
    this.limits = limits;
    this.http2 = http2;
    this.shared = new SharedConnections(this, Versions.CONFIGURED);
    this.grpc = new SharedConnections(this, Versions.HTTP_2);
    this.connector = new Connector(this, loop, tls, limits);
  }

  Loop loop() {
    return loop;
  }

  UpstreamLimits limits() {
    return limits;
  }

  Connector connector() {
    return connector;
  }

  /** The connections that calls share. */
  SharedConnections shared() {
    return shared;
  }

  /**
   * The connections that calls of gRPC share. They are others: a stream of gRPC may be open for
   * long, and its endpoint may be one to which HTTP/1.1 is spoken otherwise.
   */
  SharedConnections grpc() {
    return grpc;
  }

  /** Whether {@code endpoint} may choose HTTP/2. */
  boolean offersHttp2(Endpoint endpoint) {
    return http2 == UpstreamHttp2.OFFERED && endpoint.secure();
  }

  int idle() {
    return count;
  }

  /** An idle connection to {@code endpoint}, or null. */
  @Nullable UpstreamConnection take(Endpoint endpoint) {
    ArrayDeque<UpstreamConnection> kept = idle.get(endpoint);
    if (kept == null) {
      return null;
    }
    UpstreamConnection connection = kept.pollLast();
    if (connection != null) {
      counts(-1);
    }
    return connection;
  }

  /** Keeps {@code connection} for the next call; false when there are enough. */
  boolean keep(UpstreamConnection connection) {
    ArrayDeque<UpstreamConnection> kept =
        idle.computeIfAbsent(connection.endpoint(), _ -> new ArrayDeque<>());
    if (kept.size() >= limits.idle()) {
      return false;
    }
    connection.idleSince(System.nanoTime());
    kept.addLast(connection);
    counts(1);
    sweepLater();
    return true;
  }

  /** The idle {@code connection} ended by itself. */
  void lost(UpstreamConnection connection) {
    ArrayDeque<UpstreamConnection> kept = idle.get(connection.endpoint());
    if (kept != null && kept.removeLastOccurrence(connection)) {
      counts(-1);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // the loop is the one writer
  void counts(int change) {
    count += change;
  }

  /** Sees to it that a connection which stays idle is ended. */
  void sweepLater() {
    if (sweeping) {
      return;
    }
    sweeping = true;
    long period = Math.max(limits.idleNanos() / 4, TimeUnit.MILLISECONDS.toNanos(50));
    var _ = loop.executor().schedule(this::sweep, period, TimeUnit.NANOSECONDS);
  }

  /** Ends the connections that were idle for too long; they are at the front. */
  private void sweep() {
    long oldest = System.nanoTime() - limits.idleNanos();
    for (ArrayDeque<UpstreamConnection> kept : idle.values()) {
      UpstreamConnection first;
      while ((first = kept.peekFirst()) != null && first.idleSince() - oldest < 0) {
        kept.removeFirst();
        counts(-1);
        first.close();
      }
    }
    idle.values().removeIf(ArrayDeque::isEmpty);
    shared.sweep(oldest);
    grpc.sweep(oldest);
    sweeping = false;
    if (count > 0) {
      sweepLater();
    }
  }
}
