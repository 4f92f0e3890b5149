package io.sallyport.edge.tls;

import io.sallyport.core.pipeline.Times;
import io.sallyport.edge.ocsp.CertificateRevoked;
import io.sallyport.edge.ocsp.OcspProblem;
import io.sallyport.edge.ocsp.OcspResponder;
import io.sallyport.edge.ocsp.OcspResponse;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one certificate's OCSP response fresh (RFC 6066 §8, RFC 6960). A new one is fetched halfway
 * to the end of the old one; while the responder is away the old one is stapled until it ends, and
 * then none; a responder that says the certificate is revoked ends it at once.
 */
final class Stapler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Stapler.class);

  /** The wait after the first failure; it doubles with each further one. */
  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);

  /** How long one question may take, so that a responder that drips holds nobody's turn. */
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private static final Duration LONGEST_WAIT = Duration.ofHours(12);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_RETRY = Duration.ofHours(1);

  private final ServerCertificate certificate;
  private final Times times;
  private final Semaphore turns;
  private final Thread thread;
  private int failures;

  /**
   * @param turns bounds how many responders are asked at the same time
   */
  Stapler(ServerCertificate certificate, Times times, Semaphore turns) {
    this.certificate = certificate;
    this.times = times;
    this.turns = turns;
    this.thread = Thread.ofVirtual().name("ocsp-" + certificate.name()).start(this::run);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    X509Certificate issuer = certificate.issuer();
    URI responder = OcspResponder.of(certificate.chain()[0]);
    if (issuer == null || responder == null) {
      LOG.warn(
          "no OCSP response is stapled for `{}`: {}",
          certificate.name(),
          responder == null
              ? "its certificate names no responder"
              : "the file has no certificate of its issuer");
      return;
    }
    try {
      while (true) {
        Thread.sleep(refresh(issuer, responder));
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /** Fetches once; how long to wait before the next time. */
  private Duration refresh(X509Certificate issuer, URI responder) throws InterruptedException {
    OcspResponse fetched = fetch(issuer, responder);
    if (fetched == null) {
      Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures++, 6));
      return wait.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait;
    }
    failures = 0;
    certificate.staple(fetched);
    Duration half = Duration.ofMillis((fetched.endsMillis() - times.millis()) / 2);
    return half.compareTo(LONGEST_WAIT) > 0
        ? LONGEST_WAIT
        : half.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : half;
  }

  private @Nullable OcspResponse fetch(X509Certificate issuer, URI responder)
      throws InterruptedException {
    turns.acquire();
    try {
      byte[] answer = OcspResponder.ask(responder, certificate.chain()[0], issuer, ANSWER);
      Instant now = Instant.ofEpochMilli(times.millis());
      return OcspResponse.check(answer, certificate.chain()[0], issuer, now);
    } catch (OcspProblem | IOException e) {
      if (e instanceof CertificateRevoked) {
        certificate.staple((OcspResponse) null);
      }
      LOG.warn(
          "no new OCSP response for `{}` from `{}`: {}",
          certificate.name(),
          responder,
          e.getMessage());
      return null;
    } finally {
      turns.release();
    }
  }
}
