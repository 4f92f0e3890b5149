package io.sallyport.benchmarks.jmh;

import io.sallyport.core.compile.AccessLogFormatReader;
import io.sallyport.core.compile.AccessLogPreset;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.logline.LogLine;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.core.values.AccessLogFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

/** Rendering one access log line into a buffer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AccessLogBenchmark {
  private final AccessLogFormat json = format(AccessLogPreset.JSON.format(ApiType.REST));
  private final AccessLogFormat text =
      format(
          "$context.identity.sourceIp [$context.requestTime] \"$context.httpMethod"
              + " $context.path $context.protocol\" $context.status $context.responseLength"
              + " $context.requestId");
  private final ExchangeRecord record = record();
  private final LogLine line = new LogLine(1024);

  /** The JSON line of a REST API. */
  @Benchmark
  public int json() {
    line.clear();
    json.write(record, line);
    return line.length();
  }

  /** A line as the common log format has it. */
  @Benchmark
  public int text() {
    line.clear();
    text.write(record, line);
    return line.length();
  }

  private static AccessLogFormat format(String format) {
    Problems problems = new Problems(Set.of());
    return AccessLogFormatReader.parse(format, Location.of("benchmark.yaml"), problems)
        .orElseThrow(() -> new IllegalStateException(problems.found().toString()));
  }

  private static ExchangeRecord record() {
    GatewaySnapshot snapshot = Definitions.one(Definitions.mock());
    List<ExchangeRecord> records = new ArrayList<>();
    Pipeline pipeline =
        new Pipeline(
            () -> snapshot,
            records::add,
            Runnable::run,
            new BodyBudget(1 << 20),
            Times.SYSTEM,
            Definitions.PAYLOAD_LIMIT_BYTES);
    Exchange exchange = new Exchanges().get("/prod/orders/42", new LoopCaller());
    pipeline.begin(exchange);
    pipeline.end(exchange, Ending.ANSWERED, 202);
    return records.getFirst();
  }
}
