package io.sallyport.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The switch {@code grpc}, from the configuration to what an endpoint is spoken to in. */
class GrpcTest {

  private static final Path CERTIFICATE =
      Path.of("src/test/resources/tls/cert.pem").toAbsolutePath();

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "mode: dev, POST, 503",
    "grpc: off, POST, 503",
    "grpc: on,  PRI , 502",
  })
  void isSpokenToEndpointsWhereSwitchedOnAlone(String line, String first, int status)
      throws Exception {
    try (Hearing endpoint = new Hearing()) {
      write("sallyport.yaml", line);
      write("api.yaml", definition(endpoint.port()));
      try (Program program = up();
          HttpClient client =
              HttpClient.newBuilder().sslContext(Certificates.trusting(CERTIFICATE)).build()) {
        HttpResponse<String> refused = client.send(call(program), BodyHandlers.ofString());
        assertThat(refused.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(refused.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(endpoint.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(first.strip());
      }
    }
  }

  @Test
  void needsARestartToBeSwitched() throws Exception {
    write("api.yaml", definition(9));
    write("sallyport.yaml", "grpc: off");
    try (Program program = up()) {
      write("sallyport.yaml", "grpc: on");
      assertThat(program.post(program.admin() + "/reload").body())
          .contains("needs-restart", "`grpc`");
    }
  }

  private Program up() throws Exception {
    return Program.up(
        directory,
        "api.yaml",
        "--no-watch",
        "--type",
        "http",
        "--tls-port",
        "0",
        "--cert",
        CERTIFICATE.toString(),
        "--key",
        CERTIFICATE.resolveSibling("key.pem").toString());
  }

  private static HttpRequest call(Program program) {
    return HttpRequest.newBuilder(URI.create(program.https() + "/a.B/C"))
        .timeout(Duration.ofSeconds(20))
        .header("content-type", "application/grpc")
        .POST(BodyPublishers.ofString("hello"))
        .build();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static String definition(int port) {
    return """
    openapi: 3.0.1
    info: {title: Calls, version: "1"}
    paths:
      /a.B/{method}:
        post:
          parameters: [{name: method, in: path, required: true, schema: {type: string}}]
          responses: {default: {description: x}}
          x-amazon-apigateway-integration:
            type: http_proxy
            httpMethod: POST
            uri: http://127.0.0.1:PORT/a.B/{method}
            payloadFormatVersion: "1.0"
    """
        .replace("PORT", Integer.toString(port));
  }

  /** An endpoint that hears the first word of each connection, and ends it. */
  private static final class Hearing implements AutoCloseable {

    final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    Hearing() throws IOException {
      Thread.ofVirtual().start(this::hear);
    }

    private void hear() {
      while (true) {
        try (Socket socket = server.accept()) {
          byte[] first = socket.getInputStream().readNBytes(4);
          heard.add(new String(first, StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
          if (server.isClosed()) {
            return;
          }
        }
      }
    }

    int port() {
      return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
