package io.sallyport.app.gateway;

import io.sallyport.adapters.issuer.LocalIssuer;
import io.sallyport.adapters.metrics.Exposition;
import io.sallyport.adapters.metrics.RequestMetrics;
import io.sallyport.adapters.metrics.RequestMetrics.StageRoutes;
import io.sallyport.app.config.Configuration;
import io.sallyport.app.config.Flags;
import io.sallyport.app.config.Limits;
import io.sallyport.app.load.Loading;
import io.sallyport.core.compile.Services;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.pipeline.AdminHandler;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.snapshot.DeployedRoute;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.edge.Edge;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

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
  private final LocalIssuers issuers;

  /**
   * @param services what {@code first} was compiled with
   * @param issuer stands in for the issuers that the configuration calls local
   * @param held what all held bodies together may use
   */
  Wiring(
      Flags flags,
      Edge edge,
      Services services,
      LocalIssuer issuer,
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
        new Reloads(flags, first, loading, services, certificates, this::inForce, heap, err);
    Exposition exposition =
        new Exposition(metrics, Gauges.of(snapshot::get, edge, held, services, logs, certificates));
    this.issuers = new LocalIssuers(issuer, err);
    this.admin =
        new AdminAnswers(
            snapshot::get, exposition, reloads::reload, below(configuration, services, issuer));
    deploy(first);
    issuers.deploy(first, loading.definitions(), loading.settings());
  }

  /** Who answers the admin listener beside health, metrics and reloads. */
  private Map<String, AdminHandler> below(
      Configuration configuration, Services services, LocalIssuer issuer) {
    AdminHandler caches =
        new AuthorizerCaches(snapshot::get, configuration.account(), services::flushAuthorizers);
    Map<String, AdminHandler> below = new HashMap<>(Map.of("/restapis", caches, "/v2", caches));
    if (configuration.issuers().hasLocal()) {
      below.put(LocalIssuer.PREFIX, issuer);
    }
    return below;
  }

  /** Puts {@code later} in force: requests that come from now on see it, and only it. */
  private void inForce(GatewaySnapshot later, Loading loading) {
    deploy(later);
    issuers.deploy(later, loading.definitions(), loading.settings());
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
}
