package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.Endpoint.Verification;
import io.sallyport.edge.Certificates;
import io.sallyport.edge.EdgeSettings;
import io.sallyport.edge.Gateway;
import io.sallyport.edge.RawClient;
import io.sallyport.edge.tls.CipherSuites;
import io.sallyport.edge.tls.UpstreamHttp2;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cipher suites of TLS 1.2 that HTTP/2 forbids, RFC 9113 section 9.2.2. */
class Http2SuitesTest {

  private static final String GOOD = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
  @TempDir private static Path folder;

  /** With a key of RSA: of the suites for others, none that is offered is forbidden. */
  @SuppressWarnings("NullAway.Init") // made before all tests
  private static Certificates local;

  private static final String FORBIDDEN = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";

  @BeforeAll
  static void make() throws Exception {
    local = Certificates.makeRsa(folder, "local", "dns:localhost,ip:127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_DHE_RSA_WITH_AES_128_CCM"
      })
  void letsHttp2HaveSuitesOfEphemeralKeysAndAuthenticatedEncryption(String suite) {
    assertThat(CipherSuites.forbiddenForHttp2(suite)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_NULL_WITH_NULL_NULL",
        "SSL_RSA_WITH_3DES_EDE_CBC_SHA",
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_RSA_WITH_AES_128_CBC_SHA",
        "TLS_DH_anon_WITH_AES_128_GCM_SHA256",
        "TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
        "ECDHE-RSA-AES128-GCM-SHA256",
        ""
      })
  void forbidsHttp2AllOthers(String suite) {
    assertThat(CipherSuites.forbiddenForHttp2(suite)).isTrue();
  }

  @Test
  void endsHttp2OverASuiteThatItForbids() throws Exception {
    Echo echo = new Echo();
    try (Gateway secure = secure(echo);
        RawHttp2 caller = new RawHttp2(socket(secure, "h2", FORBIDDEN))) {
      caller.send(RawHttp2.PREFACE).settings().get(1, "/");
      caller.readSettings();
      caller.awaitConnectionError(RawFrame.INADEQUATE_SECURITY);
      assertThat(echo.calls()).isZero();
    }
  }

  @Test
  void choosesASuiteForHttp2ThoughTheCallerLikesAForbiddenOneBetter() throws Exception {
    try (Gateway secure = secure(new Echo());
        SSLSocket socket = socket(secure, "h2", FORBIDDEN, GOOD);
        RawHttp2 caller = new RawHttp2(socket)) {
      assertThat(socket.getSession().getCipherSuite()).isEqualTo(GOOD);
      assertThat(caller.handshake().get(1, "/").awaitAnswer(1).status()).isEqualTo(200);
    }
  }

  @Test
  void servesHttp1OverASuiteThatHttp2Forbids() throws Exception {
    try (Gateway secure = secure(new Echo());
        RawClient client = new RawClient(socket(secure, "http/1.1", FORBIDDEN))) {
      assertThat(client.get("/").reply().status()).isEqualTo(200);
    }
  }

  @Test
  void sendsNothingToAnEndpointThatChoosesHttp2WithASuiteItForbids() throws Exception {
    try (SSLServerSocket server = server(FORBIDDEN);
        Gateway gateway = to(server).start()) {
      try (RawClient client = gateway.client()) {
        client.get("/");
        try (SSLSocket peer = (SSLSocket) server.accept()) {
          peer.setSoTimeout(10_000);
          assertThat(received(peer)).isEmpty();
        }
        assertThat(client.reply().status()).isEqualTo(504);
      }
      assertThat(gateway.refusal().reason()).contains("`" + FORBIDDEN + "`");
    }
  }

  private static byte[] received(SSLSocket peer) {
    try {
      return peer.getInputStream().readAllBytes();
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static Gateway secure(Echo echo) throws Exception {
    return Gateway.answering(echo)
        .tls(new EdgeSettings.Tls(0, local.certificate(), local.key()))
        .start();
  }

  /** A connection of TLS 1.2 with nothing but {@code suites}. */
  private static SSLSocket socket(Gateway secure, String protocol, String... suites)
      throws Exception {
    InetSocketAddress address = Objects.requireNonNull(secure.bound.https());
    SSLSocket socket =
        (SSLSocket)
            local
                .context()
                .getSocketFactory()
                .createSocket(address.getAddress(), address.getPort());
    socket.setEnabledProtocols(new String[] {"TLSv1.2"});
    socket.setEnabledCipherSuites(suites);
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static SSLServerSocket server(String suite) throws Exception {
    SSLServerSocket server =
        (SSLServerSocket)
            local
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setEnabledProtocols(new String[] {"TLSv1.2"});
    server.setEnabledCipherSuites(new String[] {suite});
    var parameters = server.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    server.setSSLParameters(parameters);
    return server;
  }

  private static Gateway.Builder to(SSLServerSocket server) {
    return Gateway.to(new Endpoint("localhost", server.getLocalPort(), true, Verification.FULL))
        .trusted(local.certificate())
        .upstreamHttp2(UpstreamHttp2.OFFERED);
  }
}
