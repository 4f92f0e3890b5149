package io.sallyport.adapters.function.process;

import io.sallyport.adapters.function.process.FunctionHost.Watching;
import io.sallyport.adapters.function.process.Worker.Stage;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionFailure.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of one function, and the invocations that wait for one.
 *
 * <p>Everything happens under the pool's own lock, on virtual threads and on those of timers and
 * processes, never on an event loop. Receivers are called outside the lock, processes are started
 * and ended outside it.
 *
 * <p>INVARIANT: a worker that is idle has no invocation; one that is busy has exactly one, and a
 * timer that ends it.
 */
final class Pool {

  private static final Logger LOG = LoggerFactory.getLogger(Pool.class);
  private static final String UNHANDLED = "Unhandled";

  private final FunctionHost host;
  private final FunctionIdentity function;
  private final ProcessSettings settings;
  private final Set<Worker> workers = new HashSet<>();
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final Deque<Invocation> waiting = new ArrayDeque<>();
  private @Nullable CodeWatch watch;
  private final Starts starts = new Starts();
  private int busy;
  private long generation;
  private boolean reaping;
  private boolean closed;

  Pool(FunctionHost host, FunctionIdentity function, ProcessSettings settings) {
    this.host = host;
    this.function = function;
    this.settings = settings;
  }

  /** What a process that asks for its next invocation is told. */
  enum Turn {
    WAIT,
    OUT_OF_TURN,
    NO_MORE
  }

  static FunctionFailure tooLong() {
    return new FunctionFailure(
        Kind.RESPONSE_TOO_LARGE,
        "the function returned more than " + RuntimeApi.MAX_RESPONSE + " bytes");
  }

  /** Runs {@code invocation} as soon as a process is free, or says why not. Reads the disk. */
  void submit(Invocation invocation) {
    lookAtCode();
    if (!invocation.isEvent()) {
      invocation.timer(host.after(invocation.call().patience(), () -> outwaited(invocation)));
    }
    change(effects -> admit(invocation, effects));
  }

  /** Whoever waited has gone; an invocation that runs runs on. */
  synchronized void forget(Invocation invocation) {
    if (!invocation.isWanted()) {
      waiting.remove(invocation);
    }
  }

  /** {@code worker} asks for its next invocation, which it may have to wait for. */
  Turn ready(Worker worker) {
    List<Runnable> effects = new ArrayList<>();
    Turn turn;
    synchronized (this) {
      turn = turn(worker, effects);
    }
    effects.forEach(Runnable::run);
    return turn;
  }

  /** {@code worker} says why it cannot begin. */
  void initError(Worker worker, Bytes payload) {
    refuseStart(worker, one -> one.returned(payload.array(), UNHANDLED));
  }

  /** The process of {@code worker} has ended. */
  void exited(Worker worker, int status) {
    change(effects -> {
      Stage before = worker.stage;
      if (!remove(worker)) {
        return;
      }
      Invocation invocation = worker.current();
      if (before == Stage.STARTING) {
        notStarted(one -> one.returned(ErrorPayloads.exited(one.id(), status), UNHANDLED), effects);
      } else if (invocation != null && invocation.isOpen()) {
        effects.add(
            () -> invocation.returned(ErrorPayloads.exited(invocation.id(), status), UNHANDLED));
      }
      effects.add(worker::end);
      grow(effects);
    });
  }

  /** Ends every process; no call is left without an answer. */
  void close() {
    FunctionFailure stopping =
        new FunctionFailure(Kind.UNREACHABLE, "the gateway stops, and its functions with it");
    change(effects -> {
      closed = true;
      for (Worker worker : List.copyOf(workers)) {
        Invocation invocation = worker.current();
        if (invocation != null && invocation.isOpen()) {
          effects.add(() -> invocation.failed(stopping));
        }
        discard(worker, effects);
      }
      waiting.forEach(one -> effects.add(() -> one.failed(stopping)));
      waiting.clear();
    });
  }

  /** What is decided under the lock is done after it. */
  private void change(Consumer<List<Runnable>> decision) {
    List<Runnable> effects = new ArrayList<>();
    synchronized (this) {
      decision.accept(effects);
    }
    effects.forEach(Runnable::run);
  }

  private void admit(Invocation invocation, List<Runnable> effects) {
    Worker free = idle.peekLast();
    Consumer<Invocation> failure = starts.failure();
    if (closed) {
      effects.add(
          () -> invocation.failed(new FunctionFailure(Kind.UNREACHABLE, "the gateway stops")));
    } else if (free != null) {
      effects.add(invocation::accepted);
      idle.removeLast();
      assign(free, invocation);
    } else if (workers.isEmpty() && failure != null) {
      effects.add(() -> failure.accept(invocation));
    } else if (waiting.size() >= settings.queue() + settings.concurrency() - busy) {
      effects.add(() -> invocation.failed(throttled()));
    } else {
      effects.add(invocation::accepted);
      waiting.add(invocation);
      grow(effects);
    }
  }

  private Turn turn(Worker worker, List<Runnable> effects) {
    Invocation current = worker.current();
    boolean early = current != null && current.isOpen();
    if (worker.stage == Stage.GONE) {
      return Turn.NO_MORE;
    } else if (worker.stage == Stage.IDLE || early) {
      return Turn.OUT_OF_TURN;
    } else if (worker.stage == Stage.STARTING) {
      starts.succeeded();
    } else {
      busy--;
    }
    worker.release();
    if (worker.generation() != generation) {
      worker.stage = Stage.IDLE;
      discard(worker, effects);
      grow(effects);
      return Turn.NO_MORE;
    }
    Invocation next = nextWaiting();
    if (next != null) {
      assign(worker, next);
    } else {
      rest(worker);
    }
    // Where more are wanted than start at a time, the next one's turn has come.
    grow(effects);
    return Turn.WAIT;
  }

