package io.sallyport.edge.ocsp;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response that says a certificate is good, and that has been checked (RFC 6960 §3.2): signed on
 * its issuer's behalf, about this certificate, and of this time.
 */
public final class OcspResponse {

  private static final int SUCCESSFUL = 0;
  private static final int GOOD = 0x80;
  private static final int REVOKED = 0xA1;
  private static final byte[] BASIC = HexFormat.of().parseHex("2b0601050507300101");

  /** How far the responder's clock may be ahead of this machine's. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** How long a response is used that does not say when the next one comes. */
  private static final Duration WITHOUT_END = Duration.ofHours(1);

  private final byte[] encoded;
  private final Instant ends;

  private OcspResponse(byte[] encoded, Instant ends) {
    this.encoded = encoded;
    this.ends = ends;
  }

  /**
   * Checks a response.
   *
   * @param encoded DER, as a responder sends it
   * @throws OcspProblem when it does not say, beyond doubt and now, that the certificate is good
   */
  public static OcspResponse check(
      byte[] encoded, X509Certificate certificate, X509Certificate issuer, Instant now)
      throws OcspProblem {
    List<Der> basic = basic(Der.of(encoded)).children();
    if (basic.size() < 3) {
      throw Der.malformed();
    }
    Der data = basic.get(0).expect(Der.SEQUENCE);
    byte[] certificates = basic.size() > 3 ? basic.get(3).expect(Der.CONTEXT).content() : null;
    OcspSignature.check(
        data.encoded(), basic.get(1), basic.get(2).bits(), certificates, issuer, now);
    Der single = single(data, certificate, issuer);
    checkStatus(single.child(1));
    return new OcspResponse(encoded.clone(), end(single, now));
  }

  /** DER, as it was read. The array is shared and not to be written. */
  public byte[] encoded() {
    return encoded;
  }

  /** When it is not to be used any more, in milliseconds since the epoch. */
  public long endsMillis() {
    return ends.toEpochMilli();
  }

  private static Der basic(Der response) throws OcspProblem {
    List<Der> parts = response.expect(Der.SEQUENCE).children();
    if (parts.isEmpty()) {
      throw Der.malformed();
    }
    byte[] status = parts.get(0).expect(Der.ENUMERATED).content();
    if (status.length != 1 || status[0] != SUCCESSFUL) {
      throw new OcspProblem("the responder does not answer: " + name(status));
    }
    Der bytes = response.child(1).expect(Der.CONTEXT).child(0).expect(Der.SEQUENCE);
    if (!Arrays.equals(bytes.child(0).expect(Der.OBJECT_ID).content(), BASIC)) {
      throw new OcspProblem("the response is of an unknown type");
    }
    return Der.of(bytes.child(1).expect(Der.OCTET_STRING).content()).expect(Der.SEQUENCE);
  }

  private static String name(byte[] status) {
    int code = status.length == 1 ? status[0] : -1;
    return switch (code) {
      case 1 -> "malformed request";
      case 2 -> "internal error";
      case 3 -> "try later";
      case 5 -> "it wants a signed request";
      case 6 -> "unauthorized";
      default -> "status " + code;
    };
  }

  /** What the response says about {@code certificate}. */
  private static Der single(Der data, X509Certificate certificate, X509Certificate issuer)
      throws OcspProblem {
    // After the version, which is mostly left out, come the responder's id and the time.
    int version = data.child(0).tag() == Der.CONTEXT ? 1 : 0;
    for (Der single : data.child(version + 2).expect(Der.SEQUENCE).children()) {
      if (CertId.names(single.child(0), certificate, issuer)) {
        return single;
      }
    }
    throw new OcspProblem("the response is about another certificate");
  }

  private static void checkStatus(Der status) throws OcspProblem {
    switch (status.tag()) {
      case GOOD -> {
        return;
      }
      case REVOKED -> throw new CertificateRevoked();
      default -> throw new OcspProblem("the responder does not know the certificate");
    }
  }

  private static Instant end(Der single, Instant now) throws OcspProblem {
    Instant begins = single.child(2).time();
    if (begins.isAfter(now.plus(SKEW))) {
      throw new OcspProblem("the response is of the future, of " + begins);
    }
    Der next = next(single);
    Instant ends = next == null ? begins.plus(WITHOUT_END) : next.time();
    if (!ends.isAfter(now)) {
      throw new OcspProblem("the response is too old, it ended at " + ends);
    }
    return ends;
  }

  private static @Nullable Der next(Der single) throws OcspProblem {
    List<Der> parts = single.children();
    return parts.size() > 3 && parts.get(3).tag() == Der.CONTEXT ? parts.get(3).child(0) : null;
  }
}
