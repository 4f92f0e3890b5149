package io.sallyport.core.token;

/**
 * A document of somebody else's that is not what it should be. Never leaves this package: what is
 * asked of it answers with values.
 */
final class Unacceptable extends Exception {

  /**
   * @param reason what is wrong, without a subject: {@code has no `alg`}
   */
  Unacceptable(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
