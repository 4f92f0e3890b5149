package io.sallyport.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.adapters.process.Processes.StartFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

  @Test
  void saysThatAProgramIsNotThere() {
    try (Processes processes = new Processes(output::add)) {
      assertThatThrownBy(() -> processes.start(List.of(spec(null, "/no/such/program"))))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("`/no/such/program` cannot be run");
    }
  }

  @Test
  void saysThatAProcessEndedBeforeItWasReady() throws Exception {
    try (Processes processes = new Processes(output::add)) {
      processes.start(List.of(shell(new Readiness.Says("ready"), "exit 7")));
      assertThatThrownBy(() -> processes.awaitReady(PATIENCE))
          .isInstanceOf(StartFailure.class)
          .hasMessage("it ended with status 7 before it was ready");
    }
  }

  @Test
  void saysThatAProcessDidNotBecomeReadyInTime() throws Exception {
    try (Processes processes = new Processes(output::add)) {
      processes.start(List.of(shell(new Readiness.Accepts("127.0.0.1", 1), "sleep 60")));
      assertThatThrownBy(() -> processes.awaitReady(Duration.ofMillis(50)))
          .isInstanceOf(StartFailure.class)
          .hasMessage("it did not become ready in time");
    }
  }

  @Test
  void waitsForTheLineAndPrefixesOutput() throws Exception {
    try (Processes processes = new Processes(output::add)) {
      processes.start(
          List.of(
              shell(new Readiness.Says("listening"), "echo up; echo listening on 1; sleep 60")));
      processes.awaitReady(PATIENCE);
      assertThat(output.take()).isEqualTo("pets | up");
    }
  }

  @Test
  void saysThatAProcessEnded() throws Exception {
    try (Processes processes = new Processes(output::add)) {
      processes.start(List.of(shell(null, "exit 3")));
      processes.awaitReady(PATIENCE);
      assertThat(output.poll(10, TimeUnit.SECONDS)).isEqualTo("pets | ended with status 3");
    }
  }

  @Test
  void endsDescendantsToo() throws Exception {
    Processes processes = new Processes(output::add);
    processes.start(List.of(shell(new Readiness.Says("pid"), "sleep 60 & echo pid $!; wait")));
    processes.awaitReady(PATIENCE);
    long pid = Long.parseLong(output.take().replaceAll("\\D", ""));
    assertThat(ProcessHandle.of(pid)).isPresent();
    processes.close();
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void endsAProcessThatWillNotListenByForce() throws Exception {
    Processes processes = new Processes(output::add);
    processes.start(
        List.of(
            shell(
                new Readiness.Says("pid"),
                "trap '' TERM; echo pid $$; while :; do sleep 1; done")));
    processes.awaitReady(PATIENCE);
    long pid = Long.parseLong(output.take().replaceAll("\\D", ""));
    processes.close();
    ProcessHandle.of(pid).ifPresent(left -> left.onExit().join());
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "log:",
        "tcp:host",
        "tcp::80",
        "tcp:host:0",
        "tcp:host:99999",
        "ftp://x",
        "http:",
        "a b"
      })
  void refusesWhatIsNoReadiness(String text) {
    assertThat(Readiness.parse(text)).isEmpty();
  }

  @Test
  void readsReadiness() {
    assertThat(Readiness.parse("tcp:127.0.0.1:80"))
        .contains(new Readiness.Accepts("127.0.0.1", 80));
    assertThat(Readiness.parse("log:up")).contains(new Readiness.Says("up"));
    assertThat(Readiness.parse("http://a:1/b")).get().isInstanceOf(Readiness.Answers.class);
  }

  private static ProcessSpec shell(@Nullable Readiness ready, String script) {
    return spec(ready, "sh", "-c", script);
  }

  private static ProcessSpec spec(@Nullable Readiness ready, String... command) {
    return new ProcessSpec("pets", List.of(command), Path.of("."), ready);
  }
}
