package io.sallyport.core.authorizer;

/** What came of a call of an authorizer's function. */
sealed interface AuthorizerOutput {

  /**
   * Something that decides.
   *
   * @param bytes the length of what the function returned
   */
  record Usable(Consent consent, int bytes) implements AuthorizerOutput {}

  /** The function says that it does not know the caller. */
  record Unauthorized() implements AuthorizerOutput {}

  /**
   * Nothing that decides.
   *
   * @param reason a sentence for the operator
   */
  record Unusable(Cause cause, String reason) implements AuthorizerOutput {}

  /** What kept the function from deciding. */
  enum Cause {
    /** It was not reached, or broke down: what it said before may stand in, where allowed. */
    FAILED,
    /** It may not be called, is not there, or said what cannot be understood. */
    WRONG
  }
}
