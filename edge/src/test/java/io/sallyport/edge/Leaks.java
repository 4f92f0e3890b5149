package io.sallyport.edge;

import io.netty.buffer.Unpooled;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Follows all buffers and TLS objects, and fails the tests in which one was not released. */
public final class Leaks implements AfterAllCallback {

  private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

  static {
    ResourceLeakDetector.setLevel(Level.PARANOID);
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Reporting());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    System.gc();
    // The detector looks for garbage when something is made.
    Unpooled.directBuffer(1).release();
    List<String> found = new ArrayList<>();
    for (String leak = FOUND.poll(); leak != null; leak = FOUND.poll()) {
      found.add(leak);
    }
    if (!found.isEmpty()) {
      throw new AssertionError("garbage, but not released: " + found);
    }
  }

  private static final class Reporting extends ResourceLeakDetectorFactory {

    @Override
    @SuppressWarnings("deprecation") // the method to implement
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
        Class<T> resource, int samplingInterval, long maxActive) {
      return new ResourceLeakDetector<>(resource, samplingInterval) {
        @Override
        protected boolean needReport() {
          return true;
        }

        @Override
        protected void reportTracedLeak(String type, String records) {
          FOUND.add(type + records);
        }

        @Override
        protected void reportUntracedLeak(String type) {
          FOUND.add(type);
        }
      };
    }
  }
}
