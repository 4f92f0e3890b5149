package io.sallyport.core.authorizer;

/** What a function returned is not of the shape of an authorizer's result. */
final class MalformedOutput extends Exception {

  private static final long serialVersionUID = 1;

  MalformedOutput(String message) {
    // No bug of ours: nobody reads where it was thrown.
    super(message, null, false, false);
  }
}
