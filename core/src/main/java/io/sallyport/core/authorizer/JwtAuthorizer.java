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
import io.sallyport.core.token.Rejection;
import io.sallyport.core.token.Revocation;
import io.sallyport.core.token.TokenPlace;
import io.sallyport.core.token.Verification;
import io.sallyport.core.token.VerifiedToken;
import io.sallyport.core.token.VerifiedTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers through that bring a good token of one OpenID Connect issuer.
 *
 * <p>Refuses: 401 without a token, or with one that is not good; 403 without a scope of the route.
 * Reads: the identity source. Body: none. Waits: for the issuer's keys, where there are none yet or
 * the token names a new one. On failure: refuses. Follows: the API Gateway guide, "Control access
 * to HTTP APIs with JWT authorizers"; the order of the checks is the guide's.
 */
public final class JwtAuthorizer implements Step.Authorizer {

  /** How long a token is believed without being verified again; its {@code exp} may come sooner. */
  static final long LONGEST_BELIEF = Duration.ofHours(1).toMillis();

  private static final Outcome<Verdict> PASSED = new Now<>(Verdict.PASS);

  /** Of a token that was verified before: nothing was called, and it took no millisecond. */
  private static final AuthorizerReport KNOWN = new AuthorizerReport(200, 0, -1, 0, null, null);

  private final JwtRules rules;
  private final IssuerKeys issuer;
  private final Issuers issuers;
  private final VerifiedTokens tokens;
  private final Revocation revocation;
  private final Challenge challenge;

  public JwtAuthorizer(JwtRules rules, IssuerKeys issuer, Issuers issuers) {
    this.rules = rules;
    this.issuer = issuer;
    this.issuers = issuers;
    this.tokens = issuers.tokens();
    this.revocation = issuers.settings().revocation();
    this.challenge = new Challenge(rules.scopes());
  }

  @Override
  public Outcome<Verdict> identify(Exchange exchange) {
    String value = rules.place().of(exchange);
    if (value == null || value.isEmpty()) {
      return new Now<>(missing(exchange));
    }
    VerifiedToken known =
        tokens.find(value, rules.digest(), exchange.arrivalMillis(), exchange.arrivalNanos());
    return known == null ? examine(exchange, value) : outcome(admit(exchange, known, KNOWN));
  }

  private Outcome<Verdict> examine(Exchange exchange, String value) {
    long start = issuers.times().nanos();
    return switch (Jws.read(TokenPlace.withoutScheme(value))) {
      case Malformed malformed ->
          new Now<>(
              invalid(exchange, start, words(malformed.rejection(), null), malformed.reason()));
      case Jws jws -> {
        KeyWait wait = wait(exchange, value, jws, start);
        yield wait == null ? outcome(decide(exchange, value, jws, start)) : wait;
      }
    };
  }

  /** A wait for keys where it is worth it; null where the token can be decided now. */
  private @Nullable KeyWait wait(Exchange exchange, String value, Jws jws, long start) {
    // A token of another issuer's is none of this one's business, however new its key is.
    if (!issuer.lacks(jws, exchange.arrivalNanos())
        || !(Claims.read(jws) instanceof Claims claims)
        || !rules.issuer().equals(claims.issuer())) {
      return null;
    }
    return KeyWait.begin(
        issuer,
        exchange,
        () -> decide(exchange, value, jws, start),
        () -> decide(exchange, value, jws, start));
  }

  private Verdict decide(Exchange exchange, String value, Jws jws, long start) {
    KeySet keys = issuer.inForce(exchange.arrivalNanos());
    if (keys == null) {
      return noKeys(exchange, start);
    }
    if (jws.kid() == null) {
      return invalid(
          exchange, start, words(Rejection.UNKNOWN_KEY, jws), "the token's header has no `kid`");
    }
    return switch (keys.verify(jws, rules.algorithms())) {
      case Verification.Rejected rejected ->
          invalid(exchange, start, words(rejected.rejection(), jws), rejected.reason());
      case Verification.Verified verified ->
          switch (Claims.read(jws)) {
            case NoClaims(String reason) ->
                invalid(exchange, start, words(Rejection.MALFORMED, jws), reason);
            case Claims claims -> {
              Refusal refusal = check(exchange, start, claims);
              yield refusal != null
                  ? refusal
                  : admit(
                      exchange,
                      remember(exchange, value, verified, claims),
                      new AuthorizerReport(200, since(start), -1, 0, null, null));
            }
          };
    };
  }

  /** The checks of the claims, in AWS's order; null when they are all passed. */
  private @Nullable Refusal check(Exchange exchange, long start, Claims claims) {
    long now = exchange.arrivalMillis();
    if (!rules.issuer().equals(claims.issuer())) {
      return invalid(
          exchange,
          start,
          "the token does not have a valid issuer",
          "the token's `iss` is "
              + quoted(claims.issuer())
              + "; expected `"
              + rules.issuer()
              + "`");
    }
    if (!isForUs(claims)) {
      return invalid(
          exchange,
          start,
          "the token does not have a valid audience",
          "the token's audience is " + audience(claims) + "; expected one of " + rules.audiences());
    }
    Long expires = claims.expires();
    if (expires == null || now >= expires) {
      return invalid(
          exchange,
          start,
          "the token has expired",
          expires == null
              ? "the token has no `exp`"
              : "the token expired " + (now - expires) / 1000 + " s ago");
    }
    if (isLater(claims.notBefore(), now)) {
      return invalid(
          exchange, start, "the token is not valid yet", "the token's `nbf` is still to come");
    }
    return isLater(claims.issuedAt(), now)
        ? invalid(
            exchange, start, "the token is not valid yet", "the token's `iat` is still to come")
        : null;
  }

