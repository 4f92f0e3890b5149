package io.sallyport.adapters.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes end with the gateway, also with one that is killed. */
@Tag("node")
class GuardTest {

  @TempDir private Path folder;

  @Test
  void takesProcessesAlongWhenTheGatewayIsKilled() throws IOException, InterruptedException {
    outlivesNothing(Process::destroyForcibly);
  }

  /** As a job runner does with what ran too long. */
  @Test
  void takesProcessesAlongWhenTheGatewaysWholeGroupIsKilled()
      throws IOException, InterruptedException {
    outlivesNothing(
        gateway -> new ProcessBuilder("kill", "-KILL", "--", "-" + gateway.pid()).start());
  }

  private void outlivesNothing(Killing killing) throws IOException, InterruptedException {
    Process gateway =
        new ProcessBuilder(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Gateway.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    long busy = pid(gateway);
    long idlesChild = pid(gateway);
    List<Long> family = List.of(busy, idlesChild);
    assertThat(family).allMatch(GuardTest::isAlive);

    killing.kill(gateway);

    assertThat(gateway.waitFor(10, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 500 && family.stream().anyMatch(GuardTest::isAlive); i++) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    assertThat(family).noneMatch(GuardTest::isAlive);
  }

  @Test
  void forgetsProcessesThatHaveEnded() throws IOException, InterruptedException {
    Process first = new ProcessBuilder("sleep", "600").start();
    Process second = new ProcessBuilder("sleep", "600").start();
    try (Guard guard = new Guard()) {
      guard.add(first.pid());
      guard.add(second.pid());
      guard.drop(first.pid());
    }
    assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(first.isAlive()).isTrue();
    first.destroyForcibly();
  }

  /** A way to kill the gateway. */
  private interface Killing {

    void kill(Process gateway) throws IOException;
  }

  /**
   * A program with a process that spins, and one that waits and has a child, until it is killed.
   */
  public static final class Gateway {

    private Gateway() {}

    /** Prints the numbers of the one that spins and of the child. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
      Local local = new Local(Path.of(arguments[0])).timeout(Duration.ofMinutes(10));
      local.node(
          "const child = require('child_process').spawn('sleep', ['600']);",
          "exports.handler = async (e) => { console.log('pid', e ? process.pid : child.pid); while"
              + " (e) {} };");
      ProcessFunction function = local.function();
      var running = Calling.start(function, Calling.call("true"));
      print(local, 0);
      Calling.payload(function, "false");
      print(local, 1);
      running.join();
    }

    private static void print(Local local, int index) {
      local.awaitLines(index + 1);
      System.out.println(local.lines().get(index));
    }
  }

  private static long pid(Process gateway) throws IOException {
    StringBuilder line = new StringBuilder();
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(gateway.getInputStream(), StandardCharsets.UTF_8), 1);
    for (int c = reader.read();
        c >= 0 && (c != '\n' || !line.toString().contains("pid "));
        c = reader.read()) {
      line.append((char) c);
    }
    return Long.parseLong(line.toString().replaceAll("(?s).*pid ", "").strip());
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
