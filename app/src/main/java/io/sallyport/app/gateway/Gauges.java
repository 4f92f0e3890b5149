package io.sallyport.app.gateway;

import io.sallyport.adapters.metrics.Gauge;
import io.sallyport.core.compile.Services;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.core.token.IssuerKeys;
import io.sallyport.edge.Edge;
import io.sallyport.edge.loop.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the metrics page says beside the metrics of routes, and where it is read. */
final class Gauges {

  private Gauges() {}

  /** All of them, in the order of the page. */
  static List<Gauge> of(
      Supplier<GatewaySnapshot> snapshot,
      Edge edge,
      BodyBudget held,
      Services services,
      Logs logs,
      Certificates certificates) {
    Gauge number =
        Gauge.gauge(
            "sallyport_snapshot",
            "The number of the snapshot in force.",
            () -> snapshot.get().number());
    Gauge expiry =
        new Gauge(
            "sallyport_certificate_expiry_seconds",
            "How long a certificate in force is valid yet.",
            Gauge.Kind.GAUGE,
            "name",
            certificates::expirySeconds);
    return Stream.of(
            List.of(number),
            callers(edge),
            webSockets(edge),
            inside(edge, held),
            identities(services),
            lost(logs),
            List.of(expiry))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Gauge> callers(Edge edge) {
    return List.of(
        Gauge.gauge("sallyport_in_flight_requests", "Requests being served.", edge::inFlight),
        new Gauge(
            "sallyport_connections",
            "Open connections of callers.",
            Gauge.Kind.GAUGE,
            "protocol",
            () -> byVersion(edge::connections)),
        new Gauge(
            "sallyport_protocol_requests",
            "Requests that arrived, malformed ones included.",
            Gauge.Kind.COUNTER,
            "protocol",
            () -> byVersion(edge::requests)),
        Gauge.counter("sallyport_connections_accepted", "Connections accepted.", edge::accepted),
        Gauge.counter(
            "sallyport_protocol_errors", "Requests refused as malformed.", edge::protocolErrors));
  }

  private static List<Gauge> webSockets(Edge edge) {
    return List.of(
        Gauge.gauge(
            "sallyport_websocket_connections", "Open WebSocket connections.", edge::tunnels),
        Gauge.counter(
            "sallyport_websocket_received_bytes",
            "Bytes that callers sent over WebSocket connections.",
            edge::tunnelledFromCallers),
        Gauge.counter(
            "sallyport_websocket_sent_bytes",
            "Bytes that endpoints sent over WebSocket connections.",
            edge::tunnelledToCallers));
  }

  private static List<Gauge> inside(Edge edge, BodyBudget held) {
    return List.of(
        Gauge.gauge(
            "sallyport_upstream_idle_connections",
            "Idle connections to endpoints.",
            edge::idleUpstreamConnections),
        Gauge.gauge(
            "sallyport_held_bytes",
            "Bytes of request and response bodies held in memory.",
            held::held),
        new Gauge(
            "sallyport_loop_lag_seconds",
            "How late an event loop was when last measured.",
            Gauge.Kind.GAUGE,
            "loop",
            () -> lag(edge)));
  }

  /** What is remembered of who callers are. */
  static List<Gauge> identities(Services services) {
    return List.of(
        Gauge.gauge(
            "sallyport_authorizer_results",
            "Results of Lambda authorizers that are remembered.",
            services::authorizerResults),
        new Gauge(
            "sallyport_issuer_key_refreshes",
            "How often the keys of an issuer were read.",
            Gauge.Kind.COUNTER,
            "issuer",
            () -> byIssuer(services, state -> (double) state.refreshes())),
        new Gauge(
            "sallyport_issuer_key_failures",
            "How often the keys of an issuer could not be read.",
            Gauge.Kind.COUNTER,
            "issuer",
            () -> byIssuer(services, state -> (double) state.failures())),
        new Gauge(
            "sallyport_issuer_key_age_seconds",
            "How long ago the keys of an issuer were read; absent while they never were.",
            Gauge.Kind.GAUGE,
            "issuer",
            () -> byIssuer(services, Gauges::ageSeconds)));
  }

  private static @Nullable Double ageSeconds(IssuerKeys.State state) {
    Duration age = state.age();
    return age == null ? null : age.toNanos() / 1e9;
  }

  private static Map<String, Double> byIssuer(
      Services services, Function<IssuerKeys.State, @Nullable Double> number) {
    Map<String, Double> values = new TreeMap<>();
    for (IssuerKeys.State state : services.issuerKeys()) {
      Double value = number.apply(state);
      if (value != null) {
        values.put(state.issuer(), value);
      }
    }
    return values;
  }

  private static List<Gauge> lost(Logs logs) {
    return List.of(
        Gauge.counter(
            "sallyport_access_log_lines_lost",
            "Access log lines that were not written.",
            logs::accessLinesLost),
        Gauge.counter(
            "sallyport_execution_log_lines_lost",
            "Execution log lines that were not written.",
            logs::executionLinesLost));
  }

  private static Map<String, Double> byVersion(ToLongFunction<HttpVersion> number) {
    Map<String, Double> values = new TreeMap<>();
    for (HttpVersion version : HttpVersion.values()) {
      values.put(version.label(), (double) number.applyAsLong(version));
    }
    return values;
  }

  private static Map<String, Double> lag(Edge edge) {
    Map<String, Double> lag = new TreeMap<>();
    long[] nanos = edge.loopLagNanos();
    for (int i = 0; i < nanos.length; i++) {
      lag.put(Integer.toString(i), nanos[i] / 1e9);
    }
    return lag;
  }
}
