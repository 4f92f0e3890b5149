package io.sallyport.edge.tls;

import io.sallyport.edge.ocsp.OcspProblem;
import io.sallyport.edge.ocsp.OcspResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads server certificates, each with its key, and lets none pass that callers would refuse. */
final class CertificateReader {

  private static final Logger LOG = LoggerFactory.getLogger(CertificateReader.class);

  private CertificateReader() {}

  /**
   * Reads and checks a certificate with its key.
   *
   * @param before what was read from the same files earlier; the answer when they have not changed
   * @throws TlsProblem when a file cannot be read, the key belongs to another certificate or the
   *     certificate is not valid at {@code now}
   */
  static ServerCertificate read(
      CertificateFiles files, @Nullable ServerCertificate before, Instant now) throws TlsProblem {
    String certificates = Pem.text(files.certificates());
    String privateKey = Pem.text(files.key());
    byte[] digest = digest(certificates, privateKey);
    ServerCertificate certificate =
        before != null && MessageDigest.isEqual(digest, before.digest())
            ? before
            : parse(files, certificates, privateKey, digest);
    checkDates(files.certificates(), certificate.chain()[0], now);
    if (before != null && certificate != before) {
      inherit(certificate, before, now);
    }
    if (files.ocspResponse() != null) {
      StapleFile.read(certificate, files.ocspResponse(), now).ifPresent(LOG::warn);
    }
    return certificate;
  }

  private static ServerCertificate parse(
      CertificateFiles files, String certificates, String privateKey, byte[] digest)
      throws TlsProblem {
    List<X509Certificate> chain = Pem.certificates(files.certificates(), certificates);
    PrivateKey key = Pem.privateKey(files.key(), privateKey);
    String objection = KeyKinds.objection(chain.getFirst());
    if (!objection.isEmpty()) {
      throw new TlsProblem("the certificate in `" + files.certificates() + "` " + objection);
    }
    if (!KeyKinds.match(chain.getFirst(), key)) {
      throw new TlsProblem(
          "the key in `" + files.key() + "` does not belong to `" + files.certificates() + "`");
    }
    return new ServerCertificate(files, digest, chain, key);
  }

  private static void checkDates(Path file, X509Certificate certificate, Instant now)
      throws TlsProblem {
    Instant ends = certificate.getNotAfter().toInstant();
    Instant begins = certificate.getNotBefore().toInstant();
    if (now.isAfter(ends)) {
      throw new TlsProblem("the certificate in `" + file + "` expired at " + ends);
    }
    if (now.isBefore(begins)) {
      throw new TlsProblem("the certificate in `" + file + "` is not valid before " + begins);
    }
  }

  /**
   * Staples what {@code before} had stapled, if it is about {@code certificate} too: the files may
   * differ by their chains alone.
   */
  private static void inherit(
      ServerCertificate certificate, ServerCertificate before, Instant now) {
    OcspResponse last = before.response();
    X509Certificate issuer = certificate.issuer();
    if (last == null || issuer == null) {
      return;
    }
    try {
      certificate.staple(OcspResponse.check(last.encoded(), certificate.chain()[0], issuer, now));
    } catch (OcspProblem e) {
      // It is about the other certificate, or has ended: nothing is to be said of either.
    }
  }

  private static byte[] digest(String certificates, String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(certificates.getBytes(StandardCharsets.ISO_8859_1));
      digest.update((byte) 0);
      return digest.digest(key.getBytes(StandardCharsets.ISO_8859_1));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
