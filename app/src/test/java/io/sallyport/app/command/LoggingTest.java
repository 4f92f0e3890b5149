package io.sallyport.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The logs of the program as its users run it. */
class LoggingTest {

  @TempDir Path directory;

  @Test
  void tracesWhatGoesOverRealSocketsWithSecretsMasked() throws Exception {
    try (Endpoint endpoint = new Endpoint()) {
      write("api.yaml", Definitions.proxy(endpoint.port()).replace("get:", "post:"));
      write("sallyport.yaml", "executionLog: {file: x.log, level: info, dataTrace: on}");
      try (Program program = Program.up(directory, "api.yaml");
          HttpClient client = HttpClient.newHttpClient()) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(program.http() + "/prod/fast?a=1"))
                .header("x-api-key", "hunter2")
                .POST(BodyPublishers.ofString("to behind"))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("from behind");
        program.signal("TERM");
        assertThat(program.exitCode()).isZero();
      }
    }
    List<String> events =
        Files.readAllLines(directory.resolve("x.log")).stream()
            .map(line -> line.replaceFirst("^\\S+ \\(\\S+\\) ", ""))
            .toList();
    assertThat(events)
        .containsSubsequence(
            "HTTP Method: POST, Resource Path: /fast",
            "Method request path: {name=fast}",
            "Method request query string: {a=1}",
            "Method request body before transformations: to behind",
            "Endpoint request body after transformations: to behind",
            "Endpoint response body before transformations: from behind",
            "Method response body after transformations: from behind",
            "Successfully completed execution",
            "Method completed with status: 200")
        .anyMatch(event -> event.startsWith("Received response. Status: 200, Integration latency:"))
        .noneMatch(event -> event.contains("hunter2"));
  }

  /** What the endpoint gives back is no answer of a function, which the log shows as well. */
  @Test
  void tracesWhatAFunctionIsAskedAndSays() throws Exception {
    try (Endpoint endpoint = new Endpoint()) {
      write("api.yaml", Definitions.function());
      write(
          "sallyport.yaml",
          "executionLog: {file: x.log, level: info, dataTrace: on}\n"
              + "functions: {default: {endpoint: 'http://127.0.0.1:"
              + endpoint.port()
              + "'}}");
      try (Program program = Program.up(directory, "api.yaml")) {
        assertThat(program.get(program.http() + "/prod/f?token=hunter2").statusCode())
            .isEqualTo(502);
        program.signal("TERM");
        assertThat(program.exitCode()).isZero();
      }
    }
    String log = Files.readString(directory.resolve("x.log"));
    assertThat(log)
        .contains(
            ") Endpoint request URI: https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/"
                + "arn:aws:lambda:us-east-1:123456789012:function:f/invocations\n",
            ") Endpoint request body after transformations: {\"resource\":\"/f\"",
            ") Received response. Status: 200, Integration latency: ",
            ") Endpoint response body before transformations: from behind\n",
            ") Execution failed due to configuration error: Malformed Lambda proxy response")
        .doesNotContain("hunter2");
  }

  @Test
  void twoLogsOnStandardOutputShareOneWriter() throws Exception {
    write("api.yaml", Definitions.mock("one"));
    write(
        "sallyport.yaml",
        "accessLog: {file: stdout, format: csv}\nexecutionLog: {file: stdout, level: info}");
    try (Program program = Program.up(directory, "api.yaml")) {
      program.get(program.http() + "/prod/mock");
      program.awaitOut(line -> line.endsWith(") Method completed with status: 200"));
      program.awaitOut(
          line -> line.matches("127\\.0\\.0\\.1,-,-,.* \\+0000,GET,/mock,HTTP/1.1,200,15,.*"));
      assertThat(program.get(program.admin() + "/metrics").body())
          .contains("sallyport_execution_log_lines_lost_total 0");
    }
  }

  @Test
  void aReloadChangesWhatIsLoggedAndNotWhere() throws Exception {
    write("api.yaml", Definitions.mock("one"));
    write("sallyport.yaml", "executionLog: {file: stdout}");
    try (Program program = Program.up(directory, "api.yaml", "--no-watch")) {
      program.get(program.http() + "/prod/mock");
      write("sallyport.yaml", "executionLog: {file: stdout, level: info}");
      assertThat(program.post(program.admin() + "/reload").statusCode()).isEqualTo(200);
      program.get(program.http() + "/prod/mock");
      program.awaitOut(line -> line.endsWith(") Method completed with status: 200"));
      assertThat(program.out()).filteredOn(line -> line.contains("Starting execution")).hasSize(1);
      write("sallyport.yaml", "executionLog: {file: x.log}");
      assertThat(program.post(program.admin() + "/reload").body())
          .contains("needs-restart", "executionLog.file");
    }
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(directory.resolve(name), text);
  }
}
