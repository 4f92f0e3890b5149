package io.sallyport.adapters.issuer;

/**
 * Ends the reading of a request for a token with what is wrong with it; never leaves this package.
 */
final class Denied extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String error;
  private final String description;

  private Denied(int status, String error, String description) {
    super(description, null, false, false);
    this.status = status;
    this.error = error;
    this.description = description;
  }

  /**
   * A 400.
   *
   * @param error a code of RFC 6749 section 5.2, or the name of one of Cognito's exceptions
   */
  static Denied of(String error, String description) {
    return new Denied(400, error, description);
  }

  /** A client that is not who it says; RFC 6749 section 5.2. */
  static Denied client(String description) {
    return new Denied(401, "invalid_client", description);
  }

  int status() {
    return status;
  }

  String error() {
    return error;
  }

  String description() {
    return description;
  }
}
