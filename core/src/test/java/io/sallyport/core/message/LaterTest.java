package io.sallyport.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaterTest {

  private final List<String> seen = new ArrayList<>();

  @Test
  void completesOnlyOnce() {
    Promise promise = new Promise();
    promise.whenComplete(seen::add);

    assertThat(promise.complete("a")).isTrue();
    assertThat(promise.complete("b")).isFalse();
    promise.expire();
    promise.cancel();

    assertThat(seen).containsExactly("a");
    assertThat(promise.cancellations.get()).isZero();
  }

  @Test
  void handsOverAValueThatWasThereBefore() {
    Promise promise = new Promise();
    promise.complete("a");
    promise.whenComplete(seen::add);
    promise.cancel();

    assertThat(seen).containsExactly("a");
    assertThat(promise.cancellations.get()).isZero();
  }

  @Test
  void stopsTheWorkWhenTheTimeIsOver() {
    Promise promise = new Promise();
    promise.whenComplete(seen::add);

    promise.expire();
    promise.expire();

    assertThat(seen).containsExactly("expired");
    assertThat(promise.cancellations.get()).isEqualTo(1);
    assertThat(promise.complete("late")).isFalse();
  }

  @Test
  void neverCallsTheWaiterAfterACancellation() {
    Promise promise = new Promise();
    promise.whenComplete(seen::add);

    promise.cancel();
    promise.cancel();

    assertThat(promise.complete("late")).isFalse();
    assertThat(seen).isEmpty();
    assertThat(promise.cancellations.get()).isEqualTo(1);
  }

  @Test
  void letsOneOfManyWin() throws InterruptedException {
    for (int round = 0; round < 500; round++) {
      Promise promise = new Promise();
      AtomicInteger calls = new AtomicInteger();
      AtomicInteger wins = new AtomicInteger();
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        int number = i;
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  await(start);
                  if (number == 2) {
                    promise.cancel();
                  } else if (promise.complete("v" + number)) {
                    wins.incrementAndGet();
                  }
                }));
      }
      promise.whenComplete(value -> calls.incrementAndGet());
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(calls.get()).isEqualTo(wins.get());
      assertThat(wins.get() + promise.cancellations.get()).isEqualTo(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Promise extends Later<String> {
    private final AtomicInteger cancellations = new AtomicInteger();

    Promise() {
      super(1);
    }

    @Override
    protected String expired() {
      return "expired";
    }

    @Override
    protected void cancelled() {
      cancellations.incrementAndGet();
    }
  }
}
