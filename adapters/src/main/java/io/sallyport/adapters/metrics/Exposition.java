package io.sallyport.adapters.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiFunction;

/** Everything the gateway measures, as Prometheus text (version 0.0.4). */
public final class Exposition {

  /** The media type of {@link #text()}. */
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final RequestMetrics requests;
  private final List<Gauge> gauges;
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  /** About as long as the text before, so that a long one is not copied while it grows. */
  private volatile int size = 1024;

  public Exposition(RequestMetrics requests, List<Gauge> gauges) {
    this.requests = requests;
    this.gauges = List.copyOf(gauges);
  }

  /** The current values. */
  public byte[] text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    write(new SeriesText(requests.series(), out));
    MetricSnapshots.Builder others = MetricSnapshots.builder();
    gauges.forEach(gauge -> others.metricSnapshot(snapshot(gauge)));
    write(others.build(), out);
    size = out.size() + out.size() / 16;
    return out.toByteArray();
  }

  private static void write(SeriesText series) {
    series.counter("sallyport_requests", "Requests that arrived.", Series.Totals::requests);
    series.counter(
        "sallyport_4xx",
        "Requests answered with a status from 400 to 499.",
        Series.Totals::clientErrors);
    series.counter(
        "sallyport_5xx",
        "Requests answered with a status of 500 or more.",
        Series.Totals::serverErrors);
    series.counter(
        "sallyport_aborted",
        "Requests whose caller went away before the end of the response.",
        Series.Totals::aborted);
    series.histogram(
        "sallyport_latency_seconds",
        "From the first byte of the request to the last of the response.",
        Series.Totals::latency);
    series.histogram(
        "sallyport_integration_latency_seconds",
        "The integration's part of the latency.",
        Series.Totals::integration);
  }

  private void write(MetricSnapshots snapshots, ByteArrayOutputStream out) {
    try {
      writer.write(out, snapshots, EscapingScheme.ALLOW_UTF8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MetricSnapshot snapshot(Gauge gauge) {
    MetricMetadata about = new MetricMetadata(gauge.name(), gauge.help());
    return switch (gauge.kind()) {
      case GAUGE ->
          new GaugeSnapshot(
              about,
              points(gauge, (labels, value) -> new GaugeDataPointSnapshot(value, labels, null)));
      case COUNTER ->
          new CounterSnapshot(
              about,
              points(
                  gauge, (labels, value) -> new CounterDataPointSnapshot(value, labels, null, 0)));
    };
  }

  private static <P> List<P> points(Gauge gauge, BiFunction<Labels, Double, P> point) {
    return gauge.values().get().entrySet().stream()
        .map(entry -> point.apply(labels(gauge, entry.getKey()), entry.getValue()))
        .toList();
  }

  private static Labels labels(Gauge gauge, String label) {
    return gauge.label().isEmpty() ? Labels.EMPTY : Labels.of(gauge.label(), label);
  }
}
