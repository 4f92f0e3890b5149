package io.sallyport.edge.http2;

import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.Endpoint.Verification;
import io.sallyport.edge.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;

/**
 * An endpoint that chooses HTTP/2 by ALPN, or is spoken to without being asked, and does what a
 * test says, frame by frame.
 */
final class RawEndpoint implements AutoCloseable {

  /** What is done with one connection, of which nothing has been read. */
  interface Script {
    void run(RawHttp2 peer, int number) throws Exception;
  }

  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger ended = new AtomicInteger();
  final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private final ServerSocket server;

  RawEndpoint(Certificates local, Script script) throws Exception {
    this(secure(local, "h2"), script);
  }

  private RawEndpoint(ServerSocket server, Script script) {
    this.server = server;
    Thread.ofVirtual().start(() -> accept(script));
  }

  /** An endpoint over TLS that would choose one of {@code protocols}. */
  static RawEndpoint choosing(Certificates local, Script script, String... protocols)
      throws Exception {
    return new RawEndpoint(secure(local, protocols), script);
  }

  /** An endpoint without TLS. */
  static RawEndpoint plain(Script script) throws Exception {
    return new RawEndpoint(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  private static ServerSocket secure(Certificates local, String... protocols) throws Exception {
    SSLServerSocket socket =
        (SSLServerSocket)
            local
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    return socket;
  }

  Endpoint endpoint() {
    boolean secure = server instanceof SSLServerSocket;
    String host = secure ? "localhost" : "127.0.0.1";
    return new Endpoint(host, server.getLocalPort(), secure, Verification.FULL);
  }

  private void accept(Script script) {
    try {
      while (true) {
        Socket socket = server.accept();
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(script, socket, number));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Script script, Socket socket, int number) {
    try (RawHttp2 peer = new RawHttp2(socket)) {
      script.run(peer, number);
    } catch (Exception | AssertionError e) {
      failures.add(e);
    } finally {
      ended.incrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
