package io.sallyport.app.gateway;

import io.sallyport.adapters.metrics.Exposition;
import io.sallyport.adapters.metrics.Gauge;
import io.sallyport.adapters.metrics.RequestMetrics;
import io.sallyport.adapters.metrics.RequestMetrics.StageRoutes;
import io.sallyport.app.config.Configuration;
import io.sallyport.app.config.Flags;
import io.sallyport.app.config.Limits;
import io.sallyport.app.load.Loading;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.pipeline.Upstream;
import io.sallyport.core.snapshot.DeployedRoute;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.edge.Edge;
import io.sallyport.edge.loop.HttpVersion;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;

/**
 * The map of the program: every part of a running gateway and what it is given, made by hand from
 * top to bottom. Nothing here runs yet.
 */
final class Wiring {

  final Edge edge;
  final AtomicReference<GatewaySnapshot> snapshot;
  final Logs logs;
  final Pipeline pipeline;
  final AdminAnswers admin;
  final Certificates certificates;
  final Reloads reloads;

  private final RequestMetrics metrics;
  private final Records records;

  /**
   * @param upstream the way to endpoints that {@code first} was compiled with
   * @param held what all held bodies together may use
   */
  Wiring(
      Flags flags,
      Edge edge,
      Upstream upstream,
      Logs logs,
      BodyBudget held,
      GatewaySnapshot first,
      Loading loading,
      Heap heap,
      PrintStream err) {
    Configuration configuration = loading.settings().configuration();
    Limits limits = configuration.limits();
    this.edge = edge;
    this.snapshot = new AtomicReference<>(first);
    this.metrics = new RequestMetrics(limits.loops());
    this.logs = logs;
    this.records = new Records(metrics, logs, loading.formats(), limits.loops());
    this.pipeline =
        new Pipeline(
            snapshot::get, records, workers(limits.loops()), held, Times.SYSTEM, limits.body());
    this.certificates = new Certificates(edge.tls(), configuration.listeners().https(), err);
    this.reloads =
        new Reloads(flags, first, loading, upstream, certificates, this::inForce, heap, err);
    Exposition exposition = new Exposition(metrics, gauges(held));
    this.admin = new AdminAnswers(snapshot::get, exposition, reloads::reload);
    deploy(first);
  }

  /** Puts {@code later} in force: requests that come from now on see it, and only it. */
  private void inForce(GatewaySnapshot later, Loading loading) {
    deploy(later);
    records.formats(loading.formats());
    logs.reconfigure(loading.settings().configuration());
    snapshot.set(later);
  }

  private void deploy(GatewaySnapshot deployed) {
    metrics.deploy(
        deployed.apis().stream()
            .map(api ->
                new StageRoutes(
                    api.stage(), api.routes().stream().map(DeployedRoute::key).toList()))
            .toList());
  }

  /** Where steps with long held bodies run; the budget of held bodies bounds what waits for it. */
  private static ExecutorService workers(int count) {
    return Executors.newFixedThreadPool(
        count, Thread.ofPlatform().daemon().name("worker-", 0).factory());
  }

  private List<Gauge> gauges(BodyBudget held) {
    return List.of(
        Gauge.gauge(
            "sallyport_snapshot",
            "The number of the snapshot in force.",
            () -> snapshot.get().number()),
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
            "sallyport_protocol_errors", "Requests refused as malformed.", edge::protocolErrors),
        Gauge.gauge(
            "sallyport_websocket_connections", "Open WebSocket connections.", edge::tunnels),
        Gauge.counter(
            "sallyport_websocket_received_bytes",
            "Bytes that callers sent over WebSocket connections.",
            edge::tunnelledFromCallers),
        Gauge.counter(
            "sallyport_websocket_sent_bytes",
            "Bytes that endpoints sent over WebSocket connections.",
            edge::tunnelledToCallers),
        Gauge.gauge(
            "sallyport_upstream_idle_connections",
            "Idle connections to endpoints.",
            edge::idleUpstreamConnections),
        Gauge.gauge(
            "sallyport_held_bytes",
            "Bytes of request and response bodies held in memory.",
            held::held),
        Gauge.counter(
            "sallyport_access_log_lines_lost",
            "Access log lines that were not written.",
            logs::accessLinesLost),
        Gauge.counter(
            "sallyport_execution_log_lines_lost",
            "Execution log lines that were not written.",
            logs::executionLinesLost),
        new Gauge(
            "sallyport_loop_lag_seconds",
            "How late an event loop was when last measured.",
            Gauge.Kind.GAUGE,
            "loop",
            this::lag),
        new Gauge(
            "sallyport_certificate_expiry_seconds",
            "How long a certificate in force is valid yet.",
            Gauge.Kind.GAUGE,
            "name",
            certificates::expirySeconds));
  }

  private static Map<String, Double> byVersion(ToLongFunction<HttpVersion> number) {
    Map<String, Double> values = new TreeMap<>();
    for (HttpVersion version : HttpVersion.values()) {
      values.put(version.label(), (double) number.applyAsLong(version));
    }
    return values;
  }

  private Map<String, Double> lag() {
    Map<String, Double> lag = new TreeMap<>();
    long[] nanos = edge.loopLagNanos();
    for (int i = 0; i < nanos.length; i++) {
      lag.put(Integer.toString(i), nanos[i] / 1e9);
    }
    return lag;
  }
}
