package io.sallyport.core.token;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.KeySource;
import io.sallyport.core.pipeline.Times;
import java.lang.ref.WeakReference;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The issuers whose tokens can be verified, each with the keys it publishes; one for a gateway.
 * What an issuer needs is made when the first definition names one: a gateway without tokens has
 * none of it.
 */
public final class Issuers {

  private static final KeySource NOWHERE =
      (uri, timeout, limit, receiver) ->
          receiver.accept(new KeySource.Unavailable("there is no way to read `" + uri + "`"));

  private final KeySource source;
  private final Times times;
  private final Delay delay;
  private final Function<String, @Nullable KeyLocation> overrides;
  private final TokenSettings settings;
  private final Once<Cryptography> cryptography;
  private final Map<String, WeakReference<IssuerKeys>> keys = new HashMap<>();
  private @Nullable VerifiedTokens tokens;

  /**
   * @param overrides where to read the keys of an issuer instead; null for the issuer's own place
   * @param cryptography asked once, when the first issuer is named
   */
  public Issuers(
      KeySource source,
      Times times,
      Delay delay,
      Function<String, @Nullable KeyLocation> overrides,
      TokenSettings settings,
      Supplier<Cryptography> cryptography) {
    this.source = source;
    this.times = times;
    this.delay = delay;
    this.overrides = overrides;
    this.settings = settings;
    this.cryptography = new Once<>(cryptography);
  }

  /** Issuers whose keys nobody can read. */
  public Issuers() {
    this(
        NOWHERE,
        Times.SYSTEM,
        (nanos, task) -> {},
        issuer -> new KeyLocation.Held(() -> Bytes.utf8("{\"keys\":[]}")),
        TokenSettings.DEFAULT,
        () -> Cryptography.JDK);
  }

  public TokenSettings settings() {
    return settings;
  }

  public Times times() {
    return times;
  }

  /** The tokens found good so far. */
  public synchronized VerifiedTokens tokens() {
    VerifiedTokens known = tokens;
    if (known == null) {
      known = new VerifiedTokens(settings.cacheBytes());
      tokens = known;
    }
    return known;
  }

  /** Why the keys of {@code issuer} may not be read where they would be; null when they may. */
  public @Nullable String unfit(String issuer) {
    return overrides.apply(issuer) == null ? PublicUrl.unfitIssuer(issuer) : null;
  }

  /** The keys of an OpenID Connect issuer. Begins to read them and does not wait. */
  public IssuerKeys openId(String issuer) {
    KeyLocation override = overrides.apply(issuer);
    return keys(issuer, override == null ? KeyLocation.Own.DISCOVERED : override);
  }

  /** The keys of a Cognito user pool. Begins to read them and does not wait. */
  public IssuerKeys userPool(UserPool pool) {
    KeyLocation override = overrides.apply(pool.issuer());
    return keys(pool.issuer(), override == null ? pool.keys() : override);
  }

  /** How the keys of each issuer are, by the issuers' names. */
  public synchronized List<IssuerKeys.State> states() {
    long now = times.nanos();
    return keys.values().stream()
        .map(WeakReference::get)
        .filter(Objects::nonNull)
        .map(each -> each.state(now))
        .sorted(Comparator.comparing(IssuerKeys.State::issuer))
        .toList();
  }

  private synchronized IssuerKeys keys(String issuer, KeyLocation location) {
    WeakReference<IssuerKeys> known = keys.get(issuer);
    IssuerKeys found = known == null ? null : known.get();
    if (found != null) {
      return found;
    }
    IssuerKeys made = new IssuerKeys(issuer, location, source, cryptography, times, delay);
    keys.values().removeIf(reference -> reference.get() == null);
    keys.put(issuer, new WeakReference<>(made));
    made.refresh();
    return made;
  }
}
