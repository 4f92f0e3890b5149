package io.sallyport.conformance.corpus;

/** Tells that a corpus could not be run, which is not the same as its cases failing. */
public final class NotRunException extends Exception {
  private static final long serialVersionUID = 1L;

  public NotRunException(String message) {
    super(message);
  }
}
