package io.sallyport.core.compile;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Later;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Request;
import io.sallyport.core.message.Response;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.AuthorizerReport;
import io.sallyport.core.pipeline.DeclaredAuthorizer;
import io.sallyport.core.pipeline.DeclaredAuthorizer.Incoming;
import io.sallyport.core.pipeline.DeclaredAuthorizer.Source;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.FakeCaller;
import io.sallyport.core.pipeline.FakeTimes;
import io.sallyport.core.pipeline.Identity;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Recorder;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Step;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An API whose routes all have one authorizer, which says what a test tells it. */
final class Guarded {

  final FakeTimes times = new FakeTimes();
  private final Running running;
  private final Promise promise = new Promise();
  private Recorder recorder = record -> {};
  private Incoming incoming = Incoming.TOKEN;
  private List<Source> sources = List.of(header("method.request.header.Token", "Token"));
  private @Nullable Identity identity;
  private @Nullable AuthorizerReport report;
  private Verdict verdict = Verdict.PASS;
  private boolean waits;

  Guarded(Definitions api) {
    this.running = new Running(api);
  }

  static Source header(String name, String header) {
    return new Source(name, header, exchange -> exchange.request().headers().last(header));
  }

  Guarded recorder(Recorder value) {
    recorder = value;
    return this;
  }

  Guarded incoming(Incoming value, Source... from) {
    incoming = value;
    sources = List.of(from);
    return this;
  }

  Guarded finds(@Nullable Identity value) {
    identity = value;
    return this;
  }

  Guarded reports(@Nullable AuthorizerReport value) {
    report = value;
    return this;
  }

  Guarded says(Verdict value) {
    verdict = value;
    return this;
  }

  /** The authorizer says what it says a moment later. */
  Guarded waits() {
    waits = true;
    return this;
  }

  /** A request that is over. */
  record Done(ExchangeRecord record, Response response) {
    Exchange exchange() {
      return record.exchange();
    }
  }

  Done get(String target, String... headers) {
    List<ExchangeRecord> records = new ArrayList<>();
    Pipeline pipeline =
        new Pipeline(
            () -> selecting -> guarded(running.snapshot.select(selecting)),
            new Recording(records),
            Runnable::run,
            new BodyBudget(1 << 20),
            times,
            Running.LIMIT);
    Request request =
        new Request(
            "GET",
            target,
            null,
            "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
            HeaderList.of(headers),
            Body.EMPTY,
            new InetSocketAddress("198.51.100.7", 4711),
            true);
    FakeCaller caller = new FakeCaller();
    Exchange exchange = new Exchange(request, caller, new Ids(new Random(1)), times);
    pipeline.begin(exchange);
    if (waits) {
      promise.complete(verdict);
    }
    pipeline.end(exchange, Ending.ANSWERED, 0);
    Response answer = caller.answer();
    if (answer == null) {
      throw new AssertionError("no answer");
    }
    return new Done(records.getFirst(), answer);
  }

  private Route guarded(Route route) {
    return new Route(
        route.stage(),
        route.key(),
        route.resourcePath(),
        route.resourceId(),
        route.operationName(),
        route.parameters(),
        List.of(new DeclaredAuthorizer(step(), "custom", incoming, sources)),
        route.integration(),
        route.mappings(),
        route.matched());
  }

  private Step.Authorizer step() {
    return exchange -> {
      if (identity != null) {
        exchange.identity(identity);
      }
      if (report != null) {
        exchange.authorizerReport(report);
      }
      return waits ? promise : new Now<>(verdict);
    };
  }

  private static final class Promise extends Later<Verdict> {
    Promise() {
      super(1);
    }

    @Override
    protected Verdict expired() {
      return Verdict.PASS;
    }

    @Override
    protected void cancelled() {}
  }

  private final class Recording implements Recorder {
    private final List<ExchangeRecord> records;

    Recording(List<ExchangeRecord> records) {
      this.records = records;
    }

    @Override
    public void selected(Exchange exchange) {
      recorder.selected(exchange);
    }

    @Override
    public void identified(Exchange exchange) {
      recorder.identified(exchange);
    }

    @Override
    public void answered(Exchange exchange, Response response) {
      recorder.answered(exchange, response);
    }

    @Override
    public void record(ExchangeRecord record) {
      records.add(record);
      recorder.record(record);
    }
  }
}
