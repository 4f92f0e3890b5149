package io.sallyport.adapters.process;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process to run beside the gateway.
 *
 * @param name what its output is prefixed with
 * @param command the program and its arguments; no shell reads them
 * @param directory where it runs
 * @param ready how it is known to be ready, or null when starting it is enough
 */
public record ProcessSpec(
    String name, List<String> command, Path directory, @Nullable Readiness ready) {

  public ProcessSpec {
    command = List.copyOf(command);
  }
}
