package io.sallyport.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as its users run it: real files, real sockets, real signals. */
class RunningTest {

  @TempDir Path directory;

  @Test
  void servesADefinitionAndSaysSoOnOneLine() throws Exception {
    try (Endpoint endpoint = new Endpoint()) {
      write("api.yaml", Definitions.proxy(endpoint.port()));
      write(
          "sallyport.yaml",
          "accessLog: {file: stdout, format: 'line $context.requestId $context.status'}");
      try (Program program = Program.up(directory, "api.yaml")) {
        assertThat(program.get(program.http() + "/prod/fast").body()).isEqualTo("from behind");
        program.awaitOut(line -> line.matches("line [0-9a-f-]{36} 200"));
        program.signal("TERM");
        assertThat(program.exitCode()).isZero();
        assertThat(program.out()).filteredOn(line -> line.startsWith("ready ")).hasSize(1);
        int ready = program.out().indexOf(program.awaitOut(line -> line.startsWith("ready ")));
        assertThat(program.out().subList(ready + 1, program.out().size()))
            .hasSize(1)
            .allMatch(line -> line.startsWith("line "));
      }
    }
  }

  @Test
  void servesHttps() throws Exception {
    write("api.yaml", Definitions.mock("one"));
    Path cert = Path.of("src/test/resources/tls/cert.pem").toAbsolutePath();
    String key = cert.resolveSibling("key.pem").toString();
    try (Program program =
            Program.up(
                directory, "api.yaml", "--tls-port", "0", "--cert", cert.toString(), "--key", key);
        HttpClient client =
            HttpClient.newBuilder().sslContext(Certificates.trusting(cert)).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(program.https() + "/prod/mock")).build();
      assertThat(client.send(request, BodyHandlers.ofString()).body()).contains("one");
    }
  }

  @Test
  void answersTheOperator() throws Exception {
    write("api.yaml", Definitions.mock("one"));
    try (Program program = Program.up(directory, "api.yaml", "--api-id", "abcdefghij")) {
      program.get(program.http() + "/prod/mock");
      assertThat(program.get(program.admin() + "/healthz").statusCode()).isEqualTo(200);
      assertThat(program.get(program.admin() + "/readyz").statusCode()).isEqualTo(200);
      assertThat(program.get(program.admin() + "/snapshot").body())
          .startsWith(
              "{\"snapshot\":1,\"apis\":[{\"id\":\"abcdefghij\",\"name\":\"Mock\",\"type\":\"rest\",\"stage\":\"prod\",\"hosts\":[],\"routes\":[");
      assertThat(program.get(program.admin() + "/metrics").body())
          .contains(
              "sallyport_requests_total{api=\"abcdefghij\",route=\"GET /mock\",stage=\"prod\"} 1.0",
              "sallyport_authorizer_results 0.0",
              "sallyport_snapshot 1.0");
      assertThat(program.get(program.admin() + "/reload").statusCode()).isEqualTo(405);
      HttpResponse<String> reloaded = program.post(program.admin() + "/reload");
      assertThat(reloaded.statusCode()).isEqualTo(200);
      assertThat(reloaded.body()).isEqualTo("{\"snapshot\":2}");
      assertThat(program.get(program.http() + "/healthz").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aBadEditKeepsTheOldSnapshotAndSaysWhy() throws Exception {
    write("api.yaml", Definitions.mock("one"));
    try (Program program = Program.up(directory, "api.yaml", "--no-watch")) {
      write("api.yaml", Definitions.mock("one").replace("type: mock", "type: mokc"));
      HttpResponse<String> refused = program.post(program.admin() + "/reload");
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).startsWith("{\"problems\":[{\"id\":");
      program.awaitErr(line -> line.equals("reload refused snapshot=1 problems=1"));
      assertThat(program.get(program.http() + "/prod/mock").body()).contains("one");
      write("sallyport.yaml", "limits: {headerCount: 5}");
      write("api.yaml", Definitions.mock("two"));
      assertThat(program.post(program.admin() + "/reload").body()).contains("needs-restart");
      assertThat(program.get(program.http() + "/prod/mock").body()).contains("one");
    }
  }

  @Test
  void functionsChangeWithARestartOnly() throws Exception {
    write("api.yaml", Definitions.mock("one"));
    write("sallyport.yaml", "functions: {default: {endpoint: 'http://localhost:3001'}}");
    try (Program program = Program.up(directory, "api.yaml", "--no-watch")) {
      assertThat(program.post(program.admin() + "/reload").statusCode()).isEqualTo(200);
      write("sallyport.yaml", "functions: {default: {aws: true}}");
      assertThat(program.post(program.admin() + "/reload").body())
          .contains("needs-restart", "`functions` has changed");
    }
  }

  @Test
  void anEditTakesEffectWithoutAFailedRequest() throws Exception {
    write("api.yaml", Definitions.mock("edit 0"));
    try (Program program = Program.up(directory, "api.yaml")) {
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger served = new AtomicInteger();
      List<String> failures = new ArrayList<>();
      Thread load =
          Thread.ofPlatform()
              .start(() -> {
                while (!over.get()) {
                  try {
                    HttpResponse<String> response = program.get(program.http() + "/prod/mock");
                    if (response.statusCode() != 200) {
                      failures.add(response.statusCode() + response.body());
                    }
                    served.incrementAndGet();
                  } catch (Exception e) {
                    failures.add(e.toString());
                  }
                }
              });
      for (int edit = 1; edit <= 6; edit++) {
        String text = "edit " + edit;
        if (edit % 2 == 0) {
          write("api.yaml", Definitions.mock(text));
        } else {
          write("api.yaml.tmp", Definitions.mock(text));
          Files.move(
              directory.resolve("api.yaml.tmp"),
              directory.resolve("api.yaml"),
              StandardCopyOption.ATOMIC_MOVE);
        }
        String reloaded = "reloaded snapshot=" + (edit + 1) + " ";
        program.awaitErr(line -> line.startsWith(reloaded));
        assertThat(program.get(program.http() + "/prod/mock").body()).contains(text);
      }
      over.set(true);
      load.join();
      assertThat(failures).isEmpty();
      assertThat(served.get()).isPositive();
    }
  }

  @Test
  void sighupReloadsAndLetsARotatedLogGo() throws Exception {
    write("api.yaml", Definitions.mock("one"));
    write("sallyport.yaml", "accessLog: {file: access.log, format: $context.requestId}");
    Path log = directory.resolve("access.log");
    try (Program program = Program.up(directory, "api.yaml", "--no-watch")) {
      Files.move(log, directory.resolve("access.log.1"));
      write("api.yaml", Definitions.mock("two"));
      program.signal("HUP");
      program.awaitErr(line -> line.startsWith("reloaded snapshot=2 "));
      assertThat(program.get(program.http() + "/prod/mock").body()).contains("two");
      program.signal("TERM");
      assertThat(program.exitCode()).isZero();
      assertThat(Files.readAllLines(log)).hasSize(1);
    }
  }

  /** A head has to fit into what the parser can address, whatever the operator allows. */
  @Test
  void startsWithTheGreatestLimitsOfAHead() throws Exception {
    write("api.yaml", Definitions.mock("one"));
    write(
        "sallyport.yaml",
        "limits: {requestLine: 16KB, headerBytes: 40KB, headerCount: 10000, responseHeaderBytes:"
            + " 60KB}");
    try (Program program = Program.up(directory, "api.yaml")) {
      assertThat(program.get(program.http() + "/prod/mock?q=" + "q".repeat(15_000)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void sigtermLetsRunningRequestsEnd() throws Exception {
    try (Endpoint endpoint = new Endpoint()) {
      write("api.yaml", Definitions.proxy(endpoint.port()));
      try (Program program = Program.up(directory, "api.yaml")) {
        CompletableFuture<HttpResponse<String>> slow = slow(program);
        endpoint.arrived.acquire();
        program.signal("TERM");
        program.awaitErr(line -> line.startsWith("draining requests=1"));
        assertThat(program.get(program.admin() + "/readyz").statusCode()).isEqualTo(503);
        endpoint.letGo.countDown();
        assertThat(slow.join().body()).isEqualTo("from behind");
        assertThat(program.exitCode()).isZero();
      }
    }
  }

  @Test
  void drainIsOverWhenItsTimeIs() throws Exception {
    try (Endpoint endpoint = new Endpoint()) {
      write("api.yaml", Definitions.proxy(endpoint.port()));
      write("sallyport.yaml", "drain: 100ms");
      try (Program program = Program.up(directory, "api.yaml")) {
        CompletableFuture<HttpResponse<String>> cutOff = slow(program);
        endpoint.arrived.acquire();
        program.signal("TERM");
        assertThat(program.exitCode()).isZero();
        assertThat(program.err()).contains("drain is over after ms=100, what was left is cut off");
        assertThat(cutOff).failsWithin(Duration.ofSeconds(10));
      }
    }
  }

  @Test
  void aSecondSignalStopsAtOnce() throws Exception {
    try (Endpoint endpoint = new Endpoint()) {
      write("api.yaml", Definitions.proxy(endpoint.port()));
      write("sallyport.yaml", "drain: 60s");
      try (Program program = Program.up(directory, "api.yaml")) {
        CompletableFuture<HttpResponse<String>> cutOff = slow(program);
        endpoint.arrived.acquire();
        program.signal("TERM");
        program.awaitErr(line -> line.startsWith("draining requests=1"));
        // Not SIGINT, which a shell's background job ignores, and with it all that it starts.
        program.signal("TERM");
        assertThat(program.exitCode()).isZero();
        assertThat(program.err()).contains("stopped at once");
        assertThat(cutOff).failsWithin(Duration.ofSeconds(10));
      }
    }
  }

  @Test
  void processesEndWhenTheGatewayIsKilled() throws Exception {
    write("api.yaml", Definitions.mock("one"));
    write(
        "sallyport.yaml",
        "processes: [{name: store, command: [sh, -c, 'echo pid $$; exec sleep 600'], ready:"
            + " 'log:pid'}]");
    try (Program program = Program.up(directory, "api.yaml")) {
      String line = program.awaitErr(text -> text.startsWith("store | pid "));
      ProcessHandle store =
          ProcessHandle.of(Long.parseLong(line.replaceAll("\\D", ""))).orElseThrow();
      program.signal("KILL");
      store.onExit().join();
      assertThat(store.isAlive()).isFalse();
    }
  }

  private static CompletableFuture<HttpResponse<String>> slow(Program program) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return program.get(program.http() + "/prod/slow");
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(directory.resolve(name), text);
  }
}
