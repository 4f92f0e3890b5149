package io.sallyport.edge.server;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.Request;
import io.sallyport.core.pipeline.Caller;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.edge.http2.BlockWriter;
import io.sallyport.edge.loop.Loop;
import io.sallyport.edge.loop.Tally;
import io.sallyport.edge.wire.Grpc;
import io.sallyport.edge.wire.RequestHead;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the callers' connections of one loop have in common. Confined to that loop. */
public final class Side {

  private final Loop loop;
  private final Pipeline pipeline;
  private final ServerLimits limits;
  private final Grpc grpc;
  private final Tally tally;
  private final Set<ServerConnection> open = new HashSet<>();
  private final BlockWriter block = new BlockWriter();
  private boolean draining;

  public Side(Loop loop, Pipeline pipeline, ServerLimits limits, Grpc grpc, Tally tally) {
    this.loop = loop;
    this.pipeline = pipeline;
    this.limits = limits;
    this.grpc = grpc;
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

  Grpc grpc() {
    return grpc;
  }

  Tally tally() {
    return tally;
  }

  /** The loop's one writer of HTTP/2 header blocks. */
  BlockWriter block() {
    return block;
  }

  /** A request has come whole as far as its head. */
  Exchange exchange(
      RequestHead head,
      Body body,
      Caller caller,
      ServerConnection connection,
      Channel channel,
      boolean secure) {
    InetSocketAddress source =
        channel.remoteAddress() instanceof InetSocketAddress address
            ? address
            : new InetSocketAddress(0);
    Request request =
        new Request(
            head.method(), head.path(), head.query(), head.host(), head, body, source, secure);
    tally.began(connection.version());
    return new Exchange(request, caller, loop.ids(), loop.times());
  }

  boolean draining() {
    return draining;
  }

  void opened(ServerConnection connection) {
    open.add(connection);
    tally.connected(connection.version());
    switch (connection.version()) {
      case HTTP_1_1 -> tally.accept();
      case HTTP_2 -> {
        // It was accepted before it said what it speaks.
      }
    }
  }

  /** The same connection, in other hands. */
  void passed(ServerConnection from, ServerConnection to) {
    open.remove(from);
    open.add(to);
  }

  void closed(ServerConnection connection) {
    if (open.remove(connection)) {
      tally.disconnected(connection.version());
    }
  }

  /** Lets every connection end after the request it is serving; idle ones end now. */
  public void drainOnLoop() {
    loop.executor().execute(this::drain);
  }

  /** Ends every connection now; when that is done, every exchange is recorded. */
  public Future<?> abortOnLoop() {
    return loop.executor().submit(this::abort);
  }

  private void drain() {
    draining = true;
    for (ServerConnection connection : List.copyOf(open)) {
      connection.drain();
    }
  }

  private void abort() {
    for (ServerConnection connection : List.copyOf(open)) {
      connection.abort();
    }
  }
}
