package io.sallyport.app.gateway;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Semaphore;

/**
 * The signals an operator sends. The handlers are installed by reflection, because the one class
 * that can is not part of Java's public interface and the compiler would warn of every mention.
 */
final class Signals {

  private final Semaphore stops = new Semaphore(0);

  /** Takes over SIGTERM and SIGINT, and calls {@code hangUp} for each SIGHUP. */
  static Signals install(Runnable hangUp) {
    Signals signals = new Signals();
    handle("TERM", signals.stops::release);
    handle("INT", signals.stops::release);
    handle("HUP", () -> Thread.ofPlatform().daemon().name("reload").start(hangUp));
    return signals;
  }

  /** Waits for the first SIGTERM or SIGINT. */
  void awaitStop() throws InterruptedException {
    stops.acquire();
  }

  /** Runs {@code hardStop} at the second. */
  void onSecondStop(Runnable hardStop) {
    Thread.ofPlatform()
        .daemon()
        .name("second-stop")
        .start(() -> {
          stops.acquireUninterruptibly();
          hardStop.run();
        });
  }

  /** For tests and the training run: as if SIGTERM came. */
  void stop() {
    stops.release();
  }

  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (InvocationTargetException e) {
      // The virtual machine keeps the signal to itself (-Xrs), or the system does not have it.
      throw new IllegalStateException("SIG" + name + " cannot be handled", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("SIG" + name + " cannot be handled", e);
    }
  }
}
