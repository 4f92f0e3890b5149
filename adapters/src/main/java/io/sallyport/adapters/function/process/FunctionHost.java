package io.sallyport.adapters.function.process;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What the processes of all functions share. Starts nothing until a function is called. */
public final class FunctionHost implements AutoCloseable {

  /** How long a process may take until it asks for its first invocation, as on Lambda. */
  static final Duration START = Duration.ofSeconds(10);

  private final Map<String, String> environment;
  private final Watching watching;
  private final Duration start;
  private final OutputQueue output;
  private final Guard guard = new Guard();
  private final BootstrapFiles bootstraps = new BootstrapFiles();
  private final ScheduledThreadPoolExecutor timers =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("function-timers").factory());
  private final Set<Pool> pools = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param environment the gateway's own environment
   * @param output gets what functions print, line by line, prefixed with function and request
   */
  public FunctionHost(Map<String, String> environment, Watching watching, Consumer<String> output) {
    this(environment, watching, output, START);
  }

  FunctionHost(
      Map<String, String> environment, Watching watching, Consumer<String> output, Duration start) {
    this.start = start;
    this.environment = Map.copyOf(environment);
    this.watching = watching;
    this.output = new OutputQueue(output);
    timers.setRemoveOnCancelPolicy(true);
    timers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Whether an edit of a function's code means new processes for the next call. */
  public enum Watching {
    ON,
    OFF
  }

  /** A function that is run as {@code settings} say. */
  public ProcessFunction function(FunctionIdentity identity, ProcessSettings settings) {
    return new ProcessFunction(pool(identity, settings));
  }

  /** Ends every process, and answers every call that is under way. */
  @Override
  public void close() {
    closed = true;
    pools.forEach(Pool::close);
    timers.shutdownNow();
    guard.close();
    bootstraps.close();
  }

  Map<String, String> environment() {
    return environment;
  }

  Watching watching() {
    return watching;
  }

  /** How long a process may take to begin; longer where its function may. */
  Duration start() {
    return start;
  }

  OutputQueue output() {
    return output;
  }

  Guard guard() {
    return guard;
  }

  BootstrapFiles bootstraps() {
    return bootstraps;
  }

  /** Runs {@code task} on a thread of its own after a time; not once the host is closed. */
  Future<?> after(Duration time, Runnable task) {
    return timers.schedule(
        () -> Thread.ofVirtual().name("function-timer").start(task),
        time.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  /** As {@link #after}, for what need not be stopped. */
  void later(Duration time, Runnable task) {
    var _ = after(time, task);
  }

  private Pool pool(FunctionIdentity identity, ProcessSettings settings) {
    Pool pool = new Pool(this, identity, settings);
    pools.add(pool);
    if (closed) {
      pool.close();
    }
    return pool;
  }
}
