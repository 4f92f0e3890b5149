package io.sallyport.edge.tls;

import java.util.List;

/**
 * What became of a second reading of certificates.
 *
 * @param replaced those that are in force from now on and were not before
 * @param problems those that cannot be used; what was read from the same files before stays in
 *     force
 */
public record Replacement(List<ServerCertificate> replaced, List<CertificateProblem> problems) {

  public Replacement {
    replaced = List.copyOf(replaced);
    problems = List.copyOf(problems);
  }
}
