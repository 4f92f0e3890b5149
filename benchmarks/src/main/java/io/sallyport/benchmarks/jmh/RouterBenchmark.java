package io.sallyport.benchmarks.jmh;

import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Host, stage, path and method to a route; another route at each call, so that no branch is learnt
 * by heart.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RouterBenchmark {
  private static final int REQUESTS = 4096;

  @Param({"REST", "HTTP"})
  private ApiType type = ApiType.REST;

  @Param({"10", "1000", "10000"})
  private int routes;

  private GatewaySnapshot snapshot = Definitions.routes(ApiType.REST, 1);
  private final Exchange[] exchanges = new Exchange[REQUESTS];
  private int next;

  /** Compiles the API and makes the requests. */
  @Setup
  public void compile() {
    snapshot = Definitions.routes(type, routes);
    Random random = new Random(42);
    Exchanges requests = new Exchanges();
    LoopCaller caller = new LoopCaller();
    for (int i = 0; i < REQUESTS; i++) {
      exchanges[i] = requests.get(Definitions.requestPath(type, random.nextInt(routes)), caller);
      if (!snapshot.select(exchanges[i]).matched()) {
        throw new IllegalStateException("no route for " + exchanges[i].request().path());
      }
    }
  }

  /** Finds the route of the next request. */
  @Benchmark
  public Route select() {
    return snapshot.select(exchanges[next++ & (REQUESTS - 1)]);
  }
}
