package io.sallyport.adapters.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Everything the gateway measures, as Prometheus text (version 0.0.4). */
public final class Exposition {

  /** The media type of {@link #text()}. */
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final double NANOS = 1e9;

  private final RequestMetrics requests;
  private final List<Gauge> gauges;
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  public Exposition(RequestMetrics requests, List<Gauge> gauges) {
    this.requests = requests;
    this.gauges = List.copyOf(gauges);
  }

  /** The current values. */
  public byte[] text() {
    Map<Labels, Series.Totals> totals = new TreeMap<>();
    requests.series().forEach((key, series) -> totals.put(labels(key), series.totals()));
    MetricSnapshots.Builder all =
        MetricSnapshots.builder()
            .metricSnapshot(
                counter(
                    "sallyport_requests",
                    "Requests that arrived.",
                    totals,
                    Series.Totals::requests))
            .metricSnapshot(
                counter(
                    "sallyport_4xx",
                    "Requests answered with a status from 400 to 499.",
                    totals,
                    Series.Totals::clientErrors))
            .metricSnapshot(
                counter(
                    "sallyport_5xx",
                    "Requests answered with a status of 500 or more.",
                    totals,
                    Series.Totals::serverErrors))
            .metricSnapshot(
                counter(
                    "sallyport_aborted",
                    "Requests whose caller went away before the end of the response.",
                    totals,
                    Series.Totals::aborted))
            .metricSnapshot(
                histogram(
                    "sallyport_latency_seconds",
                    "From the first byte of the request to the last of the response.",
                    totals,
                    Series.Totals::latency))
            .metricSnapshot(
                histogram(
                    "sallyport_integration_latency_seconds",
                    "The integration's part of the latency.",
                    totals,
                    Series.Totals::integration));
    for (Gauge gauge : gauges) {
      add(all, gauge);
    }
    return write(all.build());
  }

  private byte[] write(MetricSnapshots snapshots) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, snapshots, EscapingScheme.ALLOW_UTF8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Labels labels(SeriesKey key) {
    return Labels.of("api", key.api(), "stage", key.stage(), "route", key.route());
  }

  private static CounterSnapshot counter(
      String name,
      String help,
      Map<Labels, Series.Totals> totals,
      ToLongFunction<Series.Totals> value) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
    totals.forEach((labels, total) ->
        counter.dataPoint(
            CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value.applyAsLong(total))
                .build()));
    return counter.build();
  }

  private static HistogramSnapshot histogram(
      String name,
      String help,
      Map<Labels, Series.Totals> totals,
      Function<Series.Totals, Series.Histogram> value) {
    HistogramSnapshot.Builder histogram = HistogramSnapshot.builder().name(name).help(help);
    totals.forEach((labels, total) -> {
      Series.Histogram counts = value.apply(total);
      histogram.dataPoint(
          HistogramSnapshot.HistogramDataPointSnapshot.builder()
              .labels(labels)
              .classicHistogramBuckets(buckets(counts))
              .sum(counts.sumNanos() / NANOS)
              .build());
    });
    return histogram.build();
  }

  private static ClassicHistogramBuckets buckets(Series.Histogram histogram) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    long[] bounds = Series.BOUNDS_NANOS;
    for (int i = 0; i < bounds.length; i++) {
      buckets.bucket(bounds[i] / NANOS, histogram.counts()[i]);
    }
    return buckets.bucket(Double.POSITIVE_INFINITY, histogram.counts()[bounds.length]).build();
  }

  private static void add(MetricSnapshots.Builder all, Gauge gauge) {
    switch (gauge.kind()) {
      case GAUGE -> {
        GaugeSnapshot.Builder snapshot =
            GaugeSnapshot.builder().name(gauge.name()).help(gauge.help());
        gauge
            .values()
            .get()
            .forEach((label, value) ->
                snapshot.dataPoint(
                    GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels(gauge, label))
                        .value(value)
                        .build()));
        all.metricSnapshot(snapshot.build());
      }
      case COUNTER -> {
        CounterSnapshot.Builder snapshot =
            CounterSnapshot.builder().name(gauge.name()).help(gauge.help());
        gauge
            .values()
            .get()
            .forEach((label, value) ->
                snapshot.dataPoint(
                    CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(labels(gauge, label))
                        .value(value)
                        .build()));
        all.metricSnapshot(snapshot.build());
      }
    }
  }

  private static Labels labels(Gauge gauge, String label) {
    return gauge.label().isEmpty() ? Labels.EMPTY : Labels.of(gauge.label(), label);
  }
}
