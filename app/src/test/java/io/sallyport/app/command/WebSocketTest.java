package io.sallyport.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebSocket through the running program, by a client and a server that are not ours. */
class WebSocketTest {

  private static final Path CERTIFICATE =
      Path.of("src/test/resources/tls/cert.pem").toAbsolutePath();
  private static final Path KEY = CERTIFICATE.resolveSibling("key.pem");

  @TempDir private Path directory;

  @Test
  void refusesAHandshakeByDefaultAndTheLogSaysWhy() throws Exception {
    try (ChatServer server = new ChatServer(null);
        HttpClient client = HttpClient.newHttpClient()) {
      write("api.yaml", Definitions.chat("http://127.0.0.1:" + server.port()));
      write(
          "sallyport.yaml",
          "accessLog: {file: stdout, format: 'line $context.requestId $context.status"
              + " $context.error.message'}");
      try (Program program = Program.up(directory, "api.yaml", "--type", "http")) {
        assertThatThrownBy(() -> ChatClient.open(client, program.http() + "/chat"))
            .isInstanceOf(ExecutionException.class)
            .cause()
            .isInstanceOfSatisfying(
                WebSocketHandshakeException.class,
                e -> assertThat(e.getResponse().statusCode()).isEqualTo(400));
        program.awaitOut(line -> line.endsWith(" 400 WebSocket is not switched on"));
        assertThat(server.told).isEmpty();
      }
    }
  }

  @Test
  void passesMessagesPingsAndCloseCodesBothWays() throws Exception {
    try (ChatServer server = new ChatServer(null);
        HttpClient client = HttpClient.newHttpClient()) {
      write("api.yaml", Definitions.chat("http://127.0.0.1:" + server.port() + "/room"));
      write(
          "sallyport.yaml",
          "webSocket: passed\n"
              + "accessLog: {file: stdout, format: 'line $context.requestId $context.status"
              + " $context.responseLength $context.responseLatency'}");
      try (Program program = Program.up(directory, "api.yaml", "--type", "http")) {
        ChatClient chat = ChatClient.open(client, program.http() + "/chat?a=b", "chat");
        assertThat(server.next()).isEqualTo("open /room?a=b HTTP/1.1 AmazonAPIGateway");
        assertThat(chat.socket.getSubprotocol()).isEqualTo("chat");
        assertThat(chat.exchange("hello")).isEqualTo("hello");
        String large = "x".repeat(1 << 20);
        for (int i = 0; i < 8; i++) {
          assertThat(chat.exchange(large)).isEqualTo(large);
        }
        chat.socket.sendPing(ByteBuffer.wrap(new byte[100])).get();
        assertThat(chat.next()).isEqualTo("pong 100");
        chat.socket.sendText("ping", true).get();
        assertThat(server.next()).isEqualTo("pong");
        assertThat(program.out()).noneMatch(line -> line.startsWith("line "));

        chat.socket.sendClose(4321, "enough").get();
        assertThat(server.next()).isEqualTo("close 4321 enough");
        assertThat(chat.next()).isEqualTo("close 4321 enough");
        program.awaitOut(line -> line.matches("line \\S+ 101 83\\d{5} \\d+"));

        ChatClient other = ChatClient.open(client, program.http() + "/chat");
        assertThat(other.exchange("close 4322")).isEqualTo("close 4322 as you wish");
        awaitMetric(program, "sallyport_websocket_connections", " 0.0");
        assertThat(program.get(program.admin() + "/metrics").body())
            .contains("route=\"GET /chat\",stage=\"$default\"} 2.0");
      }
    }
  }

  @Test
  void carriesTwoHundredConnectionsWithTlsOnBothSides() throws Exception {
    SSLContext tls = Certificates.showing(CERTIFICATE, KEY);
    try (ChatServer server = new ChatServer(tls);
        HttpClient client =
            HttpClient.newBuilder().sslContext(Certificates.trusting(CERTIFICATE)).build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      write("api.yaml", Definitions.chat("https://localhost:" + server.port()));
      write("sallyport.yaml", "webSocket: passed\nupstreamTrust: " + CERTIFICATE);
      try (Program program =
          Program.up(
              directory,
              "api.yaml",
              "--type",
              "http",
              "--tls-port",
              "0",
              "--cert",
              CERTIFICATE.toString(),
              "--key",
              KEY.toString())) {
        List<ChatClient> chats = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          chats.add(ChatClient.open(client, program.https() + "/chat"));
        }
        assertThat(metric(program, "sallyport_websocket_connections")).endsWith(" 200.0");
        List<Future<?>> sent = new ArrayList<>();
        String large = "y".repeat(20_000);
        for (int i = 0; i < 200; i++) {
          ChatClient chat = chats.get(i);
          String own = i + large;
          sent.add(
              threads.submit(() -> {
                for (int n = 0; n < 3; n++) {
                  assertThat(chat.exchange(own)).isEqualTo(own);
                }
                return chat.socket.sendClose(1000, "").get();
              }));
        }
        for (Future<?> one : sent) {
          one.get();
        }
        for (ChatClient chat : chats) {
          assertThat(chat.next()).isEqualTo("close 1000 ");
        }
        awaitMetric(program, "sallyport_websocket_connections", " 0.0");
        assertThat(metric(program, "sallyport_websocket_received_bytes_total"))
            .matches(".* 1\\.[23]\\d+E7");
      }
    }
  }

  @Test
  void leavesAConnectionAloneWhenItsRouteIsGoneAndEndsItWithTheDrain() throws Exception {
    try (ChatServer server = new ChatServer(null);
        HttpClient client = HttpClient.newHttpClient()) {
      String definition = Definitions.chat("http://127.0.0.1:" + server.port());
      write("api.yaml", definition);
      write(
          "sallyport.yaml",
          "webSocket: passed\ndrain: 500ms\n"
              + "accessLog: {file: stdout, format: 'line $context.requestId $context.status'}");
      try (Program program = Program.up(directory, "api.yaml", "--type", "http", "--no-watch")) {
        ChatClient chat = ChatClient.open(client, program.http() + "/chat");
        write("api.yaml", definition.replace("/chat:", "/other:"));
        assertThat(program.post(program.admin() + "/reload").body()).isEqualTo("{\"snapshot\":2}");
        assertThat(program.get(program.http() + "/chat").statusCode()).isEqualTo(404);
        assertThat(chat.exchange("hello")).isEqualTo("hello");
        write("sallyport.yaml", "webSocket: ignored");
        assertThat(program.post(program.admin() + "/reload").body())
            .contains("needs-restart", "`webSocket` has changed");
        program.signal("TERM");
        program.awaitErr(line -> line.startsWith("draining requests=1"));
        assertThat(chat.exchange("still here")).isEqualTo("still here");
        assertThat((String) chat.next()).startsWith("close 1006 ");
        assertThat(program.exitCode()).isZero();
        assertThat(program.out())
            .filteredOn(line -> line.startsWith("line "))
            .anyMatch(line -> line.endsWith(" 101"));
      }
    }
  }

  private static String metric(Program program, String name)
      throws IOException, InterruptedException {
    return program
        .get(program.admin() + "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .orElse("none");
  }

  private static void awaitMetric(Program program, String name, String end)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!metric(program, name).endsWith(end)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
