package io.sallyport.core.token;

import java.util.Map;

/**
 * Knows which tokens are no longer to be believed although their signatures are good. Asked for
 * every request with a good token, on its event loop: it answers at once, from memory.
 */
@FunctionalInterface
public interface Revocation {

  /** Nothing is ever revoked, as with AWS. */
  Revocation NONE = claims -> Standing.GOOD;

  /** Says how the token with {@code claims}, every one as a text, stands. */
  Standing of(Map<String, String> claims);

  /** How a token stands. */
  enum Standing {
    GOOD,
    REVOKED
  }
}
