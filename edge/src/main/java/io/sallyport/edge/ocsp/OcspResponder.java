package io.sallyport.edge.ocsp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server that a certificate names as knowing its status, asked over HTTP. */
public final class OcspResponder {

  private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
  private static final byte[] OCSP = HexFormat.of().parseHex("2b06010505073001");
  private static final int ADDRESS = 0x86;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_BYTES = 64 * 1024;
  private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(5).toMillis();
  private static final int READ_MILLIS = (int) Duration.ofSeconds(10).toMillis();

  private OcspResponder() {}

  /** The responder that {@code certificate} names (RFC 5280 §4.2.2.1); null when it names none. */
  public static @Nullable URI of(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(AUTHORITY_INFORMATION_ACCESS);
    if (extension == null) {
      return null;
    }
    try {
      Der descriptions = Der.of(Der.of(extension).expect(Der.OCTET_STRING).content());
      for (Der description : descriptions.expect(Der.SEQUENCE).children()) {
        List<Der> parts = description.children();
        if (parts.size() == 2
            && parts.get(1).tag() == ADDRESS
            && Arrays.equals(parts.get(0).content(), OCSP)) {
          URI uri = URI.create(new String(parts.get(1).content(), StandardCharsets.US_ASCII));
          return canBeAsked(uri) ? uri : null;
        }
      }
    } catch (OcspProblem | IllegalArgumentException e) {
      // An extension nobody can read names nobody.
    }
    return null;
  }

  private static boolean canBeAsked(URI uri) {
    return List.of("http", "https").contains(uri.getScheme())
        && uri.getHost() != null
        && uri.getPort() <= MAX_PORT;
  }

  /**
   * Asks about {@code certificate}; waits five seconds to connect and ten for each read.
   *
   * @return DER, not checked
   */
  public static byte[] ask(URI responder, X509Certificate certificate, X509Certificate issuer)
      throws IOException, OcspProblem {
    URLConnection connection = responder.toURL().openConnection();
    if (!(connection instanceof HttpURLConnection http)) {
      throw new IOException("`" + responder + "` is not an address of HTTP");
    }
    try {
      http.setConnectTimeout(CONNECT_MILLIS);
      http.setReadTimeout(READ_MILLIS);
      http.setRequestMethod("POST");
      http.setRequestProperty("Content-Type", "application/ocsp-request");
      http.setRequestProperty("Accept", "application/ocsp-response");
      http.setDoOutput(true);
      try (OutputStream out = http.getOutputStream()) {
        out.write(request(certificate, issuer));
      }
      return answer(http);
    } finally {
      http.disconnect();
    }
  }

  private static byte[] answer(HttpURLConnection http) throws IOException {
    if (http.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException("it answers with status " + http.getResponseCode());
    }
    try (InputStream in = http.getInputStream()) {
      byte[] answer = in.readNBytes(MAX_BYTES + 1);
      if (answer.length > MAX_BYTES) {
        throw new IOException("its answer is longer than " + MAX_BYTES + " bytes");
      }
      return answer;
    }
  }

  /**
   * A request about one certificate (RFC 6960 §4.1.1), without a nonce, so that it can be cached.
   */
  static byte[] request(X509Certificate certificate, X509Certificate issuer) throws OcspProblem {
    byte[] one = Der.write(Der.SEQUENCE, CertId.of(certificate, issuer));
    byte[] list = Der.write(Der.SEQUENCE, one);
    return Der.write(Der.SEQUENCE, Der.write(Der.SEQUENCE, list));
  }
}
