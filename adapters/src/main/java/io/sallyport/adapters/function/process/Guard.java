package io.sallyport.adapters.function.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

  private @Nullable Process shell;
  private boolean tried;

  synchronized void add(long pid) {
    say("add " + pid);
  }

  /** The number of a process that has ended may be another's soon. */
  synchronized void drop(long pid) {
    say("drop " + pid);
  }

  @Override
  public synchronized void close() {
    tried = true;
    if (shell != null) {
      try {
        shell.getOutputStream().close();
      } catch (IOException e) {
        shell.destroyForcibly();
      }
      shell = null;
    }
  }

  private void say(String line) {
    if (!tried) {
      tried = true;
      shell = start();
    }
    if (shell == null) {
      return;
    }
    try {
      OutputStream in = shell.getOutputStream();
      in.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
    } catch (IOException e) {
      shell = null;
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
