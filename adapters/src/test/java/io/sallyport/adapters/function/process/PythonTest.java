package io.sallyport.adapters.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers for Python, as Lambda's own runtime takes them. */
@Tag("python")
class PythonTest {

  @TempDir private Path folder;
  private Local local;

  @BeforeEach
  void begin() {
    local = new Local(folder);
  }

  @AfterEach
  void end() {
    local.close();
  }

  @Test
  void runsAHandlerAndKeepsItsProcess() throws IOException {
    local.python(
        "seen = []", "def handler(event, context):", "  seen.append(event)", "  return seen");
    ProcessFunction function = local.function();
    assertThat(Calling.payload(function, "\"é\"")).isEqualTo("[\"é\"]");
    assertThat(Calling.payload(function, "2")).isEqualTo("[\"é\", 2]");
  }

  @Test
  void findsAHandlerInAPackage() throws IOException {
    local
        .python("import greet.words", "handler = greet.words.hello")
        .file("greet/__init__.py")
        .file("greet/words.py", "def hello(event, context):", "  return 'hello ' + event");
    assertThat(Calling.payload(local.handler("greet.words.hello").function(), "\"a\""))
        .isEqualTo("\"hello a\"");
    assertThat(Calling.payload(local.handler("greet/words.hello").function(), "\"b\""))
        .isEqualTo("\"hello b\"");
  }

  @Test
  void tellsTheHandlerWhatItIs() throws IOException {
    local.python(
        "import os",
        "def handler(event, c):",
        "  return [c.function_name, c.function_version, c.memory_limit_in_mb,"
            + " c.invoked_function_arn,",
        "    len(c.aws_request_id), c.get_remaining_time_in_millis() > 5000,"
            + " os.environ['_X_AMZN_TRACE_ID']]");
    assertThat(Calling.payload(local.function(), "{}"))
        .isEqualTo(
            "[\"hello\", \"$LATEST\", \"128\","
                + " \"arn:aws:lambda:eu-west-1:123456789012:function:hello\", 36, true,"
                + " \"Root=1-2-3\"]");
  }

  @Test
  void answersNullForNothing() throws IOException {
    local.python("def handler(event, context):", "  pass");
    assertThat(Calling.payload(local.function(), "{}")).isEqualTo("null");
  }

  @Test
  void saysWhatAHandlerRaisedAndWhere() throws IOException {
    local.python("def handler(event, context):", "  raise Exception('Unauthorized')");
    assertThat(Calling.error(local.function(), "{}"))
        .startsWith(
            "Unhandled {\"errorMessage\": \"Unauthorized\", \"errorType\": \"Exception\","
                + " \"stackTrace\": [\"  File \\\"")
        .contains("app.py\\\", line 2, in handler", "\"requestId\": \"")
        .doesNotContain("bootstrap.py");
  }

  @Test
  void saysWhereAResultCannotBeWritten() throws IOException {
    local.python(
        "def handler(event, context):",
        "  a = {}",
        "  a['a'] = a",
        "  return {1, 2} if event == 'set' else a");
    ProcessFunction function = local.function();
    assertThat(Calling.error(function, "\"set\""))
        .contains("Runtime.MarshalError", "Unable to marshal response: Object of type set");
    assertThat(Calling.error(function, "\"cycle\""))
        .contains("Runtime.MarshalError", "Circular reference");
  }

  @Test
  void saysWhyAModuleCannotBeLoaded() throws IOException {
    local.python("import not_there");
    assertThat(Calling.error(local.function(), "{}"))
        .contains(
            "Runtime.ImportModuleError",
            "Unable to import module 'app': No module named 'not_there'");
    local.python("def handler(:");
    assertThat(Calling.error(local.function(), "{}")).contains("Runtime.UserCodeSyntaxError");
    local.python("raise ValueError('at load')");
    assertThat(Calling.error(local.function(), "{}")).contains("at load", "ValueError");
    local.python("x = 1");
    assertThat(Calling.error(local.function(), "{}"))
        .contains("Runtime.HandlerNotFound", "Handler 'handler' missing on module 'app'");
    assertThat(Calling.error(local.handler("nodot").function(), "{}"))
        .contains("Runtime.MalformedHandlerName");
  }

  @Test
  void endsAHandlerThatTakesTooLong() throws IOException {
    local.python(
        "import time", "def handler(event, context):", "  time.sleep(event)", "  return event");
    ProcessFunction function = local.timeout(Duration.ofSeconds(1)).function();
    assertThat(Calling.error(function, "60")).contains("Task timed out after 1.00 seconds");
    assertThat(Calling.payload(function, "0")).isEqualTo("0");
  }

  @Test
  void leavesNoCompiledCodeInTheUsersFolder() throws IOException {
    local.python("import other", "def handler(event, context):", "  return other.one");
    local.file("other.py", "one = 1");
    assertThat(Calling.payload(local.function(), "{}")).isEqualTo("1");
    assertThat(folder.resolve("__pycache__")).doesNotExist();
    Map<String, String> wanted = Map.of("PYTHONDONTWRITEBYTECODE", "");
    assertThat(Calling.payload(local.env(wanted).function(), "{}")).isEqualTo("1");
    assertThat(folder.resolve("__pycache__")).exists();
  }

  @Test
  void saysHowAProcessDied() throws IOException {
    local.python(
        "import os, signal", "def handler(event, context):", "  os.kill(os.getpid(), event)");
    assertThat(Calling.error(local.function(), "9"))
        .contains("Runtime.ExitError", "Runtime exited with error: signal: killed");
  }
}
