package io.sallyport.benchmarks.jmh;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Request;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.Step;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.policy.ActionPolicy;
import io.sallyport.policy.ConditionKeys;
import io.sallyport.policy.Decision;
import io.sallyport.policy.InvalidPolicy;
import io.sallyport.policy.Policy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
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
 * A decision by a remembered policy: the whole step, and the policy in it alone. The paths differ
 * from request to request, so that nothing but the policy is remembered.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AuthorizerBenchmark {

  private static final int EXCHANGES = 64;
  private static final InetSocketAddress SOURCE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);

  @Param private Policies policy = Policies.ONE_STATEMENT;

  private final LoopCaller caller = new LoopCaller();
  private final Exchange[] exchanges = new Exchange[EXCHANGES];
  private final String[] arns = new String[EXCHANGES];
  private Step.@Nullable Authorizer step;
  private @Nullable ActionPolicy compiled;
  private int next;

  /** Compiles the API, and has the function asked once. */
  @Setup
  public void compile() throws InvalidPolicy {
    String document = policy.document();
    compiled = Policy.parse(document).on("execute-api:Invoke");
    GatewaySnapshot snapshot =
        Authorized.api("{\"principalId\":\"ann\",\"policyDocument\":" + document + "}");
    Ids ids = new Ids();
    for (int i = 0; i < EXCHANGES; i++) {
      exchanges[i] = exchange("/prod/orders/" + (1000 + i), ids);
      arns[i] = Authorized.ARN + "GET/orders/" + (1000 + i);
      step = (Step.Authorizer) snapshot.select(exchanges[i]).steps().getFirst();
      exchanges[i].pathOffset("/prod".length());
    }
    step();
    if (exchanges[0].identity() == null || decide().verdict() != Decision.Verdict.ALLOW) {
      throw new IllegalStateException("the policy does not allow the method");
    }
  }

  /** What a remembered authorizer adds to a request. */
  @Benchmark
  public Outcome<Verdict> step() {
    return Objects.requireNonNull(step).identify(exchanges[next++ & (EXCHANGES - 1)]);
  }

  /** The policy's part of it. */
  @Benchmark
  public Decision decide() {
    return Objects.requireNonNull(compiled)
        .decide(arns[next++ & (EXCHANGES - 1)], ConditionKeys.NONE);
  }

  private Exchange exchange(String path, Ids ids) {
    HeaderList headers =
        HeaderList.of(
            "Host", "api.example.com",
            "User-Agent", "bench/1.0",
            "Accept", "application/json",
            "Accept-Encoding", "gzip, br",
            "Authorization", "Bearer " + "x".repeat(800));
    Request request =
        new Request("GET", path, null, "api.example.com", headers, Body.EMPTY, SOURCE, false);
    return new Exchange(request, caller, ids, Times.SYSTEM);
  }
}
