package io.sallyport.core.authorizer;

import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Pass;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.AuthorizerReport;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Identity.Token.Kind;
import io.sallyport.core.pipeline.Step;
import io.sallyport.core.token.Algorithm;
import io.sallyport.core.token.ClaimText;
import io.sallyport.core.token.Claims;
import io.sallyport.core.token.IssuerKeys;
import io.sallyport.core.token.Issuers;
import io.sallyport.core.token.Jws;
import io.sallyport.core.token.KeyFailure;
import io.sallyport.core.token.KeySet;
import io.sallyport.core.token.KeyWait;
import io.sallyport.core.token.Malformed;
import io.sallyport.core.token.NoClaims;
import io.sallyport.core.token.Printable;
import io.sallyport.core.token.Revocation;
import io.sallyport.core.token.TokenPlace;
import io.sallyport.core.token.Verification;
import io.sallyport.core.token.VerifiedToken;
import io.sallyport.core.token.VerifiedTokens;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers through that bring a good token of one of some Cognito user pools.
 *
 * <p>Refuses: 401 without a token, with one that is not good, or without a scope of the method; an
 * expired one in words of its own. Reads: the identity source. Body: none. Waits: for a pool's
 * keys, where there are none yet or the token names a new one. On failure: refuses. Follows: the
 * API Gateway guide, "Control access to REST APIs using Amazon Cognito user pools as an
 * authorizer".
 */
public final class CognitoAuthorizer implements Step.Authorizer {

  private static final Outcome<Verdict> PASSED = new Now<>(Verdict.PASS);

  /** Of a token that was verified before: nothing was called, and it took no millisecond. */
  private static final AuthorizerReport KNOWN = new AuthorizerReport(200, 0, -1, 0, null, null);

  /** What Cognito signs with. */
  private static final Set<Algorithm> ALGORITHMS = EnumSet.of(Algorithm.RS256);

  private static final String EXPIRED = "The incoming token has expired";
  private static final String UNAUTHORIZED = "Unauthorized";

  private final CognitoRules rules;
  private final Issuers issuers;
  private final VerifiedTokens tokens;
  private final String use;
  private final String digest;
  private final Revocation revocation;

  /** A token and what it says, not yet believed. */
  private record Presented(String value, Jws jws, Claims claims, IssuerKeys pool, long start) {}

  public CognitoAuthorizer(CognitoRules rules, Issuers issuers) {
    this.rules = rules;
    this.issuers = issuers;
    // Whether the method asks for scopes is what tells AWS which kind of token is meant. One of
    // the other kind is never found under this digest.
    this.use = rules.scopes().isEmpty() ? "id" : "access";
    this.digest = rules.digest() + use;
    this.tokens = issuers.tokens();
    this.revocation = issuers.settings().revocation();
  }

  @Override
  public Outcome<Verdict> identify(Exchange exchange) {
    String value = rules.place().of(exchange);
    if (value == null || value.isEmpty()) {
      return new Now<>(refuse(exchange, issuers.times().nanos(), "there is no token"));
    }
    VerifiedToken known =
        tokens.find(value, digest, exchange.arrivalMillis(), exchange.arrivalNanos());
    return known == null ? examine(exchange, value) : outcome(admit(exchange, known, KNOWN));
  }

  private Outcome<Verdict> examine(Exchange exchange, String value) {
    long start = issuers.times().nanos();
    return switch (Jws.read(TokenPlace.withoutScheme(value))) {
      case Malformed malformed -> new Now<>(refuse(exchange, start, malformed.reason()));
      case Jws jws ->
          switch (Claims.read(jws)) {
            case NoClaims(String reason) -> new Now<>(refuse(exchange, start, reason));
            case Claims claims -> examine(exchange, value, jws, claims, start);
          };
    };
  }

  private Outcome<Verdict> examine(
      Exchange exchange, String value, Jws jws, Claims claims, long start) {
    IssuerKeys pool = claims.issuer() == null ? null : rules.pools().get(claims.issuer());
    if (pool == null) {
      return new Now<>(
          refuse(
              exchange,
              start,
              "the token's `iss` is `"
                  + Printable.of(claims.issuer())
                  + "`; expected one of "
                  + rules.pools().keySet()));
    }
    Presented presented = new Presented(value, jws, claims, pool, start);
    KeyWait wait =
        pool.lacks(jws, exchange.arrivalNanos())
            ? KeyWait.begin(
                pool,
                exchange,
                () -> decide(exchange, presented),
                () -> decide(exchange, presented))
            : null;
    return wait == null ? outcome(decide(exchange, presented)) : wait;
  }

