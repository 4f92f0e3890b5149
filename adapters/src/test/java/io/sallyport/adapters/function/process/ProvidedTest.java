package io.sallyport.adapters.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runtime that the function brings along, and what the runtime API refuses it. */
@Tag("python")
class ProvidedTest {

  @TempDir private Path folder;
  private Local local;

  @BeforeEach
  void begin() {
    local = new Local(folder).runtime(LambdaRuntime.PROVIDED).handler("");
  }

  @AfterEach
  void end() {
    local.close();
  }

  @Test
  void runsAShellScript() throws IOException {
    // As in AWS's tutorial for custom runtimes.
    bootstrap(
        "#!/bin/sh",
        "while true; do",
        "  headers=$(mktemp)",
        "  event=$(curl -sS -LD \"$headers\""
            + " \"http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next\")",
        "  id=$(grep -Fi Lambda-Runtime-Aws-Request-Id \"$headers\" | tr -d '[:space:]' | cut -d:"
            + " -f2)",
        "  rm \"$headers\"",
        "  curl -sS \"http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/$id/response\""
            + " -d \"$event\"",
        "done");
    ProcessFunction function = local.function();
    assertThat(Calling.payload(function, "{\"a\":1}")).isEqualTo("{\"a\":1}");
    assertThat(Calling.payload(function, "2")).isEqualTo("2");
  }

  @Test
  void takesChunksAndWaitsToBeToldToContinue() throws IOException {
    python(
        "import socket",
        "def send(text): s.sendall(text.encode())",
        "r, e = ask('GET', 'invocation/next')",
        "s = socket.create_connection(api.split(':'))",
        "send('POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\\r\\nHost: %s\\r\\nExpect:"
            + " 100-continue\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n' %"
            + " (r['Lambda-Runtime-Aws-Request-Id'], api))",
        "assert s.recv(100).startswith(b'HTTP/1.1 100 ')",
        "send('3\\r\\n\"ab\\r\\n4;x=y\\r\\ncde\"\\r\\n0\\r\\n\\r\\n')",
        "assert s.recv(100).startswith(b'HTTP/1.1 202 ')",
        "ask('GET', 'invocation/next')");
    assertThat(Calling.payload(local.function(), "{}")).isEqualTo("\"abcde\"");
  }

  @Test
  void refusesWhatIsOutOfTurnOrAnothers() throws IOException {
    python(
        "r, e = ask('GET', 'invocation/next')",
        "seen = [status('GET', 'invocation/next'),",
        "  status('POST', 'invocation/11111111-2222-3333-4444-555555555555/response', '1'),",
        "  status('GET', 'nothing'), status('POST', 'invocation/x', '1')]",
        "seen.append(status('POST', 'invocation/' + r['Lambda-Runtime-Aws-Request-Id'] +"
            + " '/response', str(seen)))",
        "twice = status('POST', 'invocation/' + r['Lambda-Runtime-Aws-Request-Id'] + '/response',"
            + " '2')",
        "r, e = ask('GET', 'invocation/next')",
        "ask('POST', 'invocation/' + r['Lambda-Runtime-Aws-Request-Id'] + '/response', str(twice))",
        "ask('GET', 'invocation/next')");
    ProcessFunction function = local.pool(1, 10).function();
    assertThat(Calling.payload(function, "{}")).isEqualTo("[403, 400, 404, 404]");
    assertThat(Calling.payload(function, "{}")).isEqualTo("400");
  }

  @Test
  void isDeafToPagesInABrowser() throws IOException {
    python(
        "r, e = ask('GET', 'invocation/next')",
        "seen = [status('GET', 'invocation/next', None, {'Origin': 'http://evil.example'}),",
        "  status('GET', 'invocation/next', None, {'Sec-Fetch-Site': 'cross-site'}),",
        "  status('GET', 'invocation/next', None, {'Host': 'evil.example'}),",
        "  status('GET', 'invocation/next', None, {'Host': 'evil.example:' + api.split(':')[1]})]",
        "ask('POST', 'invocation/' + r['Lambda-Runtime-Aws-Request-Id'] + '/response', str(seen))",
        "ask('GET', 'invocation/next')");
    assertThat(Calling.payload(local.function(), "{}")).isEqualTo("[403, 403, 403, 403]");
  }

  @Test
  void takesAtItsWordAProcessThatSaysItCannotBegin() throws IOException {
    python(
        "ask('POST', 'init/error', '{\"errorMessage\":\"no\",\"errorType\":\"Mine\"}')",
        "import time",
        "time.sleep(600)");
    assertThat(Calling.error(local.function(), "{}"))
        .isEqualTo("Unhandled {\"errorMessage\":\"no\",\"errorType\":\"Mine\"}");
  }

  @Test
  void saysThatAProcessDiedInTheMiddleOfItsAnswer() throws IOException {
    python(
        "import socket, os",
        "r, e = ask('GET', 'invocation/next')",
        "s = socket.create_connection(api.split(':'))",
        "s.sendall(('POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\\r\\nHost:"
            + " %s\\r\\nContent-Length: 100\\r\\n\\r\\n{\"half\":' %"
            + " (r['Lambda-Runtime-Aws-Request-Id'], api)).encode())",
        "os._exit(7)");
    assertThat(Calling.error(local.function(), "{}"))
        .contains("Runtime.ExitError", "Runtime exited with error: exit status 7");
  }

  private void python(String... lines) throws IOException {
    bootstrap(
        "#!/usr/bin/env python3",
        "import os, sys, http.client",
        "api = os.environ['AWS_LAMBDA_RUNTIME_API']",
        "def ask(method, path, body=None, headers={}):",
        "  c = http.client.HTTPConnection(api)",
        "  c.request(method, '/2018-06-01/runtime/' + path, body, headers)",
        "  r = c.getresponse()",
        "  text = r.read()",
        "  ask.status = r.status",
        "  return r.headers, text",
        "def status(*args):",
        "  ask(*args)",
        "  return ask.status",
        String.join("\n", lines));
  }

  private void bootstrap(String... lines) throws IOException {
    local.file("bootstrap", lines);
    Files.setPosixFilePermissions(
        folder.resolve("bootstrap"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
