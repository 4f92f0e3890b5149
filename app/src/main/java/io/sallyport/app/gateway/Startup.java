package io.sallyport.app.gateway;

import io.sallyport.adapters.function.ConfiguredFunctions;
import io.sallyport.adapters.issuer.LocalIssuer;
import io.sallyport.app.config.Configuration;
import io.sallyport.app.config.Flags;
import io.sallyport.app.load.Edges;
import io.sallyport.app.load.Loading;
import io.sallyport.app.load.LocalFunctions;
import io.sallyport.app.load.Previous;
import io.sallyport.app.report.NotOurs;
import io.sallyport.app.report.ProblemText;
import io.sallyport.app.report.RouteTable;
import io.sallyport.core.compile.Services;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.pipeline.Upstream;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.edge.BindProblem;
import io.sallyport.edge.Bound;
import io.sallyport.edge.Edge;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A start: everything is read, compiled and made ready before the first address is bound. */
public final class Startup {

  /** The exit code of a refused definition, configuration or usage. */
  private static final int REFUSED = 2;

  private static final int UNBOUND = 3;

  private final Flags flags;
  private final Streams streams;
  private final Runnable beforeBind;
  private final Loading loading;
  private final Configuration configuration;
  private final Problems problems;

  private final Gateway.Seen seen;

  private final Heap heap = new Heap();

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
    LocalIssuer issuer = new LocalIssuer(Times.SYSTEM, () -> UUID.randomUUID().toString());
    if (configuration.issuers().hasLocal()) {
      issuer.prepare();
    }
    Companions companions = new Companions(configuration, streams.err());
    if (!problems.hasErrors()) {
      // They take longest, and nothing here depends on them before the first request does.
      companions.start(problems);
    }
    loading.read(Previous.NOTHING);
    Optional<Edge> edge =
        problems.hasErrors() ? Optional.empty() : Edges.open(configuration, problems);
    if (edge.isEmpty()) {
      loading.compileToCheck();
      return refuse(companions, null);
    }
    ConfiguredFunctions functions = LocalFunctions.open(loading.settings(), streams.err()::println);
    Logs logs = new Logs(configuration);
    BodyBudget held = new BodyBudget(configuration.limits().heldBodies());
    Upstream upstream = logs.watching(edge.get().upstream(), held);
    Services services =
        new Services(
            upstream,
            logs.watching(functions),
            TokenIssuers.of(configuration, issuer, streams.err()),
            configuration.authorizers(),
            Times.SYSTEM);
    Optional<GatewaySnapshot> snapshot = loading.compile(services, null);
    if (snapshot.isEmpty()) {
      return refuse(companions, edge.get());
    }
    Wiring wiring =
        new Wiring(
            flags,
            edge.get(),
            services,
            issuer,
            logs,
            held,
            snapshot.get(),
            loading,
            heap,
            streams.err());
    logs.startFiles(problems);
    companions.awaitReady(problems);
    return problems.hasErrors()
        ? refuse(companions, edge.get())
        : bind(wiring, functions, companions);
  }

  private Result bind(Wiring wiring, ConfiguredFunctions functions, Companions companions)
      throws InterruptedException {
    Bound bound;
    heap.tidy();
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
    wiring.logs.startStandardOutput();
    return new Started(
        new Gateway(
            wiring,
            companions,
            functions,
            bound,
            configuration.drain(),
            loading.settings().watching(),
            seen,
            streams.err()));
  }

  private void announce(GatewaySnapshot snapshot, Bound bound) {
    ProblemText.print(problems.found(), streams.err());
    ProblemText.printAllowed(problems.passed(), streams.err());
    NotOurs.print(loading.notOurs(), streams.err());
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
    ProblemText.print(problems.found(), streams.err());
    streams.err().println("refused problems=" + problems.found().size() + ": nothing was started");
    companions.close();
    if (edge != null) {
      edge.close();
    }
    return new NotStarted(REFUSED);
  }

  private static String address(@Nullable InetSocketAddress address) {
    if (address == null) {
      return "off";
    }
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
