package io.sallyport.benchmarks.jmh;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Request;
import io.sallyport.core.pipeline.Caller;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.Times;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Requests as the edge hands them over, without a socket behind them. */
final class Exchanges {
  private static final HeaderList HEADERS =
      HeaderList.of(
          "Host", "api.example.com",
          "User-Agent", "bench/1.0",
          "Accept", "application/json",
          "Accept-Encoding", "gzip, br",
          "X-Correlation-Id", "5f2c");
  private static final InetSocketAddress SOURCE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);

  private final Ids ids = new Ids();

  Exchange get(String path, Caller caller) {
    Request request =
        new Request(
            "GET", path, "limit=10&q=abc", "api.example.com", HEADERS, Body.EMPTY, SOURCE, false);
    return new Exchange(request, caller, ids, Times.SYSTEM);
  }
}
