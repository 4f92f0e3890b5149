package io.sallyport.adapters.metrics;

import java.util.Map;
import java.util.function.Supplier;

/**
 * A value that is read when it is asked for.
 *
 * @param name with the unit last, as Prometheus wants it
 * @param values by the value of {@code label}; a single entry with an empty key when there is none
 */
public record Gauge(
    String name, String help, Kind kind, String label, Supplier<Map<String, Double>> values) {

  /** Whether the value can go down. */
  public enum Kind {
    GAUGE,
    COUNTER
  }

  /** A value that goes up and down. */
  public static Gauge gauge(String name, String help, Supplier<Number> value) {
    return new Gauge(name, help, Kind.GAUGE, "", () -> Map.of("", value.get().doubleValue()));
  }

  /** A value that only goes up; {@code _total} is added to its name. */
  public static Gauge counter(String name, String help, Supplier<Number> value) {
    return new Gauge(name, help, Kind.COUNTER, "", () -> Map.of("", value.get().doubleValue()));
  }
}
