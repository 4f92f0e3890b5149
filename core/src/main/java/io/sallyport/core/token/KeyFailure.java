package io.sallyport.core.token;

/**
 * Why an issuer's keys could not be read.
 *
 * @param reason a sentence for the operator
 */
public record KeyFailure(Stage stage, String reason) {

  /** What could not be read, and AWS's words for it. */
  public enum Stage {
    DISCOVERY("OIDC discovery endpoint communication error"),
    KEYS("JWKS communication error");

    private final String words;

    Stage(String words) {
      this.words = words;
    }

    /** What the caller is told. */
    public String words() {
      return words;
    }
  }
}
