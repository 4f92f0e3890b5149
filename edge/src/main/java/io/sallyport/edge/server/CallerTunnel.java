package io.sallyport.edge.server;

import io.netty.channel.Channel;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.edge.tunnel.Tunnel;
import io.sallyport.edge.tunnel.TunnelEnd;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A caller's connection that has switched to another protocol. The exchange that switched it goes
 * on as long as it does, and is recorded when it ends.
 */
final class CallerTunnel implements ServerConnection, Tunnel.Listener {

  private final Side side;
  private final Exchange exchange;
  private @Nullable Tunnel tunnel;

  CallerTunnel(Side side, Exchange exchange) {
    this.side = side;
    this.exchange = exchange;
  }

  /** Takes the place of {@code connection} on {@code channel}, and joins it with the endpoint's. */
  void begin(Http1Connection connection, Channel channel, TunnelEnd endpoint) {
    TunnelEnd caller = new TunnelEnd(Ending.CALLER_GONE);
    caller.early(connection.leave(caller));
    side.passed(connection, this);
    channel.closeFuture().addListener(_ -> side.closed(this));
    tunnel = Tunnel.join(caller, endpoint, side.loop(), side.limits().tunnel(), side.tally(), this);
  }

  /** Goes on: what is spoken has no answer to wait for. It is aborted when the drain is over. */
  @Override
  public void drain() {}

  @Override
  public void abort() {
    Objects.requireNonNull(tunnel, "not joined yet").close();
  }

  @Override
  public void ended(Ending how, long toCaller) {
    side.tally().ended();
    side.pipeline().end(exchange, how, toCaller);
  }
}
