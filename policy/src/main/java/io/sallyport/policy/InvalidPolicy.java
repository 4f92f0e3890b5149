package io.sallyport.policy;

/** A document is not a policy that can be enforced. The message is a sentence in lower case. */
public final class InvalidPolicy extends Exception {

  private static final long serialVersionUID = 1;

  private final String pointer;

  InvalidPolicy(String pointer, String message) {
    // What is wrong with a document is no bug: nobody reads where it was thrown.
    super(message, null, false, false);
    this.pointer = pointer;
  }

  /** The RFC 6901 pointer of what is wrong; empty for the whole document. */
  public String pointer() {
    return pointer;
  }

  /** What is wrong and where, in one sentence. */
  public String sentence() {
    return pointer.isEmpty() ? String.valueOf(getMessage()) : pointer + ": " + getMessage();
  }
}
