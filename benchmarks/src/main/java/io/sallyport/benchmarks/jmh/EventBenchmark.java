package io.sallyport.benchmarks.jmh;

import io.sallyport.core.event.ProxyEvents;
import io.sallyport.core.language.BinaryMediaTypes;
import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.snapshot.HttpWording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Writing the event of a request, without a body, for a Lambda function. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EventBenchmark {
  private final Exchange rest = exchange(ApiType.REST, "prod");
  private final Exchange http = exchange(ApiType.HTTP, "$default");

  /** The event of a REST API. */
  @Benchmark
  public Bytes rest() {
    return ProxyEvents.rest(rest, BinaryMediaTypes.NONE);
  }

  /** The event of version 1.0 of an HTTP API. */
  @Benchmark
  public Bytes version1() {
    return ProxyEvents.http1(http);
  }

  /** The event of version 2.0. */
  @Benchmark
  public Bytes version2() {
    return ProxyEvents.http2(http);
  }

  /** An exchange that has reached its integration. */
  private static Exchange exchange(ApiType type, String stage) {
    List<Exchange> reached = new ArrayList<>();
    Integration integration =
        new Integration() {
          @Override
          public int holds() {
            return 1;
          }

          @Override
          public Outcome<Answer> integrate(Exchange exchange) {
            reached.add(exchange);
            return new Now<>(Response.of(200, HeaderList.EMPTY, Body.EMPTY));
          }
        };
    Route route =
        new Route(
            new Stage(
                "a1b2c3d4e5",
                "orders",
                type,
                stage,
                Map.of(),
                "123456789012",
                "us-east-1",
                "0123456789abcdef",
                new HttpWording()),
            "GET /orders/{id}",
            "/orders/{id}",
            "abcdef",
            "",
            List.of("id"),
            List.of(),
            integration,
            List.of(),
            true);
    new Pipeline(
            () ->
                exchange -> {
                  exchange.pathParameters(new String[] {"42"});
                  return route;
                },
            record -> {},
            Runnable::run,
            new BodyBudget(1 << 20),
            Times.SYSTEM,
            Definitions.PAYLOAD_LIMIT_BYTES)
        .begin(new Exchanges().get("/orders/42", new LoopCaller()));
    return reached.getFirst();
  }
}
