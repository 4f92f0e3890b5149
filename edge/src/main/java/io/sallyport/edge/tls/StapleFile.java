package io.sallyport.edge.tls;

import io.sallyport.edge.ocsp.CertificateRevoked;
import io.sallyport.edge.ocsp.OcspProblem;
import io.sallyport.edge.ocsp.OcspResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * The file of an OCSP response that goes with a certificate. It may be read while it is being
 * written, so one that cannot be used changes nothing: the last good response is stapled until it
 * ends. Only a response that says the certificate is revoked takes it away.
 */
final class StapleFile {

  private StapleFile() {}

  /**
   * Staples what {@code file} has, where that can be done.
   *
   * @return why not, unless it was said after the last reading already
   */
  static Optional<String> read(ServerCertificate certificate, Path file, Instant now) {
    String objection = staple(certificate, file, now);
    boolean news = !objection.isEmpty() && !objection.equals(certificate.objection());
    certificate.objection(objection);
    if (!news) {
      return Optional.empty();
    }
    return Optional.of("`" + file + "` is not stapled: " + objection + instead(certificate, now));
  }

  private static String instead(ServerCertificate certificate, Instant now) {
    OcspResponse last = certificate.response();
    return last == null || now.toEpochMilli() >= last.endsMillis()
        ? ""
        : "; the last one is, until " + Instant.ofEpochMilli(last.endsMillis());
  }

  /** What is wrong with the file; empty when its response is stapled. */
  private static String staple(ServerCertificate certificate, Path file, Instant now) {
    X509Certificate issuer = certificate.issuer();
    if (issuer == null) {
      return "`"
          + certificate.files().certificates()
          + "` does not have the issuer's certificate, which signs it";
    }
    try {
      byte[] read = Files.readAllBytes(file);
      certificate.staple(OcspResponse.check(read, certificate.chain()[0], issuer, now));
      return "";
    } catch (IOException e) {
      return "it cannot be read";
    } catch (CertificateRevoked e) {
      certificate.staple((OcspResponse) null);
      return String.valueOf(e.getMessage());
    } catch (OcspProblem e) {
      return String.valueOf(e.getMessage());
    }
  }
}
