package io.sallyport.adapters.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.adapters.function.process.Calling.Ending;
import io.sallyport.adapters.function.process.Calling.Failed;
import io.sallyport.adapters.function.process.Calling.Returned;
import io.sallyport.adapters.function.process.FunctionHost.Watching;
import io.sallyport.adapters.function.process.ProcessSettings.Credentials;
import io.sallyport.adapters.function.process.Worker.Stage;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.FunctionCall;
import io.sallyport.core.pipeline.FunctionCall.InvocationType;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionFailure.Kind;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.LambdaFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How processes come and go, and what becomes of calls meanwhile. */
@Tag("node")
class PoolTest {

  @TempDir private Path folder;
  private Local local;

  @BeforeEach
  void begin() {
    local = new Local(folder);
  }

  @AfterEach
  void end() {
    local.close();
  }

  @Test
  void answersAThousandCallsAtOnceByTwoProcesses() throws IOException {
    local.node("exports.handler = async () => process.pid;");
    Set<String> processes = new HashSet<>();
    for (Ending ending : all(local.pool(2, 1000).function(), 1000)) {
      processes.add(((Returned) ending).result().payload().text());
    }
    assertThat(processes).hasSizeBetween(1, 2);
  }

  @Test
  void throttlesWhatFindsNoRoomToWait() throws IOException {
    local.node("exports.handler = (e, c, callback) => setTimeout(callback, 300);");
    List<Ending> endings = all(local.pool(2, 5).function(), 100);
    assertThat(endings).filteredOn(Returned.class::isInstance).hasSize(7);
    assertThat(endings)
        .filteredOn(Failed.class::isInstance)
        .hasSize(93)
        .allMatch(one -> Calling.failure(one).kind() == Kind.THROTTLED);
  }

  @Test
  void givesAProcessOneInvocationAtATime() throws IOException {
    local.node(
        "let running = 0, most = 0;",
        "exports.handler = async () => { most = Math.max(most, ++running);",
        "  await new Promise((r) => setTimeout(r, 5)); running--; return most; };");
    assertThat(all(local.pool(1, 100).function(), 20))
        .allMatch(one -> ((Returned) one).result().payload().text().equals("1"));
  }

  @Test
  void startsAnotherProcessAfterOneDied() throws IOException {
    local.node("exports.handler = async (e) => e ? process.exit(1) : 'alive';");
    ProcessFunction function = local.pool(1, 10).function();
    assertThat(Calling.error(function, "true")).contains("Runtime.ExitError");
    assertThat(Calling.payload(function, "false")).isEqualTo("\"alive\"");
  }

