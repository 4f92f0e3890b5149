package io.sallyport.core.authorizer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.sallyport.core.pipeline.Times;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the functions of all authorizers said, for the life of the gateway: policies, and not what
 * came of them, since one policy decides many methods. Calls for the same thing at the same time
 * are one call. Bounded by an estimate of its bytes. See the API Gateway guide, "Use API Gateway
 * Lambda authorizers", on caching.
 */
public final class AuthorizerCache {

  /** A compiled policy and its context in memory, for each byte of their JSON. */
  private static final int BYTES_FOR_EACH = 8;

  private static final int BYTES_FOR_AN_ENTRY = 512;

  private final Cache<CacheKey, Entry> entries;
  private final Map<CacheKey, Flight> flights = new ConcurrentHashMap<>();
  private final Duration staleIfError;
  private final Times times;

  /**
   * @param bytes about how much of the heap it takes at most
   * @param staleIfError how long beyond its time what was said stands in for a function that fails;
   *     zero for not at all
   */
  public AuthorizerCache(long bytes, Duration staleIfError, Times times) {
    this.staleIfError = staleIfError;
    this.times = times;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((CacheKey key, Entry entry) -> weight(key, entry))
            .expireAfter(Expiry.writing((CacheKey key, Entry entry) -> entry.kept()))
            .ticker(times::nanos)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Forgets what the authorizers of a stage said; what is being asked at this moment as well.
   *
   * @param stage the stage's name, {@code $default} too
   */
  public void flush(String apiId, String stage) {
    for (Iterator<Map.Entry<CacheKey, Flight>> all = flights.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<CacheKey, Flight> flight = all.next();
      if (flight.getKey().isOf(apiId, stage)) {
        flight.getValue().forget();
        all.remove();
      }
    }
    entries.asMap().keySet().removeIf(key -> key.isOf(apiId, stage));
  }

  /** About how many things are remembered. */
  public long size() {
    entries.cleanUp();
    return entries.estimatedSize();
  }

  /** What is remembered under {@code key} and still holds, or null. */
  @Nullable Consent find(CacheKey key) {
    Entry entry = entries.getIfPresent(key);
    return entry == null || entry.freshUntil() - times.nanos() <= 0 ? null : entry.consent();
  }

  /** What stands in under {@code key} where the function fails, or null. */
  @Nullable Consent standIn(CacheKey key) {
    Entry entry = staleIfError.isZero() ? null : entries.getIfPresent(key);
    return entry == null ? null : entry.consent();
  }

  /**
   * Has {@code waiter} told what {@code asking} brings: by the call that is under way, else by a
   * new one.
   *
   * @param ttl how long the result is remembered if it is one to remember
   * @param asking calls the function, and what it is given exactly once
   */
  void ask(
      CacheKey key, AuthorizerCall waiter, Duration ttl, Consumer<Consumer<CallResult>> asking) {
    while (true) {
      Flight flight = underWay(key, waiter.timeoutNanos());
      if (flight == null) {
        Flight own = new Flight(times.nanos());
        own.join(waiter);
        if (flights.putIfAbsent(key, own) == null) {
          start(key, own, ttl, asking);
          return;
        }
      } else if (flight.join(waiter)) {
        return;
      }
    }
  }

  private void start(
      CacheKey key, Flight own, Duration ttl, Consumer<Consumer<CallResult>> asking) {
    // Another call may have brought it between the look into the cache and now.
    Consent known = find(key);
    if (known != null) {
      flights.remove(key, own);
      own.land(CallResult.remembered(known));
    } else {
      asking.accept(result -> landed(key, own, ttl, result));
    }
  }

  /** The call under way; null when there is none, or one that nobody can be expecting any more. */
  private @Nullable Flight underWay(CacheKey key, long patienceNanos) {
    Flight flight = flights.get(key);
    if (flight != null && times.nanos() - flight.startNanos() > patienceNanos) {
      // Out of reach of a flush from here on, and by now behind what comes next.
      flight.forget();
      flights.remove(key, flight);
      return null;
    }
    return flight;
  }

  /**
   * INVARIANT: first remembered, then no longer under way, then told. So nobody who finds neither a
   * policy nor a call has missed one, and a second call is never made.
   */
  private void landed(CacheKey key, Flight flight, Duration ttl, CallResult result) {
    if (result.output() instanceof AuthorizerOutput.Usable usable && !flight.isForgotten()) {
      Entry entry =
          new Entry(
              usable.consent(),
              times.nanos() + ttl.toNanos(),
              ttl.plus(staleIfError),
              usable.bytes());
      entries.put(key, entry);
      if (flight.isForgotten()) {
        entries.asMap().remove(key, entry);
      }
    } else if (result.output() instanceof AuthorizerOutput.Unauthorized) {
      // Whom the function knows no longer, nothing older may stand in for when it fails next.
      entries.invalidate(key);
    }
    flights.remove(key, flight);
    flight.land(result);
  }

  private static int weight(CacheKey key, Entry entry) {
    long weight =
        BYTES_FOR_AN_ENTRY + 2L * key.identity().length() + (long) BYTES_FOR_EACH * entry.bytes();
    return (int) Math.min(weight, Integer.MAX_VALUE);
  }

  /**
   * What is remembered.
   *
   * @param freshUntil when its time is over, by the clock's nanoseconds
   * @param kept how long it is kept at all
   */
  private record Entry(Consent consent, long freshUntil, Duration kept, int bytes) {}
}
