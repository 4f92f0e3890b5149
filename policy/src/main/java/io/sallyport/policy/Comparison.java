package io.sallyport.policy;

/** A value of a policy that the values of requests are compared with. */
@FunctionalInterface
interface Comparison {

  /**
   * Whether {@code value} is what the policy names. What cannot be read as the operator needs it
   * never is.
   *
   * @param evaluation reads values, and knows those of the policy's variables
   */
  boolean matches(String value, Evaluation evaluation);
}
