package io.sallyport.core.token;

import io.sallyport.core.pipeline.Identity;
import io.sallyport.core.pipeline.Identity.Token.Kind;
import java.util.List;
import java.util.Map;

/** A token that an authorizer has found good, but for the scopes that a route asks for. */
public final class VerifiedToken {

  private final IssuerKeys issuer;
  private final VerificationKey key;
  private final long untilMillis;
  private final List<String> scopes;
  private final Identity.Token identity;
  private final Identity.Token scopedIdentity;

  /**
   * @param issuer whose key made its signature
   * @param untilMillis until when it counts as good, in milliseconds since the epoch
   * @param claims every claim as a text
   */
  public VerifiedToken(
      IssuerKeys issuer,
      VerificationKey key,
      long untilMillis,
      Kind kind,
      Map<String, String> claims,
      List<String> scopes) {
    this.issuer = issuer;
    this.key = key;
    this.untilMillis = untilMillis;
    this.scopes = List.copyOf(scopes);
    this.identity = new Identity.Token(kind, claims, null);
    this.scopedIdentity = new Identity.Token(kind, claims, scopes);
  }

  /** The scopes the token has. */
  public List<String> scopes() {
    return scopes;
  }

  /** Every claim as a text. */
  public Map<String, String> claims() {
    return identity.claims();
  }

  /** Who it names, for a route that asks for {@code wanted} scopes. */
  public Identity identity(List<String> wanted) {
    return wanted.isEmpty() ? identity : scopedIdentity;
  }

  // INVARIANT: a token is not believed longer than the key that signed it.
  boolean counts(long nowMillis, long nowNanos) {
    if (nowMillis >= untilMillis) {
      return false;
    }
    KeySet keys = issuer.inForce(nowNanos);
    return keys != null && keys.holds(key);
  }
}
