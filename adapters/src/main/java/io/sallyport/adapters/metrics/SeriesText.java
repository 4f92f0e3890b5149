package io.sallyport.adapters.metrics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Writes the series of requests as Prometheus text (version 0.0.4): family by family, with nothing
 * made for each line, because an estate of ten thousand routes has hundreds of thousands of them.
 * Counters of every route are there from the start; a route's histograms, which are nine tenths of
 * the text, appear with what they count.
 */
final class SeriesText {

  private static final Comparator<SeriesKey> ORDER =
      Comparator.comparing(SeriesKey::api)
          .thenComparing(SeriesKey::route)
          .thenComparing(SeriesKey::stage);
  private static final double NANOS = 1e9;
  private static final byte[] CLOSE = bytes("} ");
  private static final byte[][] BOUNDS = bounds();

  private final List<Line> lines = new ArrayList<>();
  private final ByteArrayOutputStream out;

  /** What one series contributes: its labels without braces, and its counts. */
  @SuppressWarnings("ArrayRecordComponent") // made anew for every scrape
  private record Line(byte[] labels, Series.Totals totals) {}

  /**
   * @param out what is written to
   */
  SeriesText(Map<SeriesKey, Series> series, ByteArrayOutputStream out) {
    this.out = out;
    series.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(ORDER))
        .forEach(entry -> lines.add(new Line(labels(entry.getKey()), entry.getValue().totals())));
  }

  /** Writes a counter; {@code _total} is added to its name. */
  void counter(String name, String help, ToLongFunction<Series.Totals> value) {
    family(name + "_total", help, "counter");
    byte[] start = bytes(name + "_total{");
    byte[] end = bytes(".0\n");
    for (Line line : lines) {
      out.writeBytes(start);
      out.writeBytes(line.labels());
      out.writeBytes(CLOSE);
      number(value.applyAsLong(line.totals()));
      out.writeBytes(end);
    }
  }

  /** Writes a histogram in seconds. */
  void histogram(String name, String help, Function<Series.Totals, Series.Histogram> value) {
    family(name, help, "histogram");
    byte[] bucket = bytes(name + "_bucket{");
    byte[] count = bytes(name + "_count{");
    byte[] sum = bytes(name + "_sum{");
    for (Line line : lines) {
      Series.Histogram histogram = value.apply(line.totals());
      long total = 0;
      for (long counted : histogram.counts()) {
        total += counted;
      }
      if (total > 0) {
        buckets(bucket, line, histogram.counts());
        value(count, line, Long.toString(total));
        value(sum, line, Double.toString(histogram.sumNanos() / NANOS));
      }
    }
  }

  private void buckets(byte[] start, Line line, long[] counts) {
    long accumulated = 0;
    for (int i = 0; i < counts.length; i++) {
      accumulated += counts[i];
      out.writeBytes(start);
      out.writeBytes(line.labels());
      out.writeBytes(BOUNDS[i]);
      number(accumulated);
      out.write('\n');
    }
  }

  private void value(byte[] start, Line line, String value) {
    out.writeBytes(start);
    out.writeBytes(line.labels());
    out.writeBytes(CLOSE);
    out.writeBytes(bytes(value));
    out.write('\n');
  }

  private void number(long value) {
    if (value < 10) {
      out.write('0' + (int) value);
    } else {
      out.writeBytes(bytes(Long.toString(value)));
    }
  }

  private void family(String name, String help, String type) {
    out.writeBytes(bytes("# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n"));
  }

  private static byte[] labels(SeriesKey key) {
    return bytes(
        "api=\""
            + escaped(key.api())
            + "\",route=\""
            + escaped(key.route())
            + "\",stage=\""
            + escaped(key.stage())
            + "\"");
  }

  private static String escaped(String value) {
    boolean plain = value.indexOf('\\') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0;
    return plain ? value : value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** What follows the labels of each bucket: its bound, the last one without. */
  private static byte[][] bounds() {
    long[] nanos = Series.BOUNDS_NANOS;
    byte[][] bounds = new byte[nanos.length + 1][];
    for (int i = 0; i <= nanos.length; i++) {
      String bound = i == nanos.length ? "+Inf" : Double.toString(nanos[i] / NANOS);
      bounds[i] = bytes(",le=\"" + bound + "\"} ");
    }
    return bounds;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
