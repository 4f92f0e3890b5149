package io.sallyport.edge.ocsp;

/** A response that must not be stapled; the message says why. */
public final class OcspProblem extends Exception {

  private static final long serialVersionUID = 1L;

  OcspProblem(String message) {
    super(message);
  }
}
