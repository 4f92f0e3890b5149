package io.sallyport.edge.upstream;

import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Upstream;
import io.sallyport.core.pipeline.UpstreamRequest;
import io.sallyport.edge.loop.Loop;
import io.sallyport.edge.tls.ClientTls;
import io.sallyport.edge.tls.UpstreamHttp2;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reaches HTTP endpoints; a pool of connections on each loop, and nothing shared between them. */
public final class HttpUpstream implements Upstream {

  private final List<Pool> pools;

  public HttpUpstream(
      List<Loop> loops,
      CompletableFuture<ClientTls> tls,
      UpstreamHttp2 http2,
      UpstreamLimits limits) {
    this.pools = loops.stream().map(loop -> new Pool(loop, tls, http2, limits)).toList();
  }

  @Override
  public Runnable send(UpstreamRequest request, Exchange exchange, Receiver receiver) {
    UpstreamCall call =
        new UpstreamCall(pools.get(exchange.caller().loop()), request, exchange, receiver);
    if (exchange.caller().inLoop()) {
      call.start();
    } else {
      // An integration with a long body works elsewhere; connections belong to the loop.
      exchange.caller().execute(call::start);
    }
    return call;
  }

  /** Idle connections kept now, on all loops; approximate while they work. */
  public int idle() {
    return pools.stream().mapToInt(Pool::idle).sum();
  }
}
