package io.sallyport.edge.upstream;

import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.UpstreamFailure;
import io.sallyport.core.pipeline.UpstreamFailure.Kind;
import io.sallyport.edge.http2.BlockWriter;
import io.sallyport.edge.tls.Versions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP/2 connections of one loop, and what is known of endpoints that may choose HTTP/2. Calls
 * to an endpoint that has chosen it, or that nobody has asked yet, wait together for one connection
 * rather than each for one of their own.
 */
final class SharedConnections {

  private static final int MAX_ENDPOINTS = 4096;

  private final Pool pool;
  private final Versions versions;
  private final BlockWriter block = new BlockWriter();
  private final Map<Endpoint, Known> known = new HashMap<>();
  private final Set<Http2UpstreamConnection> idle = new HashSet<>();

  SharedConnections(Pool pool, Versions versions) {
    this.pool = pool;
    this.versions = versions;
  }

  /** What the endpoints of these connections were offered. */
  Versions versions() {
    return versions;
  }

  /** The loop's one writer of header blocks to endpoints. */
  BlockWriter block() {
    return block;
  }

  /** Gives {@code call} a connection to {@code endpoint}, now or later. */
  void reach(Endpoint endpoint, UpstreamCall call) {
    Known of = of(endpoint);
    for (Http2UpstreamConnection connection : of.connections) {
      if (connection.available()) {
        connected(connection, call);
        return;
      }
    }
    again(endpoint, call);
  }

  /** As {@link #reach}, but by a connection that is not there yet. */
  void again(Endpoint endpoint, UpstreamCall call) {
    Known of = of(endpoint);
    if (of.speaksHttp1) {
      pool.connector().connect(endpoint, versions, call);
      return;
    }
    Dial dial = of.dial;
    if (dial != null && dial.waiting.size() < of.maxStreams) {
      dial.waiting.add(call);
      return;
    }
    dial = new Dial(endpoint, of);
    dial.waiting.add(call);
    of.dial = dial;
    pool.connector().connect(endpoint, versions, dial);
  }

  private Known of(Endpoint endpoint) {
    Known of = known.get(endpoint);
    if (of == null) {
      if (known.size() >= MAX_ENDPOINTS) {
        known.values().removeIf(one -> one.connections.isEmpty() && one.dial == null);
      }
      of = new Known();
      known.put(endpoint, of);
    }
    return of;
  }

  private void connected(Http2UpstreamConnection connection, UpstreamCall call) {
    if (idle.remove(connection)) {
      pool.counts(-1);
    }
    call.connected(connection);
    if (connection.idles()) {
      idles(connection);
    }
  }

  /** The endpoint chose HTTP/1.1. */
  void speaksHttp1(Endpoint endpoint) {
    of(endpoint).speaksHttp1 = true;
  }

  /** The endpoint chose HTTP/2, and {@code connection} is ready. */
  void add(Http2UpstreamConnection connection) {
    Known of = of(connection.endpoint());
    of.speaksHttp1 = false;
    of.maxStreams = Math.max(1, connection.maxStreams());
    of.connections.add(connection);
  }

  /** No call uses {@code connection} any more. */
  void idles(Http2UpstreamConnection connection) {
    Known of = known.get(connection.endpoint());
    if (of != null && of.connections.contains(connection) && idle.add(connection)) {
      pool.counts(1);
      pool.sweepLater();
    }
  }

  /** No call may use {@code connection} any more. */
  void remove(Http2UpstreamConnection connection) {
    Known of = known.get(connection.endpoint());
    if (of != null) {
      of.connections.remove(connection);
    }
    if (idle.remove(connection)) {
      pool.counts(-1);
    }
  }

  /** Ends the connections that were idle before {@code oldest}. */
  void sweep(long oldest) {
    for (Http2UpstreamConnection connection : List.copyOf(idle)) {
      if (connection.idleSince() - oldest < 0) {
        connection.close("the connection was idle");
      }
    }
  }

  /** What is known of one endpoint. */
  private static final class Known {
    final List<Http2UpstreamConnection> connections = new ArrayList<>(1);
    int maxStreams = Http2UpstreamConnection.MAX_STREAMS;
    boolean speaksHttp1;
    @Nullable Dial dial;
  }

  /** A connection that is being made, and the calls that wait for it. */
  private final class Dial implements Connector.Taker {

    private final Endpoint endpoint;
    private final Known of;
    final ArrayDeque<UpstreamCall> waiting = new ArrayDeque<>(4);

    Dial(Endpoint endpoint, Known of) {
      this.endpoint = endpoint;
      this.of = of;
    }

    @Override
    public boolean wants() {
      // Calls that come meanwhile wait for it as well.
      return true;
    }

    @SuppressWarnings("ReferenceEquality") // dials have no other identity
    private void done() {
      if (of.dial == this) {
        of.dial = null;
      }
    }

    private @Nullable UpstreamCall next() {
      UpstreamCall call;
      do {
        call = waiting.poll();
      } while (call != null && !call.wants());
      return call;
    }

    @Override
    public void connected(Http2UpstreamConnection connection) {
      done();
      UpstreamCall call = next();
      if (call != null && !connection.available()) {
        call.failed(new UpstreamFailure(Kind.CLOSED, "the endpoint allows no streams"));
        call = next();
      }
      for (; call != null; call = next()) {
        if (connection.available()) {
          SharedConnections.this.connected(connection, call);
        } else {
          reach(endpoint, call);
        }
      }
      if (connection.idles()) {
        idles(connection);
      }
    }

    @Override
    public void connected(UpstreamConnection connection) {
      done();
      UpstreamCall first = next();
      if (first != null) {
        first.connected(connection);
      } else if (!pool.keep(connection)) {
        connection.close();
      }
      for (UpstreamCall call = next(); call != null; call = next()) {
        call.start();
      }
    }

    @Override
    public void failed(UpstreamFailure failure) {
      done();
      for (UpstreamCall call = next(); call != null; call = next()) {
        call.failed(failure);
      }
    }
  }
}
