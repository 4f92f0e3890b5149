package io.sallyport.adapters.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.adapters.metrics.RequestMetrics.StageRoutes;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Request;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Caller;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.pipeline.Wording;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestMetricsTest {

  private static final Stage STAGE =
      new Stage(
          "abcdefghij", "Pets", ApiType.REST, "prod", Map.of(), "1", "us-east-1", "d", new Plain());

  private final RequestMetrics metrics = new RequestMetrics(2);

  @Test
  void countsByStatusAcrossLoops() {
    Route pets = route("GET /pets", 200);
    Route missing = route("GET /missing", 404);
    Route broken = route("GET /broken", 502);
    deploy(pets, missing, broken);
    serve(pets, 0);
    serve(pets, 1);
    serve(missing, 0);
    serve(broken, 1);
    assertThat(text())
        .contains(
            "sallyport_requests_total{api=\"abcdefghij\",route=\"GET /pets\",stage=\"prod\"} 2.0",
            "sallyport_4xx_total{api=\"abcdefghij\",route=\"GET /pets\",stage=\"prod\"} 0.0",
            "sallyport_4xx_total{api=\"abcdefghij\",route=\"GET /missing\",stage=\"prod\"} 1.0",
            "sallyport_5xx_total{api=\"abcdefghij\",route=\"GET /broken\",stage=\"prod\"} 1.0",
            "sallyport_latency_seconds_count{api=\"abcdefghij\",route=\"GET /pets\",stage=\"prod\"}"
                + " 2",
            "le=\"+Inf\"} 2");
  }

  @Test
  void givesUnmatchedRequestsOneSeriesForEachStage() {
    Route pets = route("GET /pets", 200);
    deploy(pets);
    serve(unmatched("GET /a"), 0);
    serve(unmatched("GET /b"), 0);
    assertThat(text())
        .contains(
            "sallyport_requests_total{api=\"abcdefghij\",route=\"unmatched\",stage=\"prod\"} 2.0")
        .doesNotContain("/a", "/b");
  }

  @Test
  void retiresTheSeriesOfRemovedRoutesAndKeepsTheCountsOfOthers() {
    Route pets = route("GET /pets", 200);
    Route gone = route("GET /gone", 200);
    deploy(pets, gone);
    serve(pets, 0);
    serve(gone, 0);
    Route recompiled = route("GET /pets", 200);
    deploy(recompiled);
    serve(gone, 0);
    serve(recompiled, 0);
    assertThat(text())
        .contains(
            "sallyport_requests_total{api=\"abcdefghij\",route=\"GET /pets\",stage=\"prod\"} 2.0")
        .contains("sallyport_requests_total{api=\"\",route=\"unmatched\",stage=\"\"} 1.0")
        .doesNotContain("/gone");
  }

  @Test
  void hasHistogramsOnlyOfWhatWasCalledAndCountersOfEverything() {
    Route pets = route("GET /pets", 200);
    deploy(pets, route("GET /idle", 200));
    serve(pets, 1);
    assertThat(text())
        .contains(
            "sallyport_requests_total{api=\"abcdefghij\",route=\"GET /idle\",stage=\"prod\"} 0.0",
            "sallyport_latency_seconds_bucket{api=\"abcdefghij\",route=\"GET"
                + " /pets\",stage=\"prod\",le=\"30.0\"} 1",
            "sallyport_integration_latency_seconds_sum{api=\"abcdefghij\",route=\"GET"
                + " /pets\",stage=\"prod\"} ")
        .doesNotContain("seconds_count{api=\"abcdefghij\",route=\"GET /idle\"");
  }

  /** An hour among milliseconds would say nothing of how long callers wait. */
  @Test
  void countsTheHandshakeOfAWebSocketAndNotItsLife() {
    Route chat = route("GET /chat", 101);
    deploy(chat);
    Exchange exchange = begin(chat, new FakeCaller(0));
    long hour = 3_600_000_000_000L;
    metrics.record(
        new ExchangeRecord(exchange, Ending.ANSWERED, 101, 5, hour, 4_000_000, 101, null));
    assertThat(text())
        .contains(
            "sallyport_requests_total{api=\"abcdefghij\",route=\"GET /chat\",stage=\"prod\"} 1.0",
            "sallyport_latency_seconds_sum{api=\"abcdefghij\",route=\"GET"
                + " /chat\",stage=\"prod\"} 0.004");
  }

  @Test
  void escapesWhatWouldEndALabel() {
    Route odd = route("GET /a\"b\\c\nd", 200);
    deploy(odd);
    assertThat(text()).contains("route=\"GET /a\\\"b\\\\c\\nd\",stage=\"prod\"} 0.0\n");
  }

  @Test
  void countsCallersThatGoAway() {
    Route pets = route("GET /pets", 200);
    deploy(pets);
    serve(pets, 0, Ending.CALLER_GONE);
    assertThat(text())
        .contains(
            "sallyport_aborted_total{api=\"abcdefghij\",route=\"GET /pets\",stage=\"prod\"} 1.0");
  }

  @Test
  void exposesGaugesAndCountersWithTheirHelp() {
    String text =
        new String(
            new Exposition(
                    metrics,
                    List.of(
                        Gauge.gauge("sallyport_snapshot", "The snapshot's number.", () -> 3),
                        Gauge.counter("sallyport_lost", "Lines lost.", () -> 7)))
                .text(),
            StandardCharsets.UTF_8);
    assertThat(text)
        .contains(
            "# HELP sallyport_snapshot The snapshot's number.",
            "# TYPE sallyport_snapshot gauge",
            "sallyport_snapshot 3.0",
            "# TYPE sallyport_lost_total counter",
            "sallyport_lost_total 7.0");
  }

  private String text() {
    return new String(new Exposition(metrics, List.of()).text(), StandardCharsets.UTF_8);
  }

  private void deploy(Route... routes) {
    List<String> keys = Stream.of(routes).map(Route::key).toList();
    metrics.deploy(List.of(new StageRoutes(STAGE, keys)));
  }

  private void serve(Route route, int loop) {
    serve(route, loop, Ending.ANSWERED);
  }

  private void serve(Route route, int loop, Ending ending) {
    Exchange exchange = begin(route, new FakeCaller(loop));
    pipeline(route).end(exchange, ending, 0);
  }

  private Pipeline pipeline(Route route) {
    return new Pipeline(
        () -> _ -> route, metrics, Runnable::run, new BodyBudget(1000), Times.SYSTEM, 1000);
  }

  private Exchange begin(Route route, FakeCaller caller) {
    Request request =
        new Request(
            "GET",
            "/",
            null,
            "localhost",
            HeaderList.EMPTY,
            Body.EMPTY,
            new InetSocketAddress(1),
            false);
    Exchange exchange = new Exchange(request, caller, new Ids(), Times.SYSTEM);
    pipeline(route).begin(exchange);
    return exchange;
  }

  private static Route route(String key, int status) {
    return route(key, status, true);
  }

  private static Route unmatched(String key) {
    return route(key, 403, false);
  }

  private static Route route(String key, int status, boolean matched) {
    return new Route(
        STAGE,
        key,
        "/",
        "",
        "",
        List.of(),
        List.of(),
        _ -> new Now<>(Response.of(status, HeaderList.EMPTY, Body.EMPTY)),
        List.of(),
        matched);
  }

  private record FakeCaller(int loop) implements Caller {
    @Override
    public boolean inLoop() {
      return true;
    }

    @Override
    public void arm(long nanos) {}

    @Override
    public void disarm() {}

    @Override
    public void answer(Response response) {}

    @Override
    public void execute(Runnable task) {
      task.run();
    }
  }

  private static final class Plain implements Wording {
    @Override
    public Response refuse(Exchange exchange, Refusal refusal) {
      return Response.of(500, HeaderList.EMPTY, Body.EMPTY);
    }

    @Override
    public void sign(Exchange exchange, Response response) {}
  }
}
