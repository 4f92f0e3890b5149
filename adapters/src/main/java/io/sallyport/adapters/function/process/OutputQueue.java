package io.sallyport.adapters.function.process;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lines of functions on their way to the gateway's standard error. When it takes none, lines are
 * lost and counted: no function waits for it.
 */
final class OutputQueue {

  private static final int LINES = 4096;

  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES);
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
    if (!lines.offer(line)) {
      lost.incrementAndGet();
    }
  }

  private void write() {
    try {
      while (true) {
        target.accept(lines.take());
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