  private Verdict decide(Exchange exchange, Presented presented) {
    Jws jws = presented.jws();
    KeySet keys = presented.pool().inForce(exchange.arrivalNanos());
    if (keys == null) {
      return noKeys(exchange, presented);
    }
    if (jws.kid() == null) {
      return refuse(exchange, presented.start(), "the token's header has no `kid`");
    }
    return switch (keys.verify(jws, ALGORITHMS)) {
      case Verification.Rejected rejected -> refuse(exchange, presented.start(), rejected.reason());
      case Verification.Verified verified -> {
        Refusal refusal = check(exchange, presented);
        yield refusal != null
            ? refusal
            : admit(
                exchange,
                remember(exchange, presented, verified),
                new AuthorizerReport(200, since(presented.start()), -1, 0, null, null));
      }
    };
  }

  /** The checks of the claims; null when they are all passed. */
  private @Nullable Refusal check(Exchange exchange, Presented presented) {
    Claims claims = presented.claims();
    long now = exchange.arrivalMillis();
    Long expires = claims.expires();
    if (expires == null) {
      return refuse(exchange, presented.start(), "the token has no `exp`");
    }
    if (now >= expires) {
      return refusal(
          exchange,
          presented.start(),
          Fault.CALLER,
          EXPIRED,
          "the token expired " + (now - expires) / 1000 + " s ago");
    }
    Long notBefore = claims.notBefore();
    if (notBefore != null && notBefore > now) {
      return refuse(exchange, presented.start(), "the token's `nbf` is still to come");
    }
    if (!use.equals(claims.use())) {
      return refuse(
          exchange,
          presented.start(),
          "the token's `token_use` is `"
              + Printable.of(claims.use())
              + "`; expected `"
              + use
              + "`");
    }
    return matches(claims)
        ? null
        : refuse(
            exchange,
            presented.start(),
            "the token's `aud` does not match the validation expression `"
                + rules.validation()
                + "`");
  }

  private boolean matches(Claims claims) {
    if (rules.validation() == null) {
      return true;
    }
    List<String> audiences = claims.audiences();
    return audiences != null
        && audiences.stream().anyMatch(each -> rules.validation().matches(each));
  }

  private VerifiedToken remember(
      Exchange exchange, Presented presented, Verification.Verified verified) {
    Claims claims = presented.claims();
    Long expires = claims.expires();
    long until = exchange.arrivalMillis() + rules.belief().toMillis();
    VerifiedToken token =
        new VerifiedToken(
            presented.pool(),
            verified.key(),
            expires == null ? 0 : Math.min(expires, until),
            Kind.COGNITO,
            claims.texts(ClaimText.COGNITO),
            claims.scopes());
    if (!rules.belief().isZero()) {
      tokens.remember(presented.value(), digest, token);
    }
    return token;
  }

  /** Whether it is revoked, and has a scope, is asked for every request. */
  private Verdict admit(Exchange exchange, VerifiedToken token, AuthorizerReport report) {
    if (revocation.of(token.claims()) == Revocation.Standing.REVOKED) {
      return refuse(exchange, issuers.times().nanos(), "the token was revoked");
    }
    if (!rules.scopes().isEmpty() && !Claims.holdsOne(token.scopes(), rules.scopes())) {
      return refuse(
          exchange,
          issuers.times().nanos(),
          "the token has the scopes " + token.scopes() + "; expected one of " + rules.scopes());
    }
    exchange.identity(token.identity(rules.scopes()));
    exchange.authorizerReport(report);
    return Verdict.PASS;
  }

  private Refusal noKeys(Exchange exchange, Presented presented) {
    KeyFailure failure = presented.pool().failure();
    return refusal(
        exchange,
        presented.start(),
        Fault.AUTHORIZER,
        UNAUTHORIZED,
        "the keys of `"
            + presented.pool().issuer()
            + "` are not there: "
            + (failure == null ? "they are still being read" : failure.reason()));
  }

  private Refusal refuse(Exchange exchange, long start, String reason) {
    return refusal(exchange, start, Fault.CALLER, UNAUTHORIZED, reason);
  }

  private Refusal refusal(Exchange exchange, long start, Fault fault, String words, String reason) {
    exchange.authorizerReport(new AuthorizerReport(401, since(start), -1, 0, null, words));
    GatewayResponseType type = GatewayResponseType.UNAUTHORIZED;
    return new Refusal.GatewayResponse(type, type.status(), fault, type.errorType(), words, reason);
  }

  private long since(long start) {
    return issuers.times().nanos() - start;
  }

  private static Outcome<Verdict> outcome(Verdict verdict) {
    return verdict instanceof Pass ? PASSED : new Now<>(verdict);
  }
}