  /** Only where there is no {@code aud}, {@code client_id} takes its place. */
  private boolean isForUs(Claims claims) {
    List<String> audiences = claims.audiences();
    if (audiences == null) {
      return claims.clientId() != null && rules.audiences().contains(claims.clientId());
    }
    return audiences.stream().anyMatch(rules.audiences()::contains);
  }

  private VerifiedToken remember(
      Exchange exchange, String value, Verification.Verified verified, Claims claims) {
    Long expires = claims.expires();
    long until = exchange.arrivalMillis() + LONGEST_BELIEF;
    Map<String, String> texts = claims.texts(ClaimText.JWT);
    VerifiedToken token =
        new VerifiedToken(
            issuer,
            verified.key(),
            expires == null ? 0 : Math.min(expires, until),
            Kind.JWT,
            texts,
            claims.scopes());
    tokens.remember(value, rules.digest(), token);
    return token;
  }

  /** Whether it is revoked, and has a scope, is asked for every request. */
  private Verdict admit(Exchange exchange, VerifiedToken token, AuthorizerReport report) {
    if (revocation.of(token.claims()) == Revocation.Standing.REVOKED) {
      return invalid(
          exchange, issuers.times().nanos(), "the token was revoked", "the token was revoked");
    }
    if (!rules.scopes().isEmpty() && !Claims.holdsOne(token.scopes(), rules.scopes())) {
      return insufficient(exchange, token, report);
    }
    exchange.identity(token.identity(rules.scopes()));
    exchange.authorizerReport(report);
    return Verdict.PASS;
  }

  private Refusal insufficient(Exchange exchange, VerifiedToken token, AuthorizerReport report) {
    String error = "insufficient_scope";
    exchange.authorizerReport(new AuthorizerReport(403, report.latencyNanos(), -1, 0, null, error));
    return Refusal.GatewayResponse.of(
            GatewayResponseType.ACCESS_DENIED,
            Fault.CALLER,
            "the token has the scopes " + token.scopes() + "; expected one of " + rules.scopes())
        .challenging(challenge.insufficient());
  }

  private Refusal missing(Exchange exchange) {
    exchange.authorizerReport(new AuthorizerReport(401, 0, -1, 0, null, "no token"));
    return Refusal.GatewayResponse.of(
            GatewayResponseType.UNAUTHORIZED, Fault.CALLER, "there is no token")
        .challenging(Challenge.BARE);
  }

  private Refusal noKeys(Exchange exchange, long start) {
    KeyFailure failure = issuer.failure();
    String words = failure == null ? KeyFailure.Stage.KEYS.words() : failure.stage().words();
    return refusal(
        exchange,
        start,
        Fault.AUTHORIZER,
        words,
        "the keys of `"
            + rules.issuer()
            + "` are not there: "
            + (failure == null ? "they are still being read" : failure.reason()));
  }

  private Refusal invalid(Exchange exchange, long start, String words, String reason) {
    return refusal(exchange, start, Fault.CALLER, words, reason);
  }

  private Refusal refusal(Exchange exchange, long start, Fault fault, String words, String reason) {
    exchange.authorizerReport(
        new AuthorizerReport(401, since(start), -1, 0, null, "invalid_token: " + words));
    return Refusal.GatewayResponse.of(GatewayResponseType.UNAUTHORIZED, fault, reason)
        .challenging(challenge.invalid(words));
  }

  /** What the caller is told; AWS's words where they are known. */
  private static String words(Rejection rejection, @Nullable Jws jws) {
    return switch (rejection) {
      case SEGMENTS -> "token contains an invalid number of segments";
      case MALFORMED -> "token is malformed";
      case ALGORITHM ->
          jws == null
              ? "signing method is invalid"
              : "signing method " + jws.algorithm().alg() + " is invalid";
      case UNKNOWN_KEY, UNFIT_KEY -> "the token is not signed with a valid key";
      case SIGNATURE -> "the token does not have a valid signature";
    };
  }

  private static String audience(Claims claims) {
    return claims.audiences() == null
        ? "missing, and its `client_id` is " + quoted(claims.clientId())
        : claims.audiences().toString();
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "missing" : "`" + Printable.of(text) + "`";
  }

  private static boolean isLater(@Nullable Long millis, long now) {
    return millis != null && millis > now;
  }

  private long since(long start) {
    return issuers.times().nanos() - start;
  }

  private static Outcome<Verdict> outcome(Verdict verdict) {
    return verdict instanceof Pass ? PASSED : new Now<>(verdict);
  }
}
