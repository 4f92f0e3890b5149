package io.sallyport.core.token;

import io.sallyport.core.pipeline.KeySource;
import io.sallyport.core.pipeline.Times;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer, kept fresh while somebody holds this object.
 *
 * <p>They are read again in the background after what the issuer's {@code Cache-Control} says, at
 * least five minutes and at most an hour; an hour where it says nothing. While they cannot be read,
 * attempts follow after 1, 2, 4 seconds and so on up to 30, and the keys there are stay in force
 * until two hours after they were read, which is how long AWS keeps them. Then there are none, and
 * every token is refused. A token that names an unknown key has them read at once, at most every
 * ten seconds; requests that come meanwhile wait for the same answer.
 */
public final class IssuerKeys {

  static final long GREATEST_AGE = Duration.ofHours(2).toNanos();
  static final long LONGEST_REFRESH = Duration.ofHours(1).toNanos();
  static final long SHORTEST_REFRESH = Duration.ofMinutes(5).toNanos();
  static final long ASKED_GAP = Duration.ofSeconds(10).toNanos();
  static final long FIRST_RETRY = Duration.ofSeconds(1).toNanos();
  static final long LONGEST_RETRY = Duration.ofSeconds(30).toNanos();

  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

  private final String issuer;
  private final KeyLocation location;
  private final KeySource source;
  private final Supplier<Cryptography> cryptography;
  private final Times times;
  private final Delay delay;

  private volatile @Nullable Fresh fresh;
  private volatile @Nullable KeyFailure failure;
  private volatile long begunNanos;

  private final AtomicLong refreshes = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  // Under the lock; nothing that takes long happens there.
  private final Object lock = new Object();
  private List<Runnable> waiting = new ArrayList<>();
  private volatile boolean reading;
  private long round;
  private long retryNanos = FIRST_RETRY;

  /** The keys, and when they were read. */
  private record Fresh(KeySet keys, long readNanos) {}

  IssuerKeys(
      String issuer,
      KeyLocation location,
      KeySource source,
      Supplier<Cryptography> cryptography,
      Times times,
      Delay delay) {
    this.issuer = issuer;
    this.location = location;
    this.source = source;
    this.cryptography = cryptography;
    this.times = times;
    this.delay = delay;
  }

  /** What the tokens' {@code iss} says. */
  public String issuer() {
    return issuer;
  }

  /**
   * How the keys of an issuer are.
   *
   * @param refreshes how often they were read
   * @param failures how often they could not be
   * @param age since they were read last; null while they never were
   */
  public record State(String issuer, long refreshes, long failures, @Nullable Duration age) {}

  State state(long nowNanos) {
    Fresh seen = fresh;
    Duration age = seen == null ? null : Duration.ofNanos(nowNanos - seen.readNanos);
    return new State(issuer, refreshes.get(), failures.get(), age);
  }

  /** The keys that count at {@code nowNanos}; null when there are none that do. */
  public @Nullable KeySet inForce(long nowNanos) {
    Fresh seen = fresh;
    return seen == null || nowNanos - seen.readNanos > GREATEST_AGE ? null : seen.keys;
  }

  /** Why the keys could not be read the last time; null when they could. */
  public @Nullable KeyFailure failure() {
    return failure;
  }

  /** Whether reading the keys again might bring the one that {@code jws} names. */
  public boolean lacks(Jws jws, long nowNanos) {
    KeySet keys = inForce(nowNanos);
    String kid = jws.kid();
    return keys == null || (kid != null && !keys.knows(kid));
  }

  /**
   * Calls {@code waiter} when the keys have been read, or could not be, on any thread.
   *
   * @return {@code NOT_NOW} when that was tried a moment ago; the waiter is not called then
   */
  public Wait await(Runnable waiter, long nowNanos) {
    // Asked without the lock first: this is where a flood of tokens with made-up keys comes by.
    if (nowNanos - begunNanos < ASKED_GAP && !reading) {
      return Wait.NOT_NOW;
    }
    boolean starts;
    synchronized (lock) {
      if (!reading && times.nanos() - begunNanos < ASKED_GAP) {
        return Wait.NOT_NOW;
      }
      waiting.add(waiter);
      starts = begin();
    }
    if (starts) {
      delay.after(0, this::read);
    }
    return Wait.WAITS;
  }

