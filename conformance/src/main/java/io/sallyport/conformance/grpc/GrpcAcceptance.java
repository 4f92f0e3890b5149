package io.sallyport.conformance.grpc;

import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.ClientCalls;
import io.sallyport.conformance.corpus.Gateway;
import io.sallyport.conformance.corpus.NotRunException;
import io.sallyport.conformance.corpus.Product;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Puts the packaged product between a client and a server of gRPC and prints PASS or FAIL for each
 * case, with TLS and without it on either side. Arguments: the product's launcher, a certificate
 * for {@code localhost} and {@code 127.0.0.1}, and its key, both PEM.
 */
public final class GrpcAcceptance {

  /** Held, because a logger that nobody holds forgets its level: the cases say what went wrong. */
  private static final Logger LIBRARY = Logger.getLogger("io.grpc");

  private static final Methods PLAIN = new Methods("plain.Test");
  private static final Methods SECURE = new Methods("secure.Test");

  private final File certificate;
  private final File key;
  private final PrintStream out;
  private int failures;

  private GrpcAcceptance(File certificate, File key, PrintStream out) {
    this.certificate = certificate;
    this.key = key;
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    LIBRARY.setLevel(Level.OFF);
    GrpcAcceptance acceptance =
        new GrpcAcceptance(new File(arguments[1]), new File(arguments[2]), System.out);
    acceptance.run(new Product(Path.of(arguments[0])));
    System.exit(acceptance.failures == 0 ? 0 : 1);
  }

  private void run(Product product) throws Exception {
    Path folder = Files.createTempDirectory("sallyport-grpc");
    try (Endpoint plain = Endpoint.plain(PLAIN);
        Endpoint secure = Endpoint.secure(SECURE, certificate, key);
        ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Gateway gateway = up(product, folder, plain, secure, deaf)) {
      Thread.ofVirtual().start(() -> speakHttp1(deaf));
      try (Caller open = Caller.plain(gateway.http(), PLAIN);
          Caller openToSecure = Caller.plain(gateway.http(), SECURE);
          Caller closed = Caller.secure(gateway.https(), SECURE, certificate);
          Caller closedToPlain = Caller.secure(gateway.https(), PLAIN, certificate)) {
        cases("plain_to_plain", new Cases(open, plain));
        cases("plain_to_tls", new Cases(openToSecure, secure));
        cases("tls_to_tls", new Cases(closed, secure));
        cases("tls_to_plain", new Cases(closedToPlain, plain));
      }
      refusals(gateway);
      print("drains", () -> Cases.check(0, gateway.stop()));
    }
  }

  private Gateway up(
      Product product, Path folder, Endpoint plain, Endpoint secure, ServerSocket deaf)
      throws IOException, NotRunException {
    int nobody;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = unused.getLocalPort();
    }
    String definition =
        "{\"openapi\": \"3.0.1\", \"info\": {\"title\": \"calls\", \"version\": \"1\"}, \"paths\":"
            + " {"
            + String.join(
                ", ",
                route("plain.Test", "http://127.0.0.1:" + plain.port(), 30_000),
                route("secure.Test", "https://localhost:" + secure.port(), 30_000),
                route("slow.Test", "http://127.0.0.1:" + plain.port() + "/plain.Test/Sleep", 300),
                route("down.Test", "http://127.0.0.1:" + nobody, 30_000),
                route("deaf.Test", "http://127.0.0.1:" + deaf.getLocalPort(), 30_000),
                route("tlsless.Test", "https://localhost:" + plain.port(), 30_000))
            + "}}";
    Files.writeString(folder.resolve("calls.json"), definition);
    Path configuration = folder.resolve("sallyport.yaml");
    Files.writeString(
        configuration, "grpc: on\nupstreamTrust: " + certificate.getAbsolutePath() + "\n");
    return product.up(
        List.of(
            folder.resolve("calls.json").toString(),
            "--config",
            configuration.toString(),
            "--type",
            "http",
            "--tls-port",
            "0",
            "--cert",
            certificate.getAbsolutePath(),
            "--key",
            key.getAbsolutePath()));
  }

  /** The route of every method of {@code service}; an address with a path is called as it is. */
  private static String route(String service, String address, int timeoutMillis) {
    boolean whole = address.indexOf('/', "https://".length()) > 0;
    String uri = whole ? address : address + "/" + service + "/{method}";
    return """
    "/%s/{method}": {"x-amazon-apigateway-any-method": {
      "parameters": [{"name": "method", "in": "path", "required": true, "schema": {"type": "string"}}],
      "responses": {"default": {"description": "any"}},
      "x-amazon-apigateway-integration": {"type": "http_proxy", "httpMethod": "ANY",
        "uri": "%s", "payloadFormatVersion": "1.0", "timeoutInMillis": %d}}}\
    """
        .formatted(service, uri, timeoutMillis);
  }

  /** Answers every connection in HTTP/1.1, whatever it was asked. */
  private static void speakHttp1(ServerSocket server) {
    while (true) {
      try (var socket = server.accept()) {
        socket.getOutputStream().write(Endpoint.bytes("HTTP/1.1 400 Bad Request\r\n\r\n"));
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
      }
    }
  }

  private void cases(String where, Cases cases) {
    cases.all().forEach((name, one) -> print(where + "." + name, one));
  }

  /** What clients make of the gateway's own answers, by gRPC's table of HTTP statuses. */
  private void refusals(Gateway gateway) {
    refusal(gateway, "unknown_route", "none.Test", Code.UNIMPLEMENTED, "404");
    refusal(gateway, "integration_timeout", "slow.Test", Code.UNAVAILABLE, "503");
    refusal(gateway, "server_down", "down.Test", Code.UNAVAILABLE, "503");
    refusal(gateway, "endpoint_without_http2", "deaf.Test", Code.UNAVAILABLE, "502");
    refusal(gateway, "endpoint_without_tls", "tlsless.Test", Code.UNAVAILABLE, "503");
  }

  private void refusal(Gateway gateway, String name, String service, Code code, String http) {
    print(
        name,
        () -> {
          try (Caller caller = Caller.plain(gateway.http(), new Methods(service))) {
            Status status =
                Cases.statusOf(() ->
                    ClientCalls.blockingUnaryCall(
                        caller.channel(),
                        caller.methods().echo(),
                        CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                        Endpoint.bytes("hello")));
            Cases.check(code, status.getCode());
            Cases.names(status, "HTTP status code " + http);
          }
        });
  }

  @SuppressWarnings("CatchAndPrintStackTrace") // the trace is the report of a case that fails
  private void print(String name, Cases.Case one) {
    try {
      one.run();
      out.println("PASS " + name);
    } catch (Exception | AssertionError e) {
      failures++;
      out.println("FAIL " + name + ": " + e.getMessage());
      e.printStackTrace();
    }
  }
}
