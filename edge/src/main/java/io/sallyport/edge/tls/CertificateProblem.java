package io.sallyport.edge.tls;

/** Why the certificate in {@code files} cannot be used; the message names the file. */
public record CertificateProblem(CertificateFiles files, String message) {}
