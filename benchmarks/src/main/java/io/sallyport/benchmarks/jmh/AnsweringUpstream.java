package io.sallyport.benchmarks.jmh;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Upstream;
import io.sallyport.core.pipeline.UpstreamRequest;

/** An upstream that answers every request at once, so that only the pipeline is measured. */
final class AnsweringUpstream implements Upstream {
  private static final HeaderList HEADERS =
      HeaderList.of("Content-Type", "application/json", "Server", "backend", "Date", "today");
  private static final Bytes BODY = Bytes.utf8("{\"id\": \"3f1c2a44\", \"name\": \"widget\"}");

  @Override
  public Runnable send(UpstreamRequest request, Exchange exchange, Receiver receiver) {
    receiver.answered(200, HEADERS, BODY);
    return () -> {};
  }
}
