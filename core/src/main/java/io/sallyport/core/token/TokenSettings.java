package io.sallyport.core.token;

import java.util.EnumSet;
import java.util.Set;

/**
 * What an operator decides about all tokens.
 *
 * @param algorithms what JWT authorizers accept; never a MAC, whose key would have to be public
 * @param cacheBytes about how much memory verified tokens may take; 0 to remember none
 */
public record TokenSettings(Set<Algorithm> algorithms, long cacheBytes, Revocation revocation) {

  /** RSASSA-PKCS1-v1_5, which is all that AWS documents for JWT authorizers. */
  public static final Set<Algorithm> AWS =
      Set.copyOf(EnumSet.of(Algorithm.RS256, Algorithm.RS384, Algorithm.RS512));

  /** Every algorithm with a public key. */
  public static final Set<Algorithm> ASYMMETRIC =
      Set.copyOf(
          EnumSet.complementOf(EnumSet.of(Algorithm.HS256, Algorithm.HS384, Algorithm.HS512)));

  /** The default: 16 MB, and nobody is revoked. */
  public static final TokenSettings DEFAULT =
      new TokenSettings(ASYMMETRIC, 16L * 1024 * 1024, Revocation.NONE);

  // INVARIANT: what is verified with a public key is never a MAC, however a token names it.
  public TokenSettings {
    if (!ASYMMETRIC.containsAll(algorithms)) {
      throw new IllegalArgumentException("a MAC among " + algorithms);
    }
    algorithms = Set.copyOf(algorithms);
  }
}
