package io.sallyport.core.pipeline;

/** The clock of the request path; tests set their own. */
public interface Times {

  /** The machine's clock. */
  Times SYSTEM =
      new Times() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public long millis() {
          return System.currentTimeMillis();
        }
      };

  /** Monotonic time in nanoseconds, with an arbitrary origin. */
  long nanos();

  /** Milliseconds since the epoch. */
  long millis();
}
