package io.sallyport.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes keys and self-signed certificates with the JDK's own keytool. */
public record Certificates(Path certificate, Path key, KeyStore store) {

  private static final char[] PASSWORD = "changeit".toCharArray();

  /** A self-signed certificate for {@code names}, such as {@code dns:localhost,ip:127.0.0.1}. */
  public static Certificates make(Path folder, String name, String names, String... more)
      throws Exception {
    return make(folder, name, names, List.of("EC", "-groupname", "secp256r1"), more);
  }

  /** The same with an RSA key of 2,048 bits. */
  public static Certificates makeRsa(Path folder, String name, String names) throws Exception {
    return make(folder, name, names, List.of("RSA", "-keysize", "2048"));
  }

  private static Certificates make(
      Path folder, String name, String names, List<String> algorithm, String... more)
      throws Exception {
    Path file = folder.resolve(name + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + names,
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString()));
    command.add("-keyalg");
    command.addAll(algorithm);
    command.addAll(Arrays.asList(more));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Files.createTempFile(folder, "keytool", ".log").toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
    Certificate certificate = Objects.requireNonNull(store.getCertificate("a"));
    Key key = Objects.requireNonNull(store.getKey("a", PASSWORD));
    return new Certificates(
        pem(folder.resolve(name + ".crt"), "CERTIFICATE", certificate.getEncoded()),
        pem(folder.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded()),
        store);
  }

  X509Certificate x509() throws Exception {
    return (X509Certificate) store.getCertificate("a");
  }

  PrivateKey privateKey() throws Exception {
    return (PrivateKey) store.getKey("a", PASSWORD);
  }

  /** A context of the JDK's TLS that shows and trusts this certificate. */
  public SSLContext context() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("a", x509());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /** An endpoint that shows this certificate and gives every request {@code answer}. */
  FakeUpstream saying(String answer) throws Exception {
    return new FakeUpstream(
        context()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        peer -> {
          while (peer.request()) {
            peer.send(answer);
          }
        });
  }

  static Path pem(Path file, String label, byte[] encoded) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
  }
}
