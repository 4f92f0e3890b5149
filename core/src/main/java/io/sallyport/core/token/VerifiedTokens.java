package io.sallyport.core.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Tokens found good, so that each signature is verified once. Each is remembered under the digest
 * of the authorizer's definition beside its own text: a changed definition never meets what another
 * found. Only good ones are here, and what makes them good is asked again each time.
 *
 * <p>The key is the text itself and not a digest of it: hashing it costs a tenth of a SHA-256. That
 * look-ups compare it byte by byte tells nobody anything, because they begin with a hash of 32 bits
 * that only the same text is likely to have.
 */
public final class VerifiedTokens {

  /** What an entry takes beside its token's text, about. */
  private static final int OVERHEAD = 1024;

  private final @Nullable Cache<Key, VerifiedToken> cache;

  private record Key(String text, String digest) {
    @Override
    public int hashCode() {
      return 31 * text.hashCode() + digest.hashCode();
    }
  }

  /**
   * @param bytes about how much memory they may take; 0 to remember none
   */
  VerifiedTokens(long bytes) {
    this.cache = bytes == 0 ? null : cache(bytes);
  }

  /**
   * The token {@code text} as the authorizer with {@code digest} found it, if it still counts.
   *
   * @param text the identity source's value as it came
   */
  public @Nullable VerifiedToken find(String text, String digest, long nowMillis, long nowNanos) {
    if (cache == null) {
      return null;
    }
    Key key = new Key(text, digest);
    VerifiedToken found = cache.getIfPresent(key);
    if (found == null || found.counts(nowMillis, nowNanos)) {
      return found;
    }
    cache.invalidate(key);
    return null;
  }

  /** Remembers that {@code token} is good. */
  public void remember(String text, String digest, VerifiedToken token) {
    if (cache != null) {
      cache.put(new Key(text, digest), token);
    }
  }

  private static Cache<Key, VerifiedToken> cache(long bytes) {
    return Caffeine.newBuilder()
        .maximumWeight(bytes)
        // The claims are in the token, in Base64, and a third of the text is its signature.
        .weigher((Key key, VerifiedToken token) -> 3 * key.text.length() + OVERHEAD)
        .executor(Runnable::run)
        .build();
  }
}
