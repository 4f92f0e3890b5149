package io.sallyport.adapters.function.process;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lines of functions on their way to the gateway's standard error, so many and so long at most.
 * When it takes none, lines are lost and counted: no function waits for it.
 */
final class OutputQueue {

  private static final int LINES = 4096;

  /** Characters of all lines that wait: some thousand usual ones, some hundred of the longest. */
  static final int MAX_CHARACTERS = 4 * 1024 * 1024;

  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES);
  private final AtomicInteger characters = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicBoolean started = new AtomicBoolean();
  private final Consumer<String> target;

  OutputQueue(Consumer<String> target) {
    this.target = target;
  }

  void add(String line) {
    if (!started.get() && started.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("function-output").start(this::write);
    }
    int held = characters.addAndGet(line.length());
    if (held > MAX_CHARACTERS || !lines.offer(line)) {
      characters.addAndGet(-line.length());
      lost.incrementAndGet();
    }
  }

  private void write() {
    try {
      while (true) {
        String line = lines.take();
        characters.addAndGet(-line.length());
        target.accept(line);
        int gone = lost.getAndSet(0);
        if (gone > 0) {
          target.accept("functions | " + gone + " lines were lost: they came faster than they go");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
