package io.sallyport.adapters.function.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
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
      guard.add(first);
      guard.add(second);
      guard.drop(first);
    }
    assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(first.isAlive()).isTrue();
    first.destroyForcibly();
  }

  @Test
  void hasASuccessorWhenItIsKilledItself() throws IOException, InterruptedException {
    Process first = new ProcessBuilder("sleep", "600").start();
    Process second = new ProcessBuilder("sleep", "600").start();
    Set<Long> others = shells();
    try (Guard guard = new Guard()) {
      guard.add(first);
      long shell = newShell(others);
      Thread.sleep(Duration.ofMillis(1100));
      ProcessHandle.of(shell).orElseThrow().destroyForcibly();
      others.add(shell);
      // Nothing is said to it meanwhile.
      newShell(others);
      guard.add(second);
    }
    assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void isStartedAgainForTheNextProcessWhenItDidNotLast() throws IOException, InterruptedException {
    Process first = new ProcessBuilder("sleep", "600").start();
    Process second = new ProcessBuilder("sleep", "600").start();
    Set<Long> others = shells();
    try (Guard guard = new Guard()) {
      guard.add(first);
      long shell = newShell(others);
      ProcessHandle killed = ProcessHandle.of(shell).orElseThrow();
      killed.destroyForcibly();
      killed.onExit().orTimeout(10, TimeUnit.SECONDS).join();
      guard.add(second);
    }
    assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void takesNoProcessOnceItIsClosed() throws IOException {
    Guard guard = new Guard();
    guard.close();
    Process process = new ProcessBuilder("sleep", "600").start();
    assertThatThrownBy(() -> guard.add(process)).hasMessage("the gateway stops");
    process.destroyForcibly();
  }

  @Test
  void letsAProcessBeThatHasTheNumberOfOneThatEnded() throws IOException, InterruptedException {
    Process running = new ProcessBuilder("setsid", "sleep", "600").start();
    Process other = new ProcessBuilder("setsid", "sleep", "600").start();
    try (Guard guard = new Guard()) {
      Process ended = new Ended(running.pid());
      guard.add(ended);
      guard.add(running);
      guard.add(other);
      // Their own groups, which takes them a moment.
      Thread.sleep(200);
      guard.drop(ended);
      guard.drop(other);
      assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(running.isAlive()).isTrue();
    }
    assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  /** A process that had a number. */
  private static final class Ended extends Process {

    private final long pid;

    Ended(long pid) {
      this.pid = pid;
    }

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() {
      return 0;
    }

    @Override
    public int exitValue() {
      return 0;
    }

    @Override
    public void destroy() {}
  }

  private static Set<Long> shells() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("sh"))
        .map(ProcessHandle::pid)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static long newShell(Set<Long> others) {
    for (int i = 0; i < 1000; i++) {
      Set<Long> now = shells();
      now.removeAll(others);
      if (!now.isEmpty()) {
        return now.iterator().next();
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    throw new AssertionError("there is no guard");
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
