package io.sallyport.adapters.aws;

/** Where credentials come from. */
@FunctionalInterface
public interface CredentialSource {

  /**
   * Credentials that are valid now. May block.
   *
   * @throws Unavailable when there are none
   */
  AwsCredentials credentials() throws Unavailable;

  /** There are no credentials; the message is a sentence for the operator. */
  final class Unavailable extends Exception {

    private static final long serialVersionUID = 1;

    public Unavailable(String reason) {
      super(reason);
    }
  }
}
