package io.sallyport.adapters.metrics;

import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;

/**
 * The labels of one series. What a caller sends never becomes a label: all requests of a stage that
 * match nothing share one series, and so do those that reach no stage.
 *
 * @param api the API id
 * @param route the route key, {@code GET /pets/{id}}
 */
record SeriesKey(String api, String stage, String route) {

  static final String UNMATCHED = "unmatched";

  /** Requests that reached no stage, and the last ones of routes that are gone. */
  static final SeriesKey ELSEWHERE = new SeriesKey("", "", UNMATCHED);

  static SeriesKey of(Route route) {
    return route.matched()
        ? new SeriesKey(route.stage().apiId(), route.stage().name(), route.key())
        : unmatched(route.stage());
  }

  static SeriesKey unmatched(Stage stage) {
    return new SeriesKey(stage.apiId(), stage.name(), UNMATCHED);
  }
}
