package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.edge.ocsp.Authority;
import io.sallyport.edge.ocsp.Authority.Issued;
import io.sallyport.edge.tls.CertificateFiles;
import io.sallyport.edge.tls.Stapling;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificate a caller is shown. */
class SniTest {

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // made before all tests
  private static Authority authority;

  @BeforeAll
  static void make() throws Exception {
    authority = new Authority("Names");
  }

  @Test
  void showsTheCertificateForTheNameAsked() throws Exception {
    try (Gateway gateway =
        serving(
            issue("default.example"),
            issue("a.example", "b.example"),
            issue("*.example"),
            issue("*.deep.example"),
            issue("exact.deep.example"))) {
      for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
        assertThat(shown(gateway, "a.example", protocol)).isEqualTo("a.example");
        assertThat(shown(gateway, "B.EXAMPLE", protocol)).isEqualTo("a.example");
        assertThat(shown(gateway, "c.example", protocol)).isEqualTo("*.example");
        assertThat(shown(gateway, "exact.deep.example", protocol)).isEqualTo("exact.deep.example");
        assertThat(shown(gateway, "x.deep.example", protocol)).isEqualTo("*.deep.example");
      }
    }
  }

  @Test
  void showsTheDefaultWhereNoNameFits() throws Exception {
    try (Gateway gateway = serving(issue("default.example"), issue("*.deep.example"))) {
      assertThat(shownTo(gateway, null, "TLSv1.3")).isEqualTo("default.example");
      assertThat(shownTo(gateway, null, "TLSv1.2")).isEqualTo("default.example");
      assertThat(shown(gateway, "nobody.test", "TLSv1.3")).isEqualTo("default.example");
      // A wildcard stands for one label, and for one that is there.
      assertThat(shown(gateway, "deep.example", "TLSv1.3")).isEqualTo("default.example");
      assertThat(shown(gateway, "x.y.deep.example", "TLSv1.3")).isEqualTo("default.example");
    }
  }

  @Test
  void showsTheCertificateForANameThatIsNoHostName() throws Exception {
    try (Gateway gateway = serving(issue("default.example"), issue("*.example"))) {
      // The JDK cannot ask for it, but browsers do.
      assertThat(shownTo(gateway, new Name("under_score.example"), "TLSv1.3"))
          .isEqualTo("*.example");
      assertThat(shownTo(gateway, new Name("x"), "TLSv1.3")).isEqualTo("default.example");
    }
  }

  @Test
  void choosesAmongAThousand() throws Exception {
    KeyPair shared = Authority.keyPair();
    List<CertificateFiles> all = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Issued one = authority.order("n" + i + ".example").keys(shared).into(folder, "n" + i);
      all.add(new CertificateFiles(one.file(), one.key(), null));
    }
    try (Gateway gateway = serving(all)) {
      for (int i = 0; i < 1000; i += 37) {
        String name = "n" + i + ".example";
        assertThat(shown(gateway, name, "TLSv1.3")).isEqualTo(name);
      }
    }
  }

  private static CertificateFiles issue(String... names) throws Exception {
    Issued issued =
        authority.order(names).into(folder, names[0].replace('*', '_') + "-" + System.nanoTime());
    return new CertificateFiles(issued.file(), issued.key(), null);
  }

  private static Gateway serving(CertificateFiles... files) throws Exception {
    return serving(List.of(files));
  }

  private static Gateway serving(List<CertificateFiles> files) throws Exception {
    return Gateway.mock().tls(new EdgeSettings.Tls("127.0.0.1", 0, files, Stapling.OFF)).start();
  }

  private static String shown(Gateway gateway, String name, String protocol) throws Exception {
    return shownTo(gateway, new SNIHostName(name), protocol);
  }

  /** The first name of the certificate shown to a caller that asks for {@code name}. */
  private static String shownTo(Gateway gateway, @Nullable SNIServerName name, String protocol)
      throws Exception {
    int port = Objects.requireNonNull(gateway.bound.https()).getPort();
    try (SSLSocket socket =
        (SSLSocket) authority.trusting().getSocketFactory().createSocket("127.0.0.1", port)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(new String[] {protocol});
      parameters.setServerNames(name == null ? List.of() : List.of(name));
      socket.setSSLParameters(parameters);
      assertThat(new RawClient(socket).get("/").reply().status()).isEqualTo(200);
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return String.valueOf(
          List.copyOf(Objects.requireNonNull(shown.getSubjectAlternativeNames()))
              .getFirst()
              .get(1));
    }
  }

  /** A name the JDK's own class refuses. */
  private static final class Name extends SNIServerName {
    Name(String name) {
      super(0, name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
  }
}
