package io.sallyport.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.Times;
import io.sallyport.edge.tls.CertificateFiles;
import io.sallyport.edge.tls.ServerCertificate;
import io.sallyport.edge.tls.ServerTls;
import io.sallyport.edge.tls.Stapling;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpiryWarningsTest {

  private static final Path CERTIFICATE = Path.of("src/test/resources/tls/cert.pem");

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void warnsOnceThirtyDaysSevenDaysAndOneDayBeforeAndWhenItHasExpired() throws Exception {
    CertificateFiles files =
        new CertificateFiles(CERTIFICATE, CERTIFICATE.resolveSibling("key.pem"), null);
    try (ServerTls tls = ServerTls.open(List.of(files), Stapling.OFF, 1, Times.SYSTEM)) {
      ServerCertificate certificate = tls.certificates().getFirst();
      PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
      ExpiryWarnings warnings = new ExpiryWarnings(tls::certificates, err);
      Instant end = certificate.expires();

      for (int hours = 24 * 40; hours >= -48; hours--) {
        warnings.look(end.minus(Duration.ofHours(hours)));
      }
      String which = "the certificate for `localhost` in `" + CERTIFICATE + "` ";
      assertThat(said.toString(StandardCharsets.UTF_8).lines())
          .containsExactly(
              which + "expires in 30 days, at " + end,
              which + "expires in 7 days, at " + end,
              which + "expires in 24 hours, at " + end,
              which + "expired at " + end + " and callers refuse it: replace the file");
    }
  }
}
