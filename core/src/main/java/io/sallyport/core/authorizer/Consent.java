package io.sallyport.core.authorizer;

import io.sallyport.core.language.PercentCoding;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Identity;
import io.sallyport.core.values.RequestKeys;
import io.sallyport.policy.ActionPolicy;
import io.sallyport.policy.Decision;
import org.jspecify.annotations.Nullable;

/**
 * What an authorizer's function said of a caller: what is remembered, and asked for each request.
 */
sealed interface Consent {

  Identity.Lambda identity();

  /** Why the request may not; null when it may. */
  @Nullable Denial denial(Exchange exchange, String methodArn);

  /** A policy, which decides each method on its own. */
  record ByPolicy(ActionPolicy policy, Identity.Lambda identity) implements Consent {

    @Override
    public @Nullable Denial denial(Exchange exchange, String methodArn) {
      Decision decision = decide(methodArn, new RequestKeys(exchange));
      return switch (decision.verdict()) {
        case ALLOW -> null;
        case EXPLICIT_DENY ->
            new Denial(
                Denial.Kind.EXPLICIT,
                decision.by() + " of the authorizer's policy denies `" + methodArn + "`");
        case IMPLICIT_DENY ->
            new Denial(
                Denial.Kind.IMPLICIT,
                "no statement of the authorizer's policy allows `" + methodArn + "`");
      };
    }

    /**
     * INVARIANT: a deny of a path denies its encoded spellings. Those an endpoint takes for the
     * same, so that a caller could else choose one that the policy does not name. An allow is only
     * of the path as it was sent.
     */
    private Decision decide(String arn, RequestKeys keys) {
      Decision sent = policy.decide(arn, keys);
      if (sent.verdict() != Decision.Verdict.ALLOW || arn.indexOf('%') < 0) {
        return sent;
      }
      Decision normalised = policy.decide(PercentCoding.normalised(arn), keys);
      if (normalised.verdict() == Decision.Verdict.EXPLICIT_DENY) {
        return normalised;
      }
      Decision decoded = policy.decide(PercentCoding.decode(arn), keys);
      return decoded.verdict() == Decision.Verdict.EXPLICIT_DENY ? decoded : sent;
    }
  }

  /** A simple response: yes or no to every method. */
  record Simple(Answer answer, Identity.Lambda identity) implements Consent {

    @Override
    public @Nullable Denial denial(Exchange exchange, String methodArn) {
      return switch (answer) {
        case AUTHORIZED -> null;
        case REFUSED ->
            new Denial(Denial.Kind.EXPLICIT, "the authorizer says `isAuthorized` is false");
      };
    }
  }

  /** A simple response's {@code isAuthorized}. */
  enum Answer {
    AUTHORIZED,
    REFUSED
  }
}
