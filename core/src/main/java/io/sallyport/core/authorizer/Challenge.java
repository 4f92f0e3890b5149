package io.sallyport.core.authorizer;

import java.util.List;

/**
 * The values of {@code WWW-Authenticate} of an HTTP API's route; RFC 6750 section 3, in AWS's
 * spelling, which has spaces where the RFC has commas.
 */
final class Challenge {

  /** Asks for a token and says no more, because there was none. */
  static final String BARE = "Bearer";

  private final String scope;

  /**
   * @param scopes what the route asks for
   */
  Challenge(List<String> scopes) {
    this.scope = "Bearer scope=\"" + quotable(String.join(" ", scopes)) + "\" error=\"";
  }

  /** The token is no good. */
  String invalid(String description) {
    return scope + "invalid_token\" error_description=\"" + description + "\"";
  }

  /** The token is good and not enough. */
  String insufficient() {
    return scope + "insufficient_scope\"";
  }

  /** The characters of RFC 6749 section 3.3; what is no scope cannot be in a token either. */
  private static String quotable(String scopes) {
    return scopes.replaceAll("[^\\x20-\\x7E]|[\"\\\\]", "");
  }
}
