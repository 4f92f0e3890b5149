package io.sallyport.benchmarks.jmh;

import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * A whole request without its sockets: exchange, selection, steps, integration, way back, record.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PipelineBenchmark {

  /** What stands behind the route. */
  public enum Behind {
    MOCK,
    PROXY
  }

  @Param private Behind behind = Behind.MOCK;

  private final Exchanges requests = new Exchanges();
  private final LoopCaller caller = new LoopCaller();
  private GatewaySnapshot snapshot = Definitions.one(Definitions.mock());
  private @Nullable ExchangeRecord last;
  private final Pipeline pipeline =
      new Pipeline(
          () -> snapshot,
          record -> last = record,
          Runnable::run,
          new BodyBudget(1 << 20),
          Times.SYSTEM,
          Definitions.PAYLOAD_LIMIT_BYTES);

  /** Compiles the API and proves that it answers. */
  @Setup
  public void compile() {
    snapshot = Definitions.one(behind == Behind.MOCK ? Definitions.mock() : Definitions.proxy());
    request();
    Response answer = caller.answer();
    if (answer == null || answer.status() != 200) {
      throw new IllegalStateException("the pipeline does not answer 200");
    }
  }

  /** Takes one request from its head to its record. */
  @Benchmark
  public @Nullable ExchangeRecord request() {
    Exchange exchange = requests.get("/prod/orders/42", caller);
    pipeline.begin(exchange);
    pipeline.end(exchange, Ending.ANSWERED, 202);
    return last;
  }
}
