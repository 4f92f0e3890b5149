package io.sallyport.adapters.function.invoke;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connections to Invoke APIs, shared by all functions; made with the first call. */
public final class InvokeClient implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final ScheduledThreadPoolExecutor timers =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("invoke-timers").factory());
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("invoke").factory());
  private @Nullable HttpClient client;

  public InvokeClient() {
    timers.setRemoveOnCancelPolicy(true);
    timers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  @Override
  public synchronized void close() {
    timers.shutdownNow();
    if (client != null) {
      client.shutdownNow();
    }
    executor.shutdownNow();
  }

  /** Never follows a redirect: a signed event is for whom it was signed. */
  synchronized HttpClient http() {
    HttpClient made = client;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECT)
              .executor(executor)
              .build();
      client = made;
    }
    return made;
  }

  Future<?> after(Duration time, Runnable task) {
    return timers.schedule(
        () -> Thread.ofVirtual().name("invoke-timer").start(task),
        time.toNanos(),
        TimeUnit.NANOSECONDS);
  }
}
