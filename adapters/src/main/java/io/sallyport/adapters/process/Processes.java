package io.sallyport.adapters.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The processes that run beside the gateway: started together, awaited, and stopped with it. */
public final class Processes implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(2);

  private final Consumer<String> output;
  private final List<ChildProcess> children = new ArrayList<>();
  private boolean closed;

  /**
   * @param output gets every line the processes print, prefixed with the process's name
   */
  public Processes(Consumer<String> output) {
    this.output = output;
  }

  /** Starts all of {@code specs} without waiting for any. */
  public synchronized void start(List<ProcessSpec> specs) throws StartFailure {
    for (ProcessSpec spec : specs) {
      if (closed) {
        throw new StartFailure(spec.name(), "the gateway is stopping");
      }
      try {
        children.add(ChildProcess.start(spec, output));
      } catch (IOException e) {
        throw new StartFailure(
            spec.name(), "`" + spec.command().getFirst() + "` cannot be run: " + e.getMessage());
      }
    }
  }

  /** Waits until every process is ready. */
  public void awaitReady(Duration patience) throws StartFailure, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<ChildProcess> waiting;
    synchronized (this) {
      waiting = List.copyOf(children);
    }
    for (ChildProcess child : waiting) {
      child.awaitReady(deadline);
    }
  }

  /** Ends all processes and what they started: politely at first, then by force. */
  @Override
  public synchronized void close() {
    closed = true;
    children.forEach(ChildProcess::ask);
    long deadline = System.nanoTime() + STOP.toNanos();
    children.forEach(child -> child.end(deadline));
    children.clear();
  }

  /** A process that did not become ready. */
  public static final class StartFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final String process;

    StartFailure(String process, String reason) {
      super(reason);
      this.process = process;
    }

    /** The name of the process. */
    public String process() {
      return process;
    }
  }
}
