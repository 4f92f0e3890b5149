package io.sallyport.app.gateway;

import io.sallyport.adapters.accesslog.AccessLog;
import io.sallyport.app.config.Configuration;
import io.sallyport.app.config.Flags;
import io.sallyport.app.load.Edges;
import io.sallyport.app.load.Loading;
import io.sallyport.app.report.ProblemText;
import io.sallyport.app.report.RouteTable;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.edge.BindProblem;
import io.sallyport.edge.Bound;
import io.sallyport.edge.Edge;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A start: everything is read, compiled and made ready before the first address is bound. */
public final class Startup {

  /** The exit code of a refused definition, configuration or usage. */
  private static final int REFUSED = 2;

  private static final int UNBOUND = 3;
  private static final Duration LOG_PATIENCE = Duration.ofMillis(500);

  private final Flags flags;
  private final Streams streams;
  private final Runnable beforeBind;
  private final Loading loading;
  private final Configuration configuration;
  private final Problems problems;

  private final Gateway.Seen seen;

  private Startup(Flags flags, Streams streams, Runnable beforeBind) {
    this.flags = flags;
    this.streams = streams;
    this.beforeBind = beforeBind;
    this.loading = Loading.begin(flags);
    this.configuration = loading.settings().configuration();
    this.problems = loading.problems();
    this.seen =
        new Gateway.Seen(
            FileLooks.at(loading.settings().files()),
            FileLooks.at(Certificates.files(configuration.listeners().https())));
  }

  /** How a start went. */
  public sealed interface Result {}

  /** It serves. */
  public record Started(Gateway gateway) implements Result {}

  /** It does not, and has said why. */
  public record NotStarted(int exitCode) implements Result {}

  /**
   * Starts a gateway.
   *
   * @param beforeBind called once nothing but binding is left; until then a signal just ends it
   */
  public static Result run(Flags flags, Streams streams, Runnable beforeBind)
      throws InterruptedException {
    return new Startup(flags, streams, beforeBind).run();
  }

  private Result run() throws InterruptedException {
    Companions companions = new Companions(configuration, streams.err());
    if (!problems.hasErrors()) {
      // They take longest, and nothing here depends on them before the first request does.
      companions.start(problems);
    }
    loading.read();
    Optional<Edge> edge =
        problems.hasErrors() ? Optional.empty() : Edges.open(configuration, problems);
    if (edge.isEmpty()) {
      loading.compileToCheck();
      return refuse(companions, null);
    }
    Optional<GatewaySnapshot> snapshot = loading.compile(edge.get().upstream(), null);
    if (snapshot.isEmpty()) {
      return refuse(companions, edge.get());
    }
    Wiring wiring = new Wiring(flags, edge.get(), snapshot.get(), loading, streams.err());
    startAccessLogFile(wiring.accessLog);
    companions.awaitReady(problems);
    return problems.hasErrors() ? refuse(companions, edge.get()) : bind(wiring, companions);
  }

  private Result bind(Wiring wiring, Companions companions) throws InterruptedException {
    Bound bound;
    beforeBind.run();
    try {
      bound = wiring.edge.start(wiring.pipeline, wiring.admin);
    } catch (BindProblem e) {
      streams.err().println("sallyport: " + e.getMessage());
      companions.close();
      wiring.edge.close();
      return new NotStarted(UNBOUND);
    }
    announce(wiring.snapshot.get(), bound);
    startAccessLogOnStandardOutput(wiring.accessLog);
    return new Started(
        new Gateway(
            wiring,
            companions,
            bound,
            configuration.drain(),
            loading.settings().watching(),
            seen,
            streams.err()));
  }

  private void announce(GatewaySnapshot snapshot, Bound bound) {
    problems.found().forEach(problem -> streams.err().println(ProblemText.line(problem)));
    problems.passed().forEach(problem -> streams.err().println(ProblemText.allowed(problem)));
    RouteTable.print(snapshot, streams.out());
    streams
        .out()
        .printf(
            "ready http=%s https=%s admin=%s apis=%d routes=%d snapshot=%d ms=%d%n",
            address(bound.http()),
            address(bound.https()),
            address(bound.admin()),
            snapshot.apis().size(),
            snapshot.routes(),
            snapshot.number(),
            ProcessAge.millis());
    streams.out().flush();
  }

  private Result refuse(Companions companions, @Nullable Edge edge) {
    problems.found().forEach(problem -> streams.err().println(ProblemText.line(problem)));
    streams.err().println("refused problems=" + problems.found().size() + ": nothing was started");
    companions.close();
    if (edge != null) {
      edge.close();
    }
    return new NotStarted(REFUSED);
  }

  /** A file is opened before anything is bound, so that one that cannot be is refused. */
  private void startAccessLogFile(@Nullable AccessLog log) throws InterruptedException {
    var settings = configuration.accessLog();
    if (log == null || settings == null || settings.file() == null) {
      return;
    }
    String failure = log.start(LOG_PATIENCE);
    if (failure != null) {
      problems.add(
          Problem.error(
              "unwritable-access-log",
              settings.at(),
              "`" + settings.file() + "` cannot be written: " + failure));
    }
  }

  /** Standard output belongs to the table and the ready line until both are out. */
  private void startAccessLogOnStandardOutput(@Nullable AccessLog log) throws InterruptedException {
    var settings = configuration.accessLog();
    if (log != null && settings != null && settings.file() == null) {
      log.start(LOG_PATIENCE);
    }
  }

  private static String address(@Nullable InetSocketAddress address) {
    if (address == null) {
      return "off";
    }
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
