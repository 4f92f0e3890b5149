package io.sallyport.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that change while the program runs, and what it says about it. */
class CertificateReloadTest {

  private static final Path RESOURCES = Path.of("src/test/resources/tls").toAbsolutePath();
  private static final String[] HTTPS = {
    "api.yaml", "--tls-port", "0", "--cert", "cert.pem", "--key", "key.pem"
  };
  private static final String[] UNWATCHED = {
    "api.yaml", "--tls-port", "0", "--cert", "cert.pem", "--key", "key.pem", "--no-watch"
  };

  @TempDir Path directory;

  @BeforeEach
  void write() throws Exception {
    Files.writeString(directory.resolve("api.yaml"), Definitions.mock("one"));
    issue("localhost", "cert.pem", "key.pem", 90);
    issue("localhost", "second.pem", "second-key.pem", 90);
  }

  @Test
  void aNewCertificateTakesOverWhenItsFilesChange() throws Exception {
    try (Program program = Program.up(directory, HTTPS);
        SSLSocket old = connect(program, "localhost", "cert.pem")) {
      old.startHandshake();
      move("second.pem", "cert.pem");
      move("second-key.pem", "key.pem");
      program.awaitErr(line -> line.startsWith("reloaded certificate=localhost expires="));
      try (SSLSocket socket = connect(program, "localhost", "cert.pem")) {
        socket.startHandshake();
      }
      old.getOutputStream()
          .write("GET /prod/mock HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(old.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void whatCannotBeUsedLeavesTheOldOneInForceAndIsSaidOnce() throws Exception {
    try (Program program = Program.up(directory, HTTPS)) {
      Files.copy(directory.resolve("cert.pem"), directory.resolve("trusted.pem"));
      copy(RESOURCES.resolve("expired-key.pem"), "key.pem");
      awaitOnce(program, "the key in `key.pem` does not belong to `cert.pem`");
      copy(RESOURCES.resolve("expired.pem"), "cert.pem");
      awaitOnce(program, "the certificate in `cert.pem` expired at ");
      Files.delete(directory.resolve("cert.pem"));
      awaitOnce(program, "`cert.pem` cannot be read");
      Files.writeString(directory.resolve("cert.pem"), "-----BEGIN CERTIFICATE-----\nMIIB");
      awaitOnce(program, "`cert.pem` has a block without its end; is it half-written?");
      try (SSLSocket socket = connect(program, "localhost", "trusted.pem")) {
        socket.startHandshake();
      }
      assertThat(program.err())
          .filteredOn(line -> line.equals("certificates refused problems=1, the old ones stay"))
          .hasSize(4);
    }
  }

  /** Waits for the line, and a little longer for a second one, which would be one too many. */
  private static void awaitOnce(Program program, String text) throws Exception {
    String line = program.awaitErr(said -> said.contains(text));
    assertThat(line).contains("error unusable-certificate");
    Thread.sleep(1_300);
    assertThat(program.err()).filteredOn(said -> said.contains(text)).hasSize(1);
  }

  @Test
  void reloadReadsCertificatesAsWell() throws Exception {
    try (Program program = Program.up(directory, UNWATCHED)) {
      move("second.pem", "cert.pem");
      HttpResponse<String> refused = program.post(program.admin() + "/reload");
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains("unusable-certificate", "does not belong to");
      move("second-key.pem", "key.pem");
      assertThat(program.post(program.admin() + "/reload").statusCode()).isEqualTo(200);
      program.awaitErr(line -> line.startsWith("reloaded certificate=localhost"));
      try (SSLSocket socket = connect(program, "localhost", "cert.pem")) {
        socket.startHandshake();
      }
    }
  }

  @Test
  void aRenewedCertificateDoesNotWaitForADefinitionToBePutRight() throws Exception {
    try (Program program = Program.up(directory, UNWATCHED)) {
      Files.writeString(directory.resolve("api.yaml"), "openapi: 3.0.1\npaths: 7\n");
      move("second.pem", "cert.pem");
      move("second-key.pem", "key.pem");
      program.signal("HUP");
      program.awaitErr(line -> line.startsWith("reloaded certificate=localhost"));
      program.awaitErr(line -> line.startsWith("reload refused snapshot=1"));
      try (SSLSocket socket = connect(program, "localhost", "cert.pem")) {
        socket.startHandshake();
      }
    }
  }

  @Test
  void certificatesAreChosenByNameAndAddedByAReload() throws Exception {
    issue("*.example.com", "wild.pem", "wild-key.pem", 90);
    Files.writeString(
        directory.resolve("sallyport.yaml"),
        """
        listeners:
          http: {bind: 127.0.0.1}
          https: {bind: 127.0.0.2, port: 0, cert: cert.pem, key: key.pem}
        """);
    try (Program program = Program.up(directory, "api.yaml", "--no-watch")) {
      assertThat(URI.create(program.http()).getHost()).isEqualTo("127.0.0.1");
      assertThat(URI.create(program.https()).getHost()).isEqualTo("127.0.0.2");
      Files.writeString(
          directory.resolve("sallyport.yaml"),
          """
          listeners:
            http: {bind: 127.0.0.1}
            https:
              bind: 127.0.0.2
              port: 0
              cert: cert.pem
              key: key.pem
              certificates: [{cert: wild.pem, key: wild-key.pem}]
          """);
      assertThat(program.post(program.admin() + "/reload").statusCode()).isEqualTo(200);
      program.awaitErr(line -> line.startsWith("reloaded certificate=*.example.com"));
      assertThat(shown(program, "a.example.com", "wild.pem")).isEqualTo("CN=*.example.com");
      assertThat(shown(program, "other.test", "cert.pem")).isEqualTo("CN=localhost");
    }
  }

  @Test
  void saysWhenACertificateExpiresSoon() throws Exception {
    issue("localhost", "cert.pem", "key.pem", 5);
    try (Program program = Program.up(directory, HTTPS)) {
      program.awaitErr(line ->
          line.startsWith("the certificate for `localhost` in `cert.pem` expires in 4 days"));
      String metrics = program.get(program.admin() + "/metrics").body();
      String gauge = "sallyport_certificate_expiry_seconds{name=\"localhost\"} ";
      assertThat(metrics).contains(gauge);
      double seconds =
          Double.parseDouble(
              metrics
                  .substring(metrics.indexOf(gauge) + gauge.length())
                  .lines()
                  .findFirst()
                  .orElseThrow());
      assertThat(seconds).isBetween(4.9 * 86_400, 5.0 * 86_400);
    }
  }

  @Test
  void refusesToStartWithCertificatesThatCannotBeUsedAndNamesEach() throws Exception {
    copy(RESOURCES.resolve("expired.pem"), "expired.pem");
    copy(RESOURCES.resolve("expired-key.pem"), "expired-key.pem");
    Files.writeString(
        directory.resolve("sallyport.yaml"),
        """
        listeners:
          https:
            port: 0
            certificates:
              - {cert: expired.pem, key: expired-key.pem}
              - {cert: cert.pem, key: second-key.pem}
        """);
    for (String command : List.of("up", "check")) {
      try (Program program = Program.start(directory, command, "api.yaml")) {
        assertThat(program.exitCode()).isEqualTo(2);
        List<String> said = command.equals("up") ? program.err() : program.out();
        assertThat(said)
            .anyMatch(line ->
                line.startsWith("sallyport.yaml:5:9: error unusable-certificate")
                    && line.contains("expired at"))
            .anyMatch(line ->
                line.startsWith("sallyport.yaml:6:9: error unusable-certificate")
                    && line.contains("`second-key.pem` does not belong to `cert.pem`"));
      }
    }
  }

  private static String shown(Program program, String name, String trusted) throws Exception {
    // The certificate for another name is trusted as such, whatever the name.
    try (SSLSocket socket = connect(program, name, trusted)) {
      socket.startHandshake();
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getSubjectX500Principal().getName();
    }
  }

  /** A connection that asks for {@code name} and trusts one certificate alone. */
  private static SSLSocket connect(Program program, String name, String trusted) throws Exception {
    URI uri = URI.create(program.https());
    SSLSocket socket =
        (SSLSocket)
            Certificates.trusting(program.directory().resolve(trusted))
                .getSocketFactory()
                .createSocket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(10_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(name)));
    socket.setSSLParameters(parameters);
    return socket;
  }

  private void issue(String name, String certificate, String key, int days) throws Exception {
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=" + name,
                "-addext",
                "subjectAltName=DNS:" + name,
                "-days",
                Integer.toString(days),
                "-keyout",
                key,
                "-out",
                certificate)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(openssl.waitFor()).as(said).isZero();
  }

  private void move(String from, String to) throws Exception {
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  private void copy(Path from, String to) throws Exception {
    Files.copy(from, directory.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }
}
