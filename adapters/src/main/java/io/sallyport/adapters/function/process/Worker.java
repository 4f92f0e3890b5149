package io.sallyport.adapters.function.process;

import io.sallyport.adapters.function.process.RuntimeApi.Invoke;
import io.sallyport.adapters.function.process.RuntimeApi.Without;
import io.sallyport.core.message.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One process of a function, with the runtime API it talks to. It has at most one invocation. The
 * pool moves it from one stage to the next; what is said of the process and its API is told to the
 * pool.
 */
final class Worker implements RuntimeApi.Calls {

  private final Pool pool;
  private final FunctionIdentity function;
  private final BlockingQueue<RuntimeApi.Next> handed = new LinkedBlockingQueue<>();
  private final long generation;

  // Moved by the pool, under its lock.
  Stage stage = Stage.STARTING;
  long idleSince;
  private @Nullable Future<?> timer;

  private volatile @Nullable Invocation current;
  private volatile String printing = "-";
  private volatile @Nullable Process process;
  private volatile @Nullable RuntimeApi api;
  private volatile boolean ended;

  Worker(Pool pool, FunctionIdentity function, long generation) {
    this.pool = pool;
    this.function = function;
    this.generation = generation;
  }

  /** How far it has come. */
  enum Stage {
    STARTING,
    IDLE,
    BUSY,
    /** Its process is ended, or has. */
    GONE
  }

  /** The code it was started from, as the pool counts. */
  long generation() {
    return generation;
  }

  /** The invocation it has, answered or not; null before its first and between two. */
  @Nullable Invocation current() {
    return current;
  }

  boolean has(Invocation invocation) {
    Invocation mine = current;
    return mine != null && mine.id().equals(invocation.id());
  }

  /** Has {@code next} take the place of the timer it had. */
  void timer(@Nullable Future<?> next) {
    Future<?> last = timer;
    timer = next;
    if (last != null) {
      last.cancel(false);
    }
  }

  /**
   * Starts the process. Blocks for the moment that takes. Where it fails, {@link #end} is still to
   * be called.
   */
  void start(ProcessSettings settings, FunctionHost host) throws IOException {
    RuntimeApi opened = RuntimeApi.open(this);
    api = opened;
    Map<String, String> environment =
        Environment.of(
            settings,
            function,
            host.environment(),
            opened.address(),
            "[" + function.version() + "]" + hashCode());
    Process started = Launch.start(settings, environment, host.bootstraps(), host.guard());
    process = started;
    // First of all, so that the guard hears of its end whatever else fails.
    Thread.ofVirtual().name("function-exit").start(() -> awaitExit(started, host));
    Thread.ofPlatform()
        .daemon()
        .name("function-" + function.name())
        .start(() -> print(started, host));
    if (ended) {
      end();
    }
  }

  /** Gives it an invocation; the pool knows that it waits for one. */
  void hand(Invocation invocation, long deadlineMillis, Future<?> timeout) {
    timer(timeout);
    current = invocation;
    printing = invocation.call().requestId();
    String trace = invocation.call().trace();
    String headers =
        "Lambda-Runtime-Aws-Request-Id: "
            + invocation.id()
            + "\r\n"
            + "Lambda-Runtime-Deadline-Ms: "
            + deadlineMillis
            + "\r\n"
            + "Lambda-Runtime-Invoked-Function-Arn: "
            + function.arn()
            + "\r\n"
            + (trace.isEmpty() ? "" : "Lambda-Runtime-Trace-Id: " + oneLine(trace) + "\r\n");
    handed.add(new Invoke(headers, invocation.call().payload()));
  }

  /** Its invocation is over, as far as the pool is concerned. */
  void release() {
    timer(null);
    current = null;
  }

  /** Ends the process and what it started, at once. */
  void end() {
    ended = true;
    Process running = process;
    if (running != null) {
      List<ProcessHandle> descendants = running.descendants().toList();
      running.destroyForcibly();
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
    RuntimeApi open = api;
    if (open != null) {
      open.close();
    }
    handed.add(Without.NO_MORE);
  }

  @Override
  public RuntimeApi.Next next() throws InterruptedException {
    return switch (pool.ready(this)) {
      case WAIT -> handed.take();
      case OUT_OF_TURN -> Without.OUT_OF_TURN;
      case NO_MORE -> Without.NO_MORE;
    };
  }

  @Override
  public RuntimeApi.Taken answer(String id, @Nullable Bytes payload, RuntimeApi.Answer answer) {
    Invocation invocation = current;
    if (invocation == null || !invocation.id().equals(id) || !invocation.isOpen()) {
      return RuntimeApi.Taken.UNKNOWN_ID;
    }
    if (payload == null) {
      invocation.failed(Pool.tooLong());
      return RuntimeApi.Taken.TOO_LONG;
    }
    invocation.returned(payload.array(), answer == RuntimeApi.Answer.ERROR ? "Unhandled" : null);
    return RuntimeApi.Taken.TAKEN;
  }

  @Override
  public void initError(Bytes payload) {
    pool.initError(this, payload);
  }

  private void print(Process running, FunctionHost host) {
    new OutputLines(line -> host.output().add(function.name() + " " + printing + " | " + line))
        .read(running.getInputStream());
  }

  private void awaitExit(Process exited, FunctionHost host) {
    exited.onExit().join();
    host.guard().drop(exited);
    RuntimeApi open = api;
    if (open != null) {
      open.close();
    }
    handed.add(Without.NO_MORE);
    pool.exited(this, exited.exitValue());
  }

  private static String oneLine(String value) {
    byte[] ascii = value.getBytes(StandardCharsets.US_ASCII);
    for (byte b : ascii) {
      if (b < 0x20 || b == 0x7F) {
        return "";
      }
    }
    return new String(ascii, StandardCharsets.US_ASCII);
  }
}
