package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.edge.Certificates;
import io.sallyport.edge.Gateway;
import io.sallyport.edge.wire.Grpc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tests of gRPC have in common: a caller and an endpoint that write frames as they like, and a
 * gateway between them that carries gRPC.
 */
abstract class OverGrpc {

  static final int END = RawFrame.END_STREAM | RawFrame.END_HEADERS;

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // made before all tests
  static Certificates local;

  private final List<RawEndpoint> endpoints = new ArrayList<>();
  private final List<RawHttp2> callers = new ArrayList<>();
  private @Nullable Gateway gateway;

  @BeforeAll
  static void make() throws Exception {
    local = Certificates.make(folder, "local", "dns:localhost,ip:127.0.0.1");
  }

  @AfterEach
  void stop() throws Exception {
    for (RawHttp2 caller : callers) {
      caller.close();
    }
    if (gateway != null) {
      gateway.close();
    }
    for (RawEndpoint endpoint : endpoints) {
      endpoint.close();
      assertThat(endpoint.failures).isEmpty();
    }
  }

  /** An endpoint without TLS. */
  RawEndpoint plain(RawEndpoint.Script script) throws Exception {
    return kept(RawEndpoint.plain(script));
  }

  RawEndpoint kept(RawEndpoint endpoint) {
    endpoints.add(endpoint);
    return endpoint;
  }

  static Gateway.Builder to(RawEndpoint endpoint) {
    return Gateway.to(endpoint.endpoint()).trusted(local.certificate()).grpc(Grpc.ON);
  }

  Gateway start(Gateway.Builder builder) throws Exception {
    Gateway made = builder.start();
    gateway = made;
    return made;
  }

  Gateway start(RawEndpoint.Script script) throws Exception {
    return start(to(plain(script)));
  }

  RawHttp2 caller(Gateway to, int... settings) throws IOException {
    RawHttp2 made = RawHttp2.plain(to.address()).handshake(settings);
    callers.add(made);
    return made;
  }

  /** The head of a call whose messages are to follow. */
  static RawHttp2 call(RawHttp2 caller, int stream, String... fields) {
    RawBlock block =
        RawBlock.request("POST", "/a.B/C", "content-type", "application/grpc", "te", "trailers");
    return caller.headers(stream, RawFrame.END_HEADERS, block.and(fields));
  }

  /** The head of an answer whose messages are to follow. */
  static RawHttp2 begin(RawHttp2 peer, int stream) {
    return peer.answer(
        stream, RawFrame.END_HEADERS, ":status", "200", "content-type", "application/grpc");
  }

  /** Fields that end an answer. */
  static RawHttp2 ends(RawHttp2 peer, int stream, String... fields) {
    return peer.answer(stream, END, fields);
  }

  static RawFields fields(RawFrame head) {
    return RawFields.of(head.payload());
  }
}
