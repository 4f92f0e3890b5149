package io.sallyport.edge.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a server's certificate is kept.
 *
 * @param certificates a PEM file with the server's certificate and the chain behind it
 * @param key a PEM file with the private key
 * @param ocspResponse a file with an OCSP response in DER to staple, or null
 */
public record CertificateFiles(Path certificates, Path key, @Nullable Path ocspResponse) {}
