package io.sallyport.app.gateway;

import io.sallyport.adapters.process.ProcessSpec;
import io.sallyport.adapters.process.Processes;
import io.sallyport.adapters.process.Processes.StartFailure;
import io.sallyport.adapters.process.Readiness;
import io.sallyport.app.config.Configuration;
import io.sallyport.app.config.Configuration.Companion;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** The processes of the configuration. They end with the gateway, whichever way it ends. */
final class Companions implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Companion> wanted;
  private final Processes processes;

  Companions(Configuration configuration, PrintStream err) {
    this.wanted = configuration.processes();
    this.processes = new Processes(err::println);
    if (!wanted.isEmpty()) {
      Runtime.getRuntime().addShutdownHook(new Thread(processes::close, "end-processes"));
    }
  }

  /** Starts them all, without waiting; adds a problem where one cannot be run. */
  void start(Problems problems) {
    try {
      processes.start(wanted.stream().map(Companions::spec).toList());
    } catch (StartFailure e) {
      problems.add(problem(e));
    }
  }

  /** Waits until all are ready; adds a problem where one is not. */
  void awaitReady(Problems problems) throws InterruptedException {
    try {
      processes.awaitReady(PATIENCE);
    } catch (StartFailure e) {
      problems.add(problem(e));
    }
  }

  @Override
  public void close() {
    processes.close();
  }

  private Problem problem(StartFailure failure) {
    Location at =
        wanted.stream()
            .filter(companion -> companion.name().equals(failure.process()))
            .map(Companion::at)
            .findFirst()
            .orElseThrow();
    return Problem.error(
        "process-not-ready", at, "process `" + failure.process() + "`: " + failure.getMessage());
  }

  private static ProcessSpec spec(Companion companion) {
    String ready = companion.ready();
    return new ProcessSpec(
        companion.name(),
        companion.command(),
        companion.directory().toAbsolutePath(),
        ready == null ? null : Readiness.parse(ready).orElseThrow());
  }
}
