package io.sallyport.adapters.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What functions print. */
@Tag("node")
class OutputTest {

  @TempDir private Path folder;

  @Test
  void prefixesLinesWithFunctionAndRequest() throws IOException {
    try (Local local = new Local(folder)) {
      local.node("exports.handler = async () => { console.log('out'); console.error('err'); };");
      Calling.payload(local.function(), "{}");
      local.awaitLines(2);
      assertThat(local.lines()).containsExactly("hello req-1 | out", "hello req-1 | err");
    }
  }

  @Test
  void isNotHeldUpByAMegabyteInOneLine() throws IOException {
    try (Local local = new Local(folder)) {
      local.node(
          "exports.handler = async () => { console.log('x'.repeat(1 << 20)); return 'printed'; };");
      assertThat(Calling.payload(local.function(), "{}")).isEqualTo("\"printed\"");
      local.awaitLines(128);
      assertThat(local.lines()).hasSize(128).allMatch(line -> line.length() < 8 * 1024 + 50);
    }
  }

  @Test
  void losesLinesRatherThanToWaitForAFullStandardError() throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(1);
    List<String> written = new ArrayList<>();
    CountDownLatch told = new CountDownLatch(1);
    OutputQueue queue =
        new OutputQueue(line -> {
          taken.countDown();
          try {
            blocked.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          synchronized (written) {
            written.add(line);
          }
          if (line.contains("were lost")) {
            told.countDown();
          }
        });
    queue.add("first");
    taken.await();
    for (int i = 0; i < 10_000; i++) {
      queue.add("line");
    }
    blocked.countDown();
    told.await();
    synchronized (written) {
      assertThat(written.get(1))
          .isEqualTo("functions | 5904 lines were lost: they came faster than they go");
    }
  }

  @Test
  void holdsNoMoreThanItMayOfLongLines() throws InterruptedException {
    Semaphore open = new Semaphore(0);
    AtomicInteger written = new AtomicInteger();
    CountDownLatch told = new CountDownLatch(1);
    OutputQueue queue =
        new OutputQueue(line -> {
          open.acquireUninterruptibly();
          if (line.contains("were lost")) {
            told.countDown();
          } else {
            written.addAndGet(line.length());
          }
        });
    String longest = "x".repeat(4 * OutputLines.MAX_LINE);
    for (int i = 0; i < 1000; i++) {
      queue.add(longest);
    }
    open.release(2);
    assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    open.release(2000);
    for (int i = 0; i < 500 && written.get() < OutputQueue.MAX_CHARACTERS; i++) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(written.get())
        .isBetween(OutputQueue.MAX_CHARACTERS, OutputQueue.MAX_CHARACTERS + longest.length());
    // What has gone makes room.
    queue.add("again");
    for (int i = 0; i < 500 && written.get() % longest.length() == 0; i++) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(written.get() % longest.length()).isEqualTo("again".length());
  }

  @Test
  void showsControlCharactersAsText() {
    assertThat(lines("a\tb\u001b[31mc\rd\r\n\nlast\u0085"))
        .containsExactly("a\tb\\x1b[31mc\\x0dd", "", "last\\x85");
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    new OutputLines(lines::add)
        .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return lines;
  }
}
