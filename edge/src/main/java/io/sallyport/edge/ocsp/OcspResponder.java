package io.sallyport.edge.ocsp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The server that a certificate names as knowing its status, asked over HTTP. */
public final class OcspResponder {

  private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
  private static final byte[] OCSP = HexFormat.of().parseHex("2b06010505073001");
  private static final int ADDRESS = 0x86;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_BYTES = 64 * 1024;
  private static final int OK = 200;

  /** How long making the connection may take. */
  private static final Duration CONNECT = Duration.ofSeconds(5);

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
   * Asks about {@code certificate}. Redirections are not followed: the certificate names who is to
   * answer.
   *
   * @param limit how long all of it may take, from the name's look-up to the last byte
   * @return DER, not checked
   * @throws IOException when there is no answer, no whole one in time, or one that is too long
   */
  public static byte[] ask(
      URI responder, X509Certificate certificate, X509Certificate issuer, Duration limit)
      throws IOException, OcspProblem, InterruptedException {
    byte[] question = request(certificate, issuer);
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limit.compareTo(CONNECT) < 0 ? limit : CONNECT)
            .executor(task -> Thread.ofVirtual().name("ocsp-answer").start(task))
            .build();
    try {
      return answer(client, responder, question, limit);
    } finally {
      // Not close(), which would wait for what still drips in.
      client.shutdownNow();
    }
  }

  private static byte[] answer(HttpClient client, URI responder, byte[] question, Duration limit)
      throws IOException, InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(responder)
              .header("Content-Type", "application/ocsp-request")
              .header("Accept", "application/ocsp-response")
              .POST(BodyPublishers.ofByteArray(question))
              .build();
      HttpResponse<byte[]> answer =
          client
              .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES))
              .get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() != OK) {
        throw new IOException("it answers with status " + answer.statusCode());
      }
      return answer.body();
    } catch (TimeoutException e) {
      throw new IOException("it does not answer within " + limit.toMillis() + " ms", e);
    } catch (ExecutionException | IllegalArgumentException e) {
      throw new IOException(reason(e.getCause() == null ? e : e.getCause()), e);
    }
  }

  private static String reason(Throwable why) {
    String message = why.getMessage();
    return switch (why) {
      case ConnectException _ -> "it cannot be reached";
      case Throwable _ when message != null -> message;
      default -> "its answer cannot be read";
    };
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
