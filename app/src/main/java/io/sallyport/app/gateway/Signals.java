package io.sallyport.app.gateway;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * The signals an operator sends. The handlers are installed by reflection, because the one class
 * that can is not part of Java's public interface and the compiler would warn of every mention.
 */
final class Signals {

  private final Semaphore stops = new Semaphore(0);
  private final CompletableFuture<Runnable> hangUp = new CompletableFuture<>();

  /** Takes SIGTERM, SIGINT and SIGHUP over. Those that come early wait. */
  void install() {
    handle("TERM", stops::release);
    handle("INT", stops::release);
    handle(
        "HUP", () -> Thread.ofPlatform().daemon().name("reload").start(() -> hangUp.join().run()));
  }

  /** What a SIGHUP does. */
  void onHangUp(Runnable action) {
    hangUp.complete(action);
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
