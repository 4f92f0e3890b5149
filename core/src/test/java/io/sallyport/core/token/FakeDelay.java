package io.sallyport.core.token;

import java.util.ArrayList;
import java.util.List;

/** Keeps what is to be done later until a test says that it is later. */
public final class FakeDelay implements Delay {

  private final List<Planned> planned = new ArrayList<>();
  private long passed;

  private record Planned(long atNanos, Runnable task) {}

  @Override
  public void after(long nanos, Runnable task) {
    if (nanos == 0) {
      task.run();
    } else {
      planned.add(new Planned(passed + nanos, task));
    }
  }

  /** Lets time pass and does what is due, in no particular order. */
  public void passMillis(long millis) {
    passed += millis * 1_000_000;
    List<Planned> due = planned.stream().filter(each -> each.atNanos <= passed).toList();
    planned.removeAll(due);
    due.forEach(each -> each.task.run());
  }

  /** How long the soonest plan has still to wait, in milliseconds. */
  public long soonestMillis() {
    return planned.stream().mapToLong(each -> each.atNanos - passed).min().orElse(-1) / 1_000_000;
  }
}
