package io.sallyport.edge.server;

import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.edge.loop.Loop;
import io.sallyport.edge.loop.Tally;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the callers' connections of one loop have in common. Confined to that loop. */
public final class Side {

  private final Loop loop;
  private final Pipeline pipeline;
  private final ServerLimits limits;
  private final Tally tally;
  private final Set<Http1Connection> open = new HashSet<>();
  private boolean draining;

  public Side(Loop loop, Pipeline pipeline, ServerLimits limits, Tally tally) {
    this.loop = loop;
    this.pipeline = pipeline;
    this.limits = limits;
    this.tally = tally;
  }

  Loop loop() {
    return loop;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  ServerLimits limits() {
    return limits;
  }

  Tally tally() {
    return tally;
  }

  boolean draining() {
    return draining;
  }

  void opened(Http1Connection connection) {
    open.add(connection);
    tally.connected();
  }

  void closed(Http1Connection connection) {
    if (open.remove(connection)) {
      tally.disconnected();
    }
  }

  /** Lets every connection end after the request it is serving; idle ones end now. */
  public void drainOnLoop() {
    loop.executor().execute(this::drain);
  }

  /** Ends every connection now. */
  public void abortOnLoop() {
    loop.executor().execute(this::abort);
  }

  private void drain() {
    draining = true;
    for (Http1Connection connection : List.copyOf(open)) {
      connection.drain();
    }
  }

  private void abort() {
    for (Http1Connection connection : List.copyOf(open)) {
      connection.abort();
    }
  }
}
