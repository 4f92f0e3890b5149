package io.sallyport.edge.tls;

import java.util.List;
import java.util.stream.Collectors;

/** Certificates or keys cannot be used; the message says which files and why. */
public final class TlsProblem extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<CertificateProblem> certificates;

  public TlsProblem(String message) {
    super(message);
    this.certificates = List.of();
  }

  TlsProblem(List<CertificateProblem> certificates) {
    super(certificates.stream().map(CertificateProblem::message).collect(Collectors.joining("; ")));
    this.certificates = List.copyOf(certificates);
  }

  /** What is wrong with each server certificate; empty when it is something else. */
  public List<CertificateProblem> certificates() {
    return certificates;
  }
}
