package io.sallyport.app.gateway;

import io.sallyport.app.config.Configuration;
import io.sallyport.app.config.Flags;
import io.sallyport.app.load.Loading;
import io.sallyport.app.load.Previous;
import io.sallyport.app.load.RestartKeys;
import io.sallyport.app.report.ProblemText;
import io.sallyport.core.compile.Services;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reads everything again and puts it in force as a whole, or says why not and leaves what runs
 * alone. One at a time, whoever asks.
 */
final class Reloads {

  private final Flags flags;
  private final Configuration running;
  private final Services services;
  private final Certificates certificates;
  private final BiConsumer<GatewaySnapshot, Loading> inForce;
  private final Heap heap;
  private final PrintStream err;
  private GatewaySnapshot current;
  private Map<String, String> fingerprints;
  private volatile List<Path> files;

  /**
   * @param first what runs now, and how it was read
   * @param inForce puts a snapshot in force
   */
  Reloads(
      Flags flags,
      GatewaySnapshot first,
      Loading loading,
      Services services,
      Certificates certificates,
      BiConsumer<GatewaySnapshot, Loading> inForce,
      Heap heap,
      PrintStream err) {
    this.flags = flags;
    this.running = loading.settings().configuration();
    this.services = services;
    this.certificates = certificates;
    this.inForce = inForce;
    this.heap = heap;
    this.err = err;
    this.current = first;
    this.fingerprints = loading.fingerprints();
    this.files = loading.settings().files();
  }

  /** How a reload went. */
  sealed interface Result {}

  /** What was read is in force. */
  record Reloaded(long number) implements Result {}

  /** The snapshot before is still in force. */
  record Refused(List<Problem> problems) implements Result {}

  synchronized Result reload() {
    Result result = readAgain();
    heap.tidy();
    return result;
  }

  private Result readAgain() {
    long start = System.nanoTime();
    Loading loading = Loading.begin(flags);
    if (!loading.problems().hasErrors()) {
      // First, so that a renewed certificate does not wait for a definition to be put right.
      certificates.reload(
          loading.settings().configuration().listeners().https(), loading.problems());
    }
    loading.read(new Previous(current, fingerprints));
    files = loading.settings().files();
    RestartKeys.check(running, loading.settings().configuration(), loading.problems());
    Optional<GatewaySnapshot> snapshot = loading.compile(services, current);
    return snapshot.isPresent() ? accept(snapshot.get(), loading, start) : refuse(loading);
  }

  /** Every file the last reading read. */
  List<Path> files() {
    return files;
  }

  private Result accept(GatewaySnapshot snapshot, Loading loading, long start) {
    current = snapshot;
    fingerprints = loading.fingerprints();
    inForce.accept(snapshot, loading);
    long millis = (System.nanoTime() - start) / 1_000_000;
    err.println("reloaded snapshot=" + snapshot.number() + " ms=" + millis);
    ProblemText.print(loading.problems().found(), err);
    ProblemText.printAllowed(loading.problems().passed(), err);
    return new Reloaded(snapshot.number());
  }

  private Result refuse(Loading loading) {
    List<Problem> problems = loading.problems().found();
    err.println("reload refused snapshot=" + current.number() + " problems=" + problems.size());
    ProblemText.print(problems, err);
    return new Refused(problems);
  }
}
