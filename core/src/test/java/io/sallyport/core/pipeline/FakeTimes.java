package io.sallyport.core.pipeline;

/** A clock that stands until it is told to go on. */
public final class FakeTimes implements Times {

  private long nanos = 5_000_000_000L;
  private long millis = 1_767_953_472_000L;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long millis() {
    return millis;
  }

  public void passMillis(long passed) {
    nanos += passed * 1_000_000;
    millis += passed;
  }
}
