package io.sallyport.core.authorizer;

import org.jspecify.annotations.Nullable;

/**
 * What came of asking an authorizer, for everybody who waited.
 *
 * @param nanos how long the call took; -1 when nothing was called
 * @param status of the call; 0 when nothing was called or answered
 * @param requestId of the call, or null
 */
record CallResult(AuthorizerOutput output, long nanos, int status, @Nullable String requestId) {

  /** For requests that are refused before anything is asked. */
  static final CallResult NOTHING =
      new CallResult(new AuthorizerOutput.Unauthorized(), -1, 0, null);

  /** What was remembered. */
  static CallResult remembered(Consent consent) {
    return new CallResult(new AuthorizerOutput.Usable(consent, 0), -1, 0, null);
  }
}
