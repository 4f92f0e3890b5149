package io.sallyport.edge.ocsp;

/**
 * A response, signed on the issuer's behalf, that says the certificate is revoked. Whatever an
 * earlier one said does not count any more.
 */
public final class CertificateRevoked extends OcspProblem {

  private static final long serialVersionUID = 1L;

  CertificateRevoked() {
    super("the certificate is revoked");
  }
}
