package io.sallyport.core.authorizer;

/**
 * Why a known caller may not.
 *
 * @param reason a sentence for the operator that names the statement
 */
record Denial(Kind kind, String reason) {

  /** Whether something denies, or nothing allows. */
  enum Kind {
    EXPLICIT,
    IMPLICIT
  }
}
