package io.sallyport.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.sallyport.core.pipeline.Times;
import io.sallyport.edge.ocsp.Authority;
import io.sallyport.edge.ocsp.Authority.Issued;
import io.sallyport.edge.ocsp.OpenSsl;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions, and the life of what the TLS library holds. */
class ServerTlsTest {

  @TempDir private Path folder;

  private final Authority authority;
  private List<CertificateFiles> files;
  private ServerTls tls;

  @SuppressWarnings("NullAway.Init") // the rest is made before each test
  ServerTlsTest() throws Exception {
    authority = new Authority("Sessions");
  }

  @BeforeEach
  void open() throws Exception {
    Issued issued = authority.order("localhost").into(folder, "served");
    files = List.of(new CertificateFiles(issued.file(), issued.key(), null));
    tls = ServerTls.open(files, Stapling.OFF, Duration.ofSeconds(10).toNanos(), Times.SYSTEM);
  }

  @AfterEach
  void close() {
    tls.close();
  }

  private void renew() throws Exception {
    authority.order("localhost").into(folder, "served");
    assertThat(tls.replace(files).replaced()).hasSize(1);
  }

  @Test
  void namesEveryCertificateThatCannotBeUsed() {
    Path missing = folder.resolve("missing");
    CertificateFiles bad = new CertificateFiles(missing, missing, null);
    assertThatThrownBy(() ->
            ServerTls.open(List.of(bad, files.getFirst(), bad), Stapling.OFF, 1, Times.SYSTEM))
        .isInstanceOfSatisfying(
            TlsProblem.class, problem -> assertThat(problem.certificates()).hasSize(2));
    assertThat(ServerTls.check(List.of(bad, files.getFirst()), Times.SYSTEM)).hasSize(1);
  }

  @Test
  void theMemoryOfAnOldCertificateGoesWithItsLastConnection() throws Exception {
    SslContext old = tls.retained();
    ReferenceCountUtil.release(old);
    SslHandler connection = tls.handler(UnpooledByteBufAllocator.DEFAULT);
    renew();
    assertThat(ReferenceCountUtil.refCnt(old)).isEqualTo(1);
    ReferenceCountUtil.release(connection.engine());
    assertThat(ReferenceCountUtil.refCnt(old)).isZero();
  }

  @Test
  void makesNoHandlerOnceItIsClosed() {
    tls.close();
    assertThatThrownBy(() -> tls.handler(UnpooledByteBufAllocator.DEFAULT))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void resumesASession(String protocol) throws Exception {
    try (TestListener listener = new TestListener(tls)) {
      SSLContext client = authority.trusting();
      long first = created(client, listener, protocol);
      assertThat(created(client, listener, protocol)).isEqualTo(first);
      assertThat(created(authority.trusting(), listener, protocol)).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void resumesASessionOfTheCertificateBefore(String protocol) throws Exception {
    try (TestListener listener = new TestListener(tls)) {
      SSLContext client = authority.trusting();
      long first = created(client, listener, protocol);
      renew();
      assertThat(created(client, listener, protocol)).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void forgetsASessionAfterTwoPeriodsOfKeys(String protocol) throws Exception {
    try (TestListener listener = new TestListener(tls)) {
      SSLContext within = authority.trusting();
      long first = created(within, listener, protocol);
      tls.rotateTicketKeys();
      assertThat(created(within, listener, protocol)).isEqualTo(first);
      SSLContext after = authority.trusting();
      long second = created(after, listener, protocol);
      tls.rotateTicketKeys();
      tls.rotateTicketKeys();
      assertThat(created(after, listener, protocol)).isNotEqualTo(second);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void opensslResumesItsSessionAcrossACertificateToo(String protocol) throws Exception {
    try (TestListener listener = new TestListener(tls)) {
      assertThat(client(listener, protocol, "-sess_out")).contains("New, TLSv1.");
      renew();
      assertThat(client(listener, protocol, "-sess_in")).contains("Reused, TLSv1.");
    }
  }

  /**
   * A connection that sends one byte and waits for the answer, with which TLS 1.3's tickets come.
   */
  private String client(TestListener listener, String protocol, String session) throws Exception {
    return OpenSsl.run(
        folder,
        "s_client",
        "-connect",
        "127.0.0.1:" + listener.port(),
        protocol,
        "-ign_eof",
        session,
        "session.pem");
  }

  /** When the session of a new connection was made: earlier than now if it was resumed. */
  private static long created(SSLContext client, TestListener listener, String protocol)
      throws IOException, InterruptedException {
    // Two sessions made one after the other differ by a millisecond at least.
    Thread.sleep(2);
    try (SSLSocket socket =
        (SSLSocket)
            client
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), listener.port())) {
      socket.setSoTimeout(10_000);
      socket.setEnabledProtocols(new String[] {protocol});
      socket.getOutputStream().write('?');
      assertThat(socket.getInputStream().read()).isEqualTo('!');
      return socket.getSession().getCreationTime();
    }
  }
}
