package io.sallyport.core.executionlog;

import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Upstream;
import io.sallyport.core.pipeline.UpstreamRequest;

/** Sends requests to endpoints and logs them and their answers. */
final class WatchedUpstream implements Upstream {

  private final ExecutionLog log;
  private final Upstream upstream;
  private final BodyBudget budget;

  WatchedUpstream(ExecutionLog log, Upstream upstream, BodyBudget budget) {
    this.log = log;
    this.upstream = upstream;
    this.budget = budget;
  }

  @Override
  public Runnable send(UpstreamRequest request, Exchange exchange, Receiver receiver) {
    ExecutionLogSettings now = log.settings();
    if (!now.logsAll() || !log.logs(exchange)) {
      return upstream.send(request, exchange, receiver);
    }
    WatchedCall call = new WatchedCall(log, now, upstream, budget, request, exchange, receiver);
    call.start();
    return call;
  }
}
