package io.sallyport.core.token;

/** What came of verifying a signature. */
public sealed interface Verification {

  /**
   * The signature is the key's.
   *
   * @param key the key that made it
   */
  record Verified(VerificationKey key) implements Verification {}

  /**
   * It is not, or nobody can tell.
   *
   * @param reason a sentence for the operator
   */
  record Rejected(Rejection rejection, String reason) implements Verification {}
}
