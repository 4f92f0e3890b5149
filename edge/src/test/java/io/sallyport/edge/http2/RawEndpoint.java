package io.sallyport.edge.http2;

import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.Endpoint.Verification;
import io.sallyport.edge.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;

/** An endpoint that chooses HTTP/2 by ALPN and does what a test says, frame by frame. */
final class RawEndpoint implements AutoCloseable {

  /** What is done with one connection, of which nothing has been read. */
  interface Script {
    void run(RawHttp2 peer, int number) throws Exception;
  }

  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger ended = new AtomicInteger();
  final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private final SSLServerSocket server;

  RawEndpoint(Certificates local, Script script) throws Exception {
    server =
        (SSLServerSocket)
            local
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var parameters = server.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    server.setSSLParameters(parameters);
    Thread.ofVirtual().start(() -> accept(script));
  }

  Endpoint endpoint() {
    return new Endpoint("localhost", server.getLocalPort(), true, Verification.FULL);
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