  private void assign(Worker worker, Invocation invocation) {
    worker.stage = Stage.BUSY;
    busy++;
    long deadline = System.currentTimeMillis() + settings.timeout().toMillis();
    worker.hand(
        invocation, deadline, host.after(settings.timeout(), () -> timedOut(worker, invocation)));
  }

  private void rest(Worker worker) {
    worker.stage = Stage.IDLE;
    worker.idleSince = System.nanoTime();
    idle.addLast(worker);
    if (!reaping) {
      reaping = true;
      host.later(settings.idle(), this::reap);
    }
  }

  private @Nullable Invocation nextWaiting() {
    Invocation next = waiting.poll();
    while (next != null && !next.isWanted()) {
      next = waiting.poll();
    }
    return next;
  }

  /** Starts processes for what waits, as many as may be. */
  private void grow(List<Runnable> effects) {
    Consumer<Invocation> failure = starts.failure();
    if (failure != null) {
      if (workers.isEmpty()) {
        waiting.forEach(one -> effects.add(() -> failure.accept(one)));
        waiting.clear();
      }
      return;
    }
    while (!closed
        && workers.size() < settings.concurrency()
        && starts.running() < Math.min(waiting.size(), Starts.AT_ONCE)) {
      Worker worker = new Worker(this, function, generation);
      workers.add(worker);
      starts.begin();
      worker.timer(host.after(patience(), () -> startTimedOut(worker)));
      effects.add(() -> Thread.ofVirtual().name("function-start").start(() -> launch(worker)));
    }
  }

  /** Starts the process of {@code worker}, who may have been given up by now. */
  void launch(Worker worker) {
    try {
      worker.start(settings, host);
    } catch (IOException e) {
      cannotStart(worker, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.error("a process of `{}` could not be started", function.name(), e);
      cannotStart(worker, "a bug, or a want of memory or threads");
    }
  }

  private void cannotStart(Worker worker, String reason) {
    FunctionFailure failure =
        new FunctionFailure(Kind.UNREACHABLE, "the function cannot be started: " + reason);
    refuseStart(worker, one -> one.failed(failure));
    // Who was given up meanwhile is not ended again by the pool, and may have opened its API since.
    worker.end();
  }

  private void startTimedOut(Worker worker) {
    refuseStart(
        worker, one -> one.returned(ErrorPayloads.timedOut(one.id(), patience()), UNHANDLED));
  }

  private void refuseStart(Worker worker, Consumer<Invocation> failure) {
    change(effects -> {
      if (worker.stage == Stage.STARTING && remove(worker)) {
        effects.add(worker::end);
        notStarted(failure, effects);
      }
    });
  }

  private void notStarted(Consumer<Invocation> failure, List<Runnable> effects) {
    starts.failed(failure);
    grow(effects);
  }

  /** The invocation has had its time; so has a process that answered and then did not go on. */
  private void timedOut(Worker worker, Invocation invocation) {
    change(effects -> {
      if (worker.stage == Stage.BUSY && worker.has(invocation)) {
        byte[] payload = ErrorPayloads.timedOut(invocation.id(), settings.timeout());
        effects.add(() -> invocation.returned(payload, UNHANDLED));
        discard(worker, effects);
        grow(effects);
      }
    });
  }

  private void outwaited(Invocation invocation) {
    invocation.outwaited(
        new FunctionFailure(Kind.TIMEOUT, "the function gave no answer while it was waited for"));
    forget(invocation);
  }

  private void reap() {
    change(effects -> {
      reaping = false;
      long now = System.nanoTime();
      long keep = settings.idle().toNanos();
      while (!idle.isEmpty() && now - idle.getFirst().idleSince >= keep) {
        discard(idle.getFirst(), effects);
      }
      if (!idle.isEmpty() && !closed) {
        reaping = true;
        long left = keep - (now - idle.getFirst().idleSince);
        host.later(Duration.ofNanos(left), this::reap);
      }
    });
  }

  private void lookAtCode() {
    if (host.watching() == Watching.OFF || watch().look() == CodeWatch.Found.SAME) {
      return;
    }
    change(effects -> {
      generation++;
      // What the old code does at its start is no answer to calls of the new.
      List.copyOf(workers).stream()
          .filter(worker -> worker.stage != Stage.BUSY)
          .forEach(worker -> discard(worker, effects));
      starts.forget();
      grow(effects);
    });
  }

  private synchronized CodeWatch watch() {
    CodeWatch made = watch;
    if (made == null) {
      made = new CodeWatch(settings.code());
      watch = made;
    }
    return made;
  }

  private void discard(Worker worker, List<Runnable> effects) {
    if (remove(worker)) {
      effects.add(worker::end);
    }
  }

  /** Takes {@code worker} out of every count; whether it was still in. */
  private boolean remove(Worker worker) {
    switch (worker.stage) {
      case STARTING -> starts.ended();
      case IDLE -> idle.remove(worker);
      case BUSY -> busy--;
      case GONE -> {
        return false;
      }
    }
    worker.stage = Stage.GONE;
    // A timer knows its invocation, and would keep the event until it is due.
    worker.timer(null);
    return workers.remove(worker);
  }

  /**
   * Lambda gives an environment ten seconds to begin, and more where the function itself has more.
   */
  private Duration patience() {
    return host.start().compareTo(settings.timeout()) > 0 ? host.start() : settings.timeout();
  }

  private FunctionFailure throttled() {
    return new FunctionFailure(
        Kind.THROTTLED,
        "all %d processes are busy and %d calls wait"
            .formatted(settings.concurrency(), waiting.size()));
  }
}
