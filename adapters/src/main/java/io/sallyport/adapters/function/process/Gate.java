package io.sallyport.adapters.function.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Has a process wait, before it becomes the program it is for, until the guard knows it: a gateway
 * that is killed between the two leaves nothing behind, because the wait ends with it.
 */
final class Gate {

  private static final Path SHELL = Path.of("/bin/sh");
  private static final String WAIT = "read -r go && exec \"$@\" </dev/null";

  private Gate() {}

  /** Whether this system has the means; without them there is no guard either. */
  static boolean exists() {
    return Files.isExecutable(SHELL);
  }

  /** What starts {@code command} once it is let in; its number stays the same. */
  static List<String> before(List<String> command) {
    List<String> all = new ArrayList<>(List.of(SHELL.toString(), "-c", WAIT, "function"));
    all.addAll(command);
    return all;
  }

  /** Lets {@code process} in. */
  static void open(Process process) throws IOException {
    try (OutputStream in = process.getOutputStream()) {
      in.write('\n');
    }
  }
}
