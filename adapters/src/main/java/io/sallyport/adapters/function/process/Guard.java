package io.sallyport.adapters.function.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A shell that knows the processes of all functions and waits for the end of a pipe from the
 * gateway, which comes however the gateway ends; then it ends them, each with its group if it leads
 * one. What is left of the group of a process that has ended is ended at once.
 */
final class Guard implements AutoCloseable {

  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      pids=
      while read -r what pid; do
        case $what in
          add) pids="$pids $pid" ;;
          drop)
            kill -KILL "-$pid" 2>/dev/null
            left=
            for one in $pids; do [ "$one" = "$pid" ] || left="$left $one"; done
            pids=$left ;;
        esac
      done
      for one in $pids; do kill -KILL "-$one" 2>/dev/null || kill -KILL "$one" 2>/dev/null; done
      """;

  /** A shell that ended sooner is not started again before there is something to tell. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Map<Long, Process> guarded = new LinkedHashMap<>();
  private @Nullable Process shell;
  private long shellSince;
  private boolean closed;

  /** Takes {@code process} along from now on; an exception once the gateway stops. */
  synchronized void add(Process process) throws IOException {
    if (closed) {
      throw new IOException("the gateway stops");
    }
    guarded.put(process.pid(), process);
    tell("add " + process.pid());
  }

  /**
   * {@code process} has ended. Its number may be another's soon: while there is something left of
   * its group, the system gives it to nobody; else it may be one of ours already, which is let be.
   */
  synchronized void drop(Process process) {
    if (guarded.remove(process.pid(), process)) {
      tell("drop " + process.pid());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (shell != null) {
      try {
        shell.getOutputStream().close();
      } catch (IOException e) {
        shell.destroyForcibly();
      }
      shell = null;
    }
  }

  private void tell(String line) {
    if (closed || (shell != null && write(shell, line))) {
      return;
    }
    restart();
    if (shell != null && !write(shell, line)) {
      shell = null;
    }
  }

  /** A guard that somebody killed has a successor, which is told of all there are. */
  private synchronized void ended(Process one) {
    if (closed || !one.equals(shell)) {
      return;
    }
    shell = null;
    if (System.nanoTime() - shellSince > SOON.toNanos()) {
      restart();
    }
  }

  private void restart() {
    Process started = start();
    shell = started;
    shellSince = System.nanoTime();
    if (started == null) {
      return;
    }
    for (long pid : guarded.keySet()) {
      if (!write(started, "add " + pid)) {
        shell = null;
        return;
      }
    }
    var _ = started.onExit().thenAccept(this::ended);
  }

  private static boolean write(Process shell, String line) {
    try {
      OutputStream in = shell.getOutputStream();
      in.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable Process start() {
    try {
      // Whoever kills the gateway's whole process group must not take the guard along.
      String path = System.getenv().getOrDefault("PATH", "");
      List<String> command = new ArrayList<>(Launch.session(path));
      command.addAll(List.of("sh", "-c", SCRIPT));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().keySet().retainAll(Set.of("PATH"));
      return builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
    } catch (IOException e) {
      // No shell on this system: bootstraps of ours end by themselves when their API is gone.
      return null;
    }
  }
}