  @Test
  void doesNotKeepStartingWhatCrashesAtItsStart() throws IOException {
    Path starts = folder.resolve("starts");
    local.node(
        "require('fs').appendFileSync('" + starts + "', 'x');", "throw new Error('at load');");
    ProcessFunction function = local.unwatched().pool(10, 1000).function();
    long begin = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      assertThat(Calling.error(function, "{}")).contains("at load");
    }
    long millis = (System.nanoTime() - begin) / 1_000_000;
    // Pauses of 100 ms, 200 ms, 400 ms …: far fewer starts than calls.
    assertThat(Files.size(starts)).isLessThan(4 + millis / 100);
  }

  @Test
  void endsAProcessThatDoesNotBegin() throws IOException {
    local.node("console.log('pid', process.pid);", "for (;;) {}");
    ProcessFunction function =
        local.start(Duration.ofSeconds(1)).timeout(Duration.ofSeconds(1)).function();
    assertThat(Calling.error(function, "{}")).contains("Sandbox.Timedout", "after 1.00 seconds");
    local.awaitLines(1);
    long pid = Long.parseLong(local.lines().getFirst().replaceAll(".*pid ", ""));
    await(() -> !isAlive(pid));
  }

  @Test
  void endsProcessesThatHaveNothingToDo() throws IOException {
    local.node("exports.handler = async () => process.pid;");
    ProcessFunction function = local.idle(Duration.ofMillis(200)).function();
    long pid = Long.parseLong(Calling.payload(function, "{}"));
    await(() -> !isAlive(pid));
    assertThat(Calling.payload(function, "{}")).isNotEqualTo(Long.toString(pid));
  }

  @Test
  void runsNewCodeAfterAnEdit() throws IOException, InterruptedException {
    local.node("exports.handler = async () => 1;");
    ProcessFunction function = local.function();
    assertThat(Calling.payload(function, "{}")).isEqualTo("1");
    local.node("exports.handler = async () => 'two';");
    Thread.sleep(CodeWatch.INTERVAL);
    assertThat(Calling.payload(function, "{}")).isEqualTo("\"two\"");
  }

  @Test
  void letsAnInvocationOfTheOldCodeEnd() throws IOException, InterruptedException {
    local.node(
        "exports.handler = async (ms) => { await new Promise((r) => setTimeout(r, ms)); return"
            + " 'old'; };");
    ProcessFunction function = local.function();
    Calling.payload(function, "1");
    CompletableFuture<Ending> running = Calling.start(function, Calling.call("2500"));
    Thread.sleep(CodeWatch.INTERVAL);
    local.node("exports.handler = async () => 'new';");
    assertThat(Calling.payload(function, "{}")).isEqualTo("\"new\"");
    assertThat(((Returned) Calling.await(running)).result().payload().text()).isEqualTo("\"old\"");
  }

  @Test
  void keepsItsCodeWhereNothingIsWatched() throws IOException, InterruptedException {
    local.node("exports.handler = async () => 1;");
    ProcessFunction function = local.unwatched().function();
    assertThat(Calling.payload(function, "{}")).isEqualTo("1");
    local.node("exports.handler = async () => 2;");
    Thread.sleep(CodeWatch.INTERVAL);
    assertThat(Calling.payload(function, "{}")).isEqualTo("1");
  }

  @Test
  void saysThatTheCodeIsGone() throws IOException {
    local.node("exports.handler = async () => 1;");
    ProcessFunction function = local.function();
    Files.delete(folder.resolve("app.js"));
    Files.delete(folder);
    FunctionFailure failure = Calling.failure(Calling.ending(function, "{}"));
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure.reason()).contains("the function cannot be started", "does not exist");
    Files.createDirectory(folder);
  }

  @Test
  void answersACallThatRunsWhenTheGatewayStops() throws IOException {
    local.node("exports.handler = () => { console.log('pid', process.pid); for (;;) {} };");
    CompletableFuture<Ending> running = Calling.start(local.function(), Calling.call("{}"));
    await(() -> !local.lines().isEmpty());
    long pid = Long.parseLong(local.lines().getFirst().replaceAll(".*pid ", ""));
    local.close();
    assertThat(Calling.failure(Calling.await(running)).kind()).isEqualTo(Kind.UNREACHABLE);
    await(() -> !isAlive(pid));
  }

  @Test
  void answersAllThatWaitWhenEveryStartFails() throws IOException {
    local.node("throw new Error('at load');");
    for (Ending ending : all(local.pool(2, 100).function(), 20)) {
      assertThat(((Returned) ending).result().payload().text()).contains("at load");
    }
  }

  @Test
  void keepsCallsWaitingWhileAnotherStartIsUnderWay() throws IOException {
    local.node(
        "const fs = require('fs');",
        "let first = true;",
        "try { fs.mkdirSync('" + folder.resolve("first") + "'); } catch { first = false; }",
        "if (first) throw new Error('at load');",
        "const end = Date.now() + 500; while (Date.now() < end) {}",
        "exports.handler = async () => 'begun';");
    assertThat(all(local.unwatched().pool(2, 100).function(), 20))
        .allMatch(one -> ((Returned) one).result().payload().text().equals("\"begun\""));
  }

  @Test
  void doesNotWaitForTheStartOfOldCode() throws IOException, InterruptedException {
    local.node("console.log('pid', process.pid);", "for (;;) {}");
    ProcessFunction function = local.start(Duration.ofSeconds(20)).function();
    // Who called has gone; what it had started has not.
    CompletableFuture<Ending> old =
        Calling.start(
            function, Calling.call("{}", InvocationType.REQUEST_RESPONSE, Duration.ofMillis(1500)));
    local.awaitLines(1);
    long pid = Long.parseLong(local.lines().getFirst().replaceAll(".*pid ", ""));
    assertThat(Calling.failure(Calling.await(old)).kind()).isEqualTo(Kind.TIMEOUT);
    local.node("exports.handler = async () => 'new';");
    long begin = System.nanoTime();
    assertThat(Calling.payload(function, "{}")).isEqualTo("\"new\"");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    await(() -> !isAlive(pid));
  }

  @Test
  void saysAtOnceThatAnEnvironmentCannotBeGiven() throws IOException {
    local.node("exports.handler = async () => 1;");
    ProcessFunction function = local.env(Map.of("KEY", "sec\0ret")).pool(1, 10).function();
    long begin = System.nanoTime();
    for (Ending ending : all(function, 5)) {
      assertThat(Calling.failure(ending).kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(Calling.failure(ending).reason()).contains("`KEY`").doesNotContain("sec");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void startsNothingThatIsFirstCalledOnceItIsStopped() throws IOException, InterruptedException {
    Path bootstrap = folder.resolve("bootstrap");
    Path ran = folder.resolve("ran");
    Files.writeString(bootstrap, "#!/bin/sh\ntouch " + ran + "\nsleep 600\n");
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    local.runtime(LambdaRuntime.PROVIDED).handler("").close();
    FunctionFailure failure = Calling.failure(Calling.ending(local.function(), "{}"));
    assertThat(failure).isEqualTo(new FunctionFailure(Kind.UNREACHABLE, "the gateway stops"));
    Thread.sleep(300);
    assertThat(ran).doesNotExist();
  }

  @Test
  void leavesNothingOpenOfAStartThatIsOvertakenByTheStop() {
    Duration time = Duration.ofSeconds(10);
    ProcessSettings missing =
        new ProcessSettings(
            LambdaRuntime.PROVIDED,
            folder.resolve("missing"),
            List.of(),
            "",
            Map.of(),
            time,
            128,
            1,
            1,
            time,
            Credentials.NONE);
    FunctionIdentity identity = new FunctionIdentity("hello", "$LATEST", "arn", "eu-west-1");
    int rounds = 50;
    long before = descriptors();
    try (FunctionHost host = new FunctionHost(Map.of(), Watching.OFF, _ -> {})) {
      Pool pool = new Pool(host, identity, missing);
      for (int i = 0; i < rounds; i++) {
        Worker given = new Worker(pool, identity, 0);
        given.stage = Stage.GONE;
        given.end();
        pool.launch(given);
      }
      await(() -> descriptors() < before + rounds / 2);
    }
  }

  private static long descriptors() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void takesNoCallsOnceItIsStopped() throws IOException {
    local.node("exports.handler = async () => 1;");
    ProcessFunction function = local.function();
    local.close();
    assertThat(Calling.failure(Calling.ending(function, "{}")).kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void endsWhatAProcessStarted() throws IOException {
    local.node(
        "const child = require('child_process').spawn('sleep', ['600']);",
        "exports.handler = () => { console.log('pid', child.pid); console.log('pid', process.pid);"
            + " for (;;) {} };");
    ProcessFunction function = local.timeout(Duration.ofSeconds(1)).function();
    assertThat(Calling.error(function, "{}")).contains("Sandbox.Timedout");
    local.awaitLines(2);
    for (String line : local.lines()) {
      long pid = Long.parseLong(line.replaceAll(".*pid ", ""));
      await(() -> !isAlive(pid));
    }
  }

  @Test
  void endsWhatAProcessLeftBehindWhenItExited() throws IOException {
    // Whoever is left has no parent any more by which it could be found.
    local.node(
        "const { spawn } = require('child_process');",
        "exports.handler = async () => { const child = spawn('sleep', ['600']);",
        "  console.log('pid', child.pid); setTimeout(() => process.exit(1), 200);",
        "  await new Promise(() => {}); };");
    assertThat(Calling.error(local.function(), "{}")).contains("Runtime.ExitError");
    local.awaitLines(1);
    long pid = Long.parseLong(local.lines().getFirst().replaceAll(".*pid ", ""));
    await(() -> !isAlive(pid));
  }

  @Test
  void keepsNothingOfACallWhoseProcessCrashed() throws IOException {
    local.node("exports.handler = async () => process.exit(1);");
    ProcessFunction function = local.timeout(Duration.ofMinutes(10)).function();
    List<WeakReference<Bytes>> payloads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      FunctionCall call = Calling.call("\"" + "x".repeat(1024) + "\"");
      payloads.add(new WeakReference<>(call.payload()));
      Calling.await(Calling.start(function, call));
    }
    await(() -> {
      System.gc();
      return payloads.stream().allMatch(one -> one.get() == null);
    });
  }

  @Test
  void runsNoMoreProcessesThanItMay() throws IOException {
    Path starts = folder.resolve("starts");
    local.node(
        "require('fs').appendFileSync('" + starts + "', 'x');",
        "exports.handler = (e, c, callback) => setTimeout(callback, 200);");
    assertThat(all(local.unwatched().pool(3, 1000).function(), 30))
        .allMatch(Returned.class::isInstance);
    assertThat(Files.size(starts)).isEqualTo(3);
  }

  @Test
  void givesNoCallToABusyProcessWhoseCodeHasChanged() throws IOException, InterruptedException {
    local.node(
        "exports.handler = async (ms) => { await new Promise((r) => setTimeout(r, ms)); return"
            + " 'old ' + process.pid; };");
    ProcessFunction function = local.pool(1, 10).function();
    Calling.payload(function, "1");
    CompletableFuture<Ending> running = Calling.start(function, Calling.call("2500"));
    Thread.sleep(CodeWatch.INTERVAL);
    local.node("exports.handler = async () => 'new';");
    // The only process is busy with the old code, and the call waits for it.
    assertThat(Calling.payload(function, "{}")).isEqualTo("\"new\"");
    String old = ((Returned) Calling.await(running)).result().payload().text();
    assertThat(old).startsWith("\"old ");
    long pid = Long.parseLong(old.replaceAll("[^0-9]", ""));
    await(() -> !isAlive(pid));
  }

  @Test
  void refusesAnEventThatIsTooLong() throws IOException {
    local.node("exports.handler = async (e) => e.length;");
    ProcessFunction function = local.function();
    String longest = "\"" + "x".repeat(6 * 1024 * 1024 - 2) + "\"";
    assertThat(Calling.payload(function, longest)).isEqualTo("6291454");
    assertThat(Calling.failure(Calling.ending(function, longest + " ")).kind())
        .isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void refusesAResponseThatIsTooLong() throws IOException {
    local.node("exports.handler = async (n) => 'x'.repeat(n);");
    ProcessFunction function = local.function();
    assertThat(Calling.failure(Calling.ending(function, "7000000")).kind())
        .isEqualTo(Kind.RESPONSE_TOO_LARGE);
    assertThat(Calling.payload(function, "6000000")).hasSize(6_000_002);
  }

  @Test
  void acceptsAnEventAtOnceAndHandlesItLater() throws IOException {
    Path written = folder.resolve("written");
    local.node(
        "exports.handler = async (e) => { await new Promise((r) => setTimeout(r, 300));",
        "  require('fs').writeFileSync('" + written + "', e); };");
    Ending ending =
        Calling.await(
            Calling.start(
                local.function(),
                Calling.call("\"done\"", InvocationType.EVENT, Calling.PATIENCE)));
    FunctionResult result = ((Returned) ending).result();
    assertThat(result.status()).isEqualTo(202);
    assertThat(written).doesNotExist();
    await(() -> Files.exists(written));
  }

  @Test
  void doesNotMakeACallerWaitLongerThanItWould() throws IOException {
    local.node("exports.handler = () => { for (;;) {} };");
    ProcessFunction function = local.function();
    long begin = System.nanoTime();
    Ending ending =
        Calling.await(
            Calling.start(
                function,
                Calling.call("{}", InvocationType.REQUEST_RESPONSE, Duration.ofMillis(400))));
    assertThat(Calling.failure(ending).kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void isSilentToACallerThatHasGone() throws IOException {
    local.node("exports.handler = async () => 1;");
    ProcessFunction function = local.function();
    List<Object> told = new ArrayList<>();
    Runnable stop =
        function.invoke(
            Calling.call("{}"),
            new LambdaFunction.Receiver() {
              @Override
              public void returned(FunctionResult result) {
                told.add(result);
              }

              @Override
              public void failed(FunctionFailure failure) {
                told.add(failure);
              }
            });
    stop.run();
    stop.run();
    Calling.payload(function, "{}");
    assertThat(told).isEmpty();
  }

  private static List<Ending> all(LambdaFunction function, int calls) {
    List<CompletableFuture<Ending>> started =
        IntStream.range(0, calls)
            .mapToObj(_ -> Calling.start(function, Calling.call("{}")))
            .toList();
    return started.stream().map(Calling::await).toList();
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
