package io.sallyport.edge.ocsp;

/** A response that must not be stapled; the message says why. */
public sealed class OcspProblem extends Exception permits CertificateRevoked {

  private static final long serialVersionUID = 1L;

  OcspProblem(String message) {
    super(message);
  }
}
