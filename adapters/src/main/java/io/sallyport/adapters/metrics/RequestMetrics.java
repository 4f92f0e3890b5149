package io.sallyport.adapters.metrics;

import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.Recorder;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts requests by API, stage and route. The number of series is bounded by the routes in force;
 * the series of a route that is gone retires with it.
 */
public final class RequestMetrics implements Recorder {

  /** The status of a request whose connection went on as something else. */
  private static final int SWITCHED = 101;

  private final int loops;
  private final Series elsewhere;
  private final Known[] known;
  private volatile Generation generation;

  /**
   * @param loops the number of event loops
   */
  public RequestMetrics(int loops) {
    this.loops = loops;
    this.elsewhere = new Series(loops);
    this.generation = new Generation(Map.of(SeriesKey.ELSEWHERE, elsewhere));
    this.known = new Known[loops];
    for (int i = 0; i < loops; i++) {
      known[i] = new Known(generation);
    }
  }

  /** Makes series for {@code stages} and retires the others. Counts of routes that stay go on. */
  public void deploy(List<StageRoutes> stages) {
    Map<SeriesKey, Series> before = generation.series;
    Map<SeriesKey, Series> after = new HashMap<>();
    after.put(SeriesKey.ELSEWHERE, elsewhere);
    for (StageRoutes deployed : stages) {
      Stage stage = deployed.stage();
      keep(SeriesKey.unmatched(stage), before, after);
      for (String route : deployed.routes()) {
        keep(new SeriesKey(stage.apiId(), stage.name(), route), before, after);
      }
    }
    generation = new Generation(Map.copyOf(after));
  }

  @Override
  public void record(ExchangeRecord record) {
    int loop = record.exchange().caller().loop();
    Series series =
        record.exchange().hasRoute()
            ? known[loop].series(generation, record.exchange().route(), elsewhere)
            : elsewhere;
    series.count(
        loop,
        record.status(),
        record.ending() == Ending.CALLER_GONE,
        latencyNanos(record),
        record.integrationNanos());
  }

  /** How long an answer took; of one that opened a WebSocket not how long that was open. */
  private static long latencyNanos(ExchangeRecord record) {
    return record.status() == SWITCHED ? record.integrationNanos() : record.latencyNanos();
  }

  Map<SeriesKey, Series> series() {
    return generation.series;
  }

  private void keep(SeriesKey key, Map<SeriesKey, Series> before, Map<SeriesKey, Series> after) {
    Series series = before.get(key);
    after.computeIfAbsent(key, _ -> series == null ? new Series(loops) : series);
  }

  /**
   * A stage and what it serves.
   *
   * @param routes the keys of its routes, {@code GET /pets/{id}}
   */
  public record StageRoutes(Stage stage, List<String> routes) {

    public StageRoutes {
      routes = List.copyOf(routes);
    }
  }

  /** The series in force, replaced as a whole. */
  private record Generation(Map<SeriesKey, Series> series) {}

  /** What one loop knows: the series of the routes it has met, found by identity. */
  private static final class Known {
    private Generation generation;
    private final IdentityHashMap<Route, Series> byRoute = new IdentityHashMap<>();

    Known(Generation generation) {
      this.generation = generation;
    }

    @SuppressWarnings("ReferenceEquality") // whether a deploy came between
    Series series(Generation current, Route route, Series elsewhere) {
      if (current != generation) {
        byRoute.clear();
        generation = current;
      }
      Series series = byRoute.get(route);
      if (series == null) {
        series = current.series.getOrDefault(SeriesKey.of(route), elsewhere);
        byRoute.put(route, series);
      }
      return series;
    }
  }
}