  /** Whether it is worth waiting. */
  public enum Wait {
    WAITS,
    NOT_NOW
  }

  /** Reads the keys unless that is being done. */
  void refresh() {
    boolean starts;
    synchronized (lock) {
      starts = begin();
    }
    if (starts) {
      delay.after(0, this::read);
    }
  }

  private boolean begin() {
    if (reading) {
      return false;
    }
    reading = true;
    begunNanos = times.nanos();
    return true;
  }

  /** Never where it was asked for, which may be a loop: the first time loads a good deal. */
  private void read() {
    try {
      new KeyReading(issuer, source, cryptography.get(), this::ended).start(location);
    } catch (RuntimeException | Error e) {
      LOG.error("the keys of issuer `{}` could not be read by a bug of the gateway", issuer, e);
      ended(
          new KeyReading.Failed(
              new KeyFailure(KeyFailure.Stage.KEYS, "a bug of the gateway: " + e)));
    }
  }

  private void ended(KeyReading.Result result) {
    long next =
        switch (result) {
          case KeyReading.Keys keys -> take(keys);
          case KeyReading.Failed(KeyFailure why) -> fail(why);
        };
    List<Runnable> waiters;
    long planned;
    synchronized (lock) {
      reading = false;
      planned = ++round;
      waiters = waiting;
      waiting = new ArrayList<>();
    }
    again(next, planned);
    waiters.forEach(IssuerKeys::tell);
  }

  /** Whom it cannot be told is nobody's reason not to tell the others. */
  private static void tell(Runnable waiter) {
    try {
      waiter.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a request that waits for keys could not be told of them", e);
    }
  }

  private long take(KeyReading.Keys read) {
    Fresh before = fresh;
    KeySet keys = before == null ? read.keys() : read.keys().over(before.keys);
    fresh = new Fresh(keys, times.nanos());
    refreshes.incrementAndGet();
    if (failure != null) {
      failure = null;
      LOG.info("the keys of issuer `{}` can be read again: {}", issuer, keys.size());
    }
    keys.useless()
        .forEach((kid, why) -> LOG.debug("issuer `{}`: the key `{}` {}", issuer, kid, why));
    retryNanos = FIRST_RETRY;
    long maxAge = read.maxAge().isNegative() ? LONGEST_REFRESH : read.maxAge().toNanos();
    return Math.clamp(maxAge, SHORTEST_REFRESH, LONGEST_REFRESH);
  }

  private long fail(KeyFailure why) {
    if (!why.equals(failure)) {
      LOG.warn(
          "the keys of issuer `{}` cannot be read: {}; {}",
          issuer,
          why.reason(),
          fresh == null ? "its tokens are refused until they can" : "those there are stay for now");
    }
    failure = why;
    failures.incrementAndGet();
    long next = retryNanos;
    retryNanos = Math.min(2 * retryNanos, LONGEST_RETRY);
    return next;
  }

  /** Does not keep this object alive: when no route needs it any more, the reading ends. */
  private void again(long nanos, long planned) {
    WeakReference<IssuerKeys> self = new WeakReference<>(this);
    delay.after(
        nanos,
        () -> {
          IssuerKeys keys = self.get();
          if (keys != null) {
            keys.refreshIf(planned);
          }
        });
  }

  /** A plan that another reading has overtaken is dropped, or there would be more and more. */
  private void refreshIf(long planned) {
    boolean starts;
    synchronized (lock) {
      starts = round == planned && begin();
    }
    if (starts) {
      delay.after(0, this::read);
    }
  }
}
