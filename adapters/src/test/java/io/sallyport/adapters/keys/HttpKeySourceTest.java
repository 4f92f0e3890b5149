package io.sallyport.adapters.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.KeySource;
import io.sallyport.core.pipeline.KeySource.Document;
import io.sallyport.core.pipeline.KeySource.Fetched;
import io.sallyport.core.pipeline.KeySource.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents over real connections, from servers that behave and servers that do not. */
final class HttpKeySourceTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int LIMIT = 150_000;

  @TempDir Path directory;

  private final KeySource source = new HttpKeySource(null);

  @Test
  void readsADocumentAndHowLongItMayBeKept() throws Exception {
    try (Provider provider =
        Provider.answering("200 OK\r\nCache-Control: public, max-age=600", "{}")) {
      assertThat(fetch(provider.uri("http"), Duration.ofSeconds(5)))
          .isInstanceOfSatisfying(
              Document.class,
              document -> {
                assertThat(document.content().text()).isEqualTo("{}");
                assertThat(document.maxAge()).isEqualTo(Duration.ofMinutes(10));
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "max-age=60, 60",
    "'public,max-age=60,x=1', 60",
    "s-maxage=60, -1",
    "no-store, 0",
    "'no-cache, max-age=60', 0",
    "'', -1",
    "max-age=-1, -1",
    "max-age=99999999999, -1"
  })
  void readsCacheControl(String control, long seconds) {
    assertThat(HttpKeySource.maxAge(control)).hasSeconds(seconds);
  }

  @Test
  void givesUpOnAServerThatSaysNothing() throws Exception {
    try (Provider provider = new Provider(out -> Thread.sleep(60_000))) {
      long start = System.nanoTime();
      assertThat(reason(fetch(provider.uri("http"), SHORT)))
          .contains("has not answered whole after 300 ms");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void givesUpOnAServerThatTrickles() throws Exception {
    AtomicInteger bytes = new AtomicInteger();
    try (Provider provider =
        new Provider(out -> {
          out.write(Provider.bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));
          while (bytes.incrementAndGet() < 1000) {
            out.write(' ');
            out.flush();
            Thread.sleep(20);
          }
        })) {
      assertThat(reason(fetch(provider.uri("http"), SHORT)))
          .contains("has not answered whole after 300 ms");
      long end = System.nanoTime() + 5_000_000_000L;
      int before;
      do {
        before = bytes.get();
        Thread.sleep(100);
      } while (bytes.get() != before && System.nanoTime() < end);
      assertThat(bytes.get()).as("the connection was closed").isLessThan(1000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'Content-Length: 5368709120'",
    "'Transfer-Encoding: chunked'",
    "'Connection: close'"
  })
  void stopsReadingBehindTheLimit(String framing) throws Exception {
    byte[] chunk = new byte[16 * 1024];
    boolean chunked = framing.startsWith("Transfer");
    try (Provider provider =
        new Provider(out -> {
          out.write(Provider.bytes("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n"));
          for (long sent = 0; sent < 5L << 30; sent += chunk.length) {
            if (chunked) {
              out.write(Provider.bytes("4000\r\n"));
            }
            out.write(chunk);
            if (chunked) {
              out.write(Provider.bytes("\r\n"));
            }
          }
        })) {
      assertThat(reason(fetch(provider.uri("http"), Duration.ofSeconds(10))))
          .endsWith("is longer than 150000 bytes");
      Thread.sleep(100);
      assertThat(provider.written.get()).isLessThan(64L << 20);
    }
  }

  @Test
  void followsNoRedirect() throws Exception {
    try (Provider elsewhere = Provider.answering("200 OK", "{}");
        Provider provider =
            Provider.answering("302 Found\r\nLocation: " + elsewhere.uri("http"), "")) {
      assertThat(reason(fetch(provider.uri("http"), Duration.ofSeconds(5))))
          .endsWith("answers 302");
      assertThat(elsewhere.requests).hasValue(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"garbage", "HTTP/1.1 abc", "''"})
  void refusesWhatIsNotHttp(String garbage) throws Exception {
    try (Provider provider = new Provider(out -> out.write(Provider.bytes(garbage + "\r\n\r\n")))) {
      assertThat(reason(fetch(provider.uri("http"), Duration.ofSeconds(5))))
          .contains("cannot be read");
    }
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    URI uri;
    try (Provider provider = Provider.answering("200 OK", "{}")) {
      uri = provider.uri("http");
    }
    assertThat(reason(fetch(uri, Duration.ofSeconds(5)))).contains("cannot be read");
    assertThat(reason(fetch(URI.create("ftp://localhost/x"), SHORT))).contains("cannot be asked");
  }

  @Test
  void trustsTheAuthoritiesTheOperatorAdds() throws Exception {
    Path pem = directory.resolve("authority.pem");
    SSLContext tls = selfSigned(pem);
    ServerSocket listener =
        tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (Provider provider =
        new Provider(
            listener,
            out -> out.write(Provider.bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")))) {
      assertThat(reason(fetch(provider.uri("https"), Duration.ofSeconds(10)))).contains("PKIX");
      assertThat(fetch(new HttpKeySource(pem), provider.uri("https"), Duration.ofSeconds(10)))
          .isInstanceOf(Document.class);
    }
  }

  private Fetched fetch(URI uri, Duration timeout) throws Exception {
    return fetch(source, uri, timeout);
  }

  private static Fetched fetch(KeySource source, URI uri, Duration timeout) throws Exception {
    CompletableFuture<Fetched> fetched = new CompletableFuture<>();
    source.fetch(uri, timeout, LIMIT, fetched::complete);
    return fetched.get(20, TimeUnit.SECONDS);
  }

  private static String reason(Fetched fetched) {
    assertThat(fetched).isInstanceOf(Unavailable.class);
    return ((Unavailable) fetched).reason();
  }

  /** A server's TLS for {@code localhost}, and its certificate in {@code pem}. */
  private SSLContext selfSigned(Path pem) throws Exception {
    Path store = directory.resolve("store.p12");
    char[] password = "secret".toCharArray();
    keytool(
        "-genkeypair",
        "-alias",
        "a",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-keystore",
        store.toString(),
        "-storepass",
        "secret");
    KeyStore keys = KeyStore.getInstance(store.toFile(), password);
    String encoded =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.getCertificate("a").getEncoded());
    Files.writeString(
        pem, "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
