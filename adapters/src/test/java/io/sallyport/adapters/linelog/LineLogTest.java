package io.sallyport.adapters.linelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineLogTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir Path directory;

  @Test
  void saysWhyTheFileCannotBeOpened() throws Exception {
    LineLog log =
        new LineLog("access log", new LogTarget.ToFile(directory.resolve("none/access.log")), 1);
    assertThat(log.start(PATIENCE)).isEqualTo("its directory does not exist");
    append(log, 0, "line");
    log.close(PATIENCE);
    assertThat(log.lost()).isEqualTo(1);
  }

  @Test
  void writesEveryLineOfEveryLoopWhole() throws Exception {
    Path file = directory.resolve("access.log");
    LineLog log = new LineLog("access log", new LogTarget.ToFile(file), 2);
    assertThat(log.start(PATIENCE)).isNull();
    Thread other = Thread.ofPlatform().start(() -> appendMany(log, 1));
    appendMany(log, 0);
    other.join();
    log.close(PATIENCE);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.size() + log.lost()).isEqualTo(40_000);
    assertThat(lines).allMatch(line -> line.matches("loop [01] line \\d+ x{40}"));
  }

  @Test
  void losesAndCountsLinesWhenThePipeIsSlow() throws Exception {
    Path pipe = pipe();
    LineLog log = new LineLog("access log", new LogTarget.ToFile(pipe), 1, 4096);
    assertThat(log.start(Duration.ofMillis(10))).isNull();
    try (InputStream reader = Files.newInputStream(pipe)) {
      long slowest = 0;
      for (int i = 0; i < 20_000; i++) {
        long start = System.nanoTime();
        append(log, 0, "line " + i);
        slowest = Math.max(slowest, System.nanoTime() - start);
      }
      assertThat(log.lost()).isPositive();
      assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofMillis(500));
      Thread closing = Thread.ofPlatform().start(() -> closeQuietly(log));
      String text = new String(reader.readAllBytes(), StandardCharsets.UTF_8);
      closing.join();
      assertThat(text.lines().count() + log.lost()).isEqualTo(20_000);
    }
  }

  @Test
  void keepsLinesTogetherOrLosesAllOfThem() throws Exception {
    Path file = directory.resolve("execution.log");
    LineLog log = new LineLog("execution log", new LogTarget.ToFile(file), 1, 64);
    append(log, 0, "first\nsecond\nthird");
    append(log, 0, "a line\nand another that finds no room in the ring, as long as it is");
    append(log, 0, "last");
    assertThat(log.lost()).isEqualTo(2);
    assertThat(log.start(PATIENCE)).isNull();
    log.close(PATIENCE);
    assertThat(file).hasContent("first\nsecond\nthird\nlast");
  }

  @Test
  void countsLinesAsLostWhenTheReaderOfThePipeIsGone() throws Exception {
    Path pipe = pipe();
    LineLog log = new LineLog("access log", new LogTarget.ToFile(pipe), 1);
    assertThat(log.start(Duration.ofMillis(10))).isNull();
    Files.newInputStream(pipe).close();
    append(log, 0, "first");
    append(log, 0, "second");
    log.close(PATIENCE);
    assertThat(log.lost()).isEqualTo(2);
  }

  @Test
  void givesUpClosingWhenNobodyReads() throws Exception {
    LineLog log = new LineLog("access log", new LogTarget.ToFile(pipe()), 1);
    assertThat(log.start(Duration.ofMillis(10))).isNull();
    long start = System.nanoTime();
    log.close(Duration.ofMillis(50));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void leavesARotatedFileBehind() throws Exception {
    Path file = directory.resolve("access.log");
    LineLog log = new LineLog("access log", new LogTarget.ToFile(file), 1);
    assertThat(log.start(PATIENCE)).isNull();
    append(log, 0, "before");
    await(file, "before\n");
    Path rotated = Files.move(file, directory.resolve("access.log.1"));
    log.reopen();
    while (!Files.exists(file)) {
      Thread.sleep(5);
    }
    append(log, 0, "after");
    log.close(PATIENCE);
    assertThat(rotated).hasContent("before");
    assertThat(file).hasContent("after");
  }

  private Path pipe() throws IOException, InterruptedException {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private static void await(Path file, String content) throws Exception {
    while (!Files.readString(file).equals(content)) {
      Thread.sleep(5);
    }
  }

  private static void appendMany(LineLog log, int loop) {
    for (int i = 0; i < 20_000; i++) {
      append(log, loop, "loop " + loop + " line " + i + " " + "x".repeat(40));
    }
  }

  private static void append(LineLog log, int loop, String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    log.append(loop, bytes, bytes.length);
  }

  private static void closeQuietly(LineLog log) {
    try {
      log.close(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
