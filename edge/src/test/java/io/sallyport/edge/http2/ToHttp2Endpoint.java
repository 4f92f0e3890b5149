package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.edge.Certificates;
import io.sallyport.edge.Gateway;
import io.sallyport.edge.RawClient;
import io.sallyport.edge.tls.UpstreamHttp2;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tests of calls to an endpoint have in common that chooses HTTP/2 and writes frames as it
 * likes.
 */
abstract class ToHttp2Endpoint {

  static final int END = RawFrame.END_STREAM | RawFrame.END_HEADERS;

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // made before all tests
  static Certificates local;

  private @Nullable RawEndpoint endpoint;
  private @Nullable Gateway gateway;

  @BeforeAll
  static void make() throws Exception {
    local = Certificates.make(folder, "local", "dns:localhost,ip:127.0.0.1");
  }

  @AfterEach
  void stop() throws Exception {
    if (gateway != null) {
      gateway.close();
    }
    if (endpoint != null) {
      endpoint.close();
      assertThat(endpoint.failures).isEmpty();
    }
  }

  RawEndpoint endpoint(RawEndpoint.Script script) throws Exception {
    RawEndpoint made = new RawEndpoint(local, script);
    endpoint = made;
    return made;
  }

  static Gateway.Builder to(RawEndpoint endpoint) {
    return Gateway.to(endpoint.endpoint())
        .trusted(local.certificate())
        .upstreamHttp2(UpstreamHttp2.OFFERED);
  }

  Gateway start(Gateway.Builder builder) throws Exception {
    Gateway made = builder.start();
    gateway = made;
    return made;
  }

  Gateway start(RawEndpoint.Script script) throws Exception {
    return start(to(endpoint(script)));
  }

  /** Answers {@code count} requests. */
  static void answer(RawHttp2 peer, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      RawFrame head = peer.awaitFrame(RawFrame.HEADERS);
      ok(peer, head.stream());
    }
  }

  static void ok(RawHttp2 peer, int stream) {
    peer.answer(stream, RawFrame.END_HEADERS, ":status", "200", "content-length", "2")
        .data(stream, RawFrame.END_STREAM, "ok");
  }

  static int status(Gateway gateway) throws Exception {
    try (RawClient client = gateway.client()) {
      return client.get("/").reply().status();
    }
  }
}
