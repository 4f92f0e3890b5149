package io.sallyport.core.message;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that the held bodies of all requests share, in bytes. */
public final class BodyBudget {

  private final long total;
  private final AtomicLong held = new AtomicLong();

  public BodyBudget(long total) {
    this.total = total;
  }

  /** Takes {@code bytes} from the budget; false when it does not have them. */
  public boolean reserve(long bytes) {
    if (held.addAndGet(bytes) <= total) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  /** Returns bytes that were reserved. */
  public void release(long bytes) {
    held.addAndGet(-bytes);
  }

  /** Bytes held now. */
  public long held() {
    return held.get();
  }
}
