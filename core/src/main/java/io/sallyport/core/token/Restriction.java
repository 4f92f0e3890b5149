package io.sallyport.core.token;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a key's own {@code alg} leaves it good for.
 *
 * <p>It binds the key to a scheme and not to a length of hash: a signature by RSASSA-PSS with
 * another hash is no weaker, and key sets are about that say {@code PS256} and sign with PS384. A
 * key of one scheme in another is what must never be.
 *
 * @param alg as the key says it, or null when it says nothing
 */
record Restriction(@Nullable String alg) {

  private static final Pattern FAMILY = Pattern.compile("[A-Z]S[0-9]{3}");

  static Restriction of(@Nullable String alg) {
    return new Restriction(alg);
  }

  boolean allows(Algorithm algorithm) {
    if (alg == null || alg.equals(algorithm.alg())) {
      return true;
    }
    return FAMILY.matcher(alg).matches()
        && FAMILY.matcher(algorithm.alg()).matches()
        && alg.startsWith(algorithm.alg().substring(0, 2));
  }
}
