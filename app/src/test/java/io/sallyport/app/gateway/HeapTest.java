package io.sallyport.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeapTest {

  private static final long LIVE = 20_000_000;

  private final AtomicLong used = new AtomicLong(LIVE);
  private final AtomicInteger collections = new AtomicInteger();
  private final Heap heap =
      new Heap(
          used::get,
          () -> {
            collections.incrementAndGet();
            used.set(LIVE);
          });

  @Test
  void leavesTheHeapAloneAfterASmallReload() {
    used.addAndGet(Heap.GROWTH_BYTES);
    heap.tidy();

    assertThat(collections).hasValue(0);
  }

  @Test
  void collectsAfterALargeReloadAndAfterManySmallOnes() {
    used.addAndGet(Heap.GROWTH_BYTES + 1);
    heap.tidy();
    heap.tidy();
    assertThat(collections).hasValue(1);

    for (int i = 0; i < 5; i++) {
      used.addAndGet(Heap.GROWTH_BYTES / 4);
      heap.tidy();
    }
    assertThat(collections).hasValue(2);
  }
}
