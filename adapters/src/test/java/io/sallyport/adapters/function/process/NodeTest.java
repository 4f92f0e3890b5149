package io.sallyport.adapters.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers for Node.js, as Lambda's own runtime takes them. */
@Tag("node")
class NodeTest {

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
  void runsAnAsyncHandler() throws IOException {
    local.node("exports.handler = async (event) => ({ got: event });");
    assertThat(Calling.payload(local.function(), "{\"a\":\"é\"}"))
        .isEqualTo("{\"got\":{\"a\":\"é\"}}");
  }

  @Test
  void keepsAProcessForTheNextCall() throws IOException {
    local.node("let n = 0; exports.handler = async () => ++n;");
    ProcessFunction function = local.function();
    assertThat(Calling.payload(function, "{}")).isEqualTo("1");
    assertThat(Calling.payload(function, "{}")).isEqualTo("2");
  }

  @Test
  void runsACallbackOnceTheEventLoopIsEmpty() throws IOException {
    local.node(
        "let seen = '';",
        "exports.handler = (event, context, callback) => {",
        "  const result = { toJSON: () => seen };",
        "  setTimeout(() => { seen = 'late'; }, 50);",
        "  callback(null, result);",
        "};");
    assertThat(Calling.payload(local.function(), "{}")).isEqualTo("\"late\"");
  }

  @Test
  void answersACallbackAtOnceWhereTheHandlerSaysSo() throws IOException {
    local.node(
        "exports.handler = (event, context, callback) => {",
        "  context.callbackWaitsForEmptyEventLoop = false;",
        "  setInterval(() => {}, 1000);",
        "  callback(null, 'now');",
        "};");
    assertThat(Calling.payload(local.function(), "{}")).isEqualTo("\"now\"");
  }

  @Test
  void takesWhatAPlainHandlerReturns() throws IOException {
    local.node("exports.handler = (event) => 'plain ' + event;");
    assertThat(Calling.payload(local.function(), "5")).isEqualTo("\"plain 5\"");
  }

  @Test
  void answersNullForNothing() throws IOException {
    local.node("exports.handler = async () => {};");
    assertThat(Calling.payload(local.function(), "{}")).isEqualTo("null");
  }

  @Test
  void answersNullForAPromiseThatNobodyKeeps() throws IOException {
    local.node("exports.handler = () => new Promise(() => {});");
    assertThat(Calling.payload(local.function(), "{}")).isEqualTo("null");
  }

  @Test
  void loadsAModuleBySuffixAndByPackage() throws IOException {
    local.file(
        "src/hello.mjs", "export const deep = { er: async () => import.meta.url.slice(-9) };");
    assertThat(Calling.payload(local.handler("src/hello.deep.er").function(), "{}"))
        .isEqualTo("\"hello.mjs\"");
    local
        .file("package.json", "{\"type\":\"module\"}")
        .node("export const handler = async () => 'esm';");
    assertThat(Calling.payload(local.handler("app.handler").function(), "{}")).isEqualTo("\"esm\"");
  }

  @Test
  void tellsTheHandlerWhatItIs() throws IOException {
    local.node(
        "exports.handler = async (e, c) => [c.functionName, c.functionVersion, c.memoryLimitInMB,",
        "  c.invokedFunctionArn, c.logGroupName, c.awsRequestId.length,",
        "  c.getRemainingTimeInMillis() > 5000, process.env._X_AMZN_TRACE_ID];");
    assertThat(Calling.payload(local.function(), "{}"))
        .isEqualTo(
            "[\"hello\",\"$LATEST\",\"128\",\"arn:aws:lambda:eu-west-1:123456789012:function:hello\","
                + "\"/aws/lambda/hello\",36,true,\"Root=1-2-3\"]");
  }

  @Test
  void saysWhatAHandlerThrew() throws IOException {
    local.node("exports.handler = async () => { throw new TypeError('no \"such\" thing'); };");
    assertThat(Calling.error(local.function(), "{}"))
        .startsWith(
            "Unhandled {\"errorType\":\"TypeError\",\"errorMessage\":\"no \\\"such\\\""
                + " thing\",\"trace\":[\"TypeError:");
  }

  @Test
  void saysWhatWasThrownThatIsNoError() throws IOException {
    local.node("exports.handler = async () => { throw 'Unauthorized'; };");
    assertThat(Calling.error(local.function(), "{}"))
        .isEqualTo(
            "Unhandled {\"errorType\":\"string\",\"errorMessage\":\"Unauthorized\",\"trace\":[]}");
  }

  @Test
  void takesTheErrorOfACallback() throws IOException {
    local.node("exports.handler = (e, c, callback) => callback('Unauthorized');");
    assertThat(Calling.error(local.function(), "{}")).contains("\"errorMessage\":\"Unauthorized\"");
  }

  @Test
  void saysWhereAResultCannotBeWritten() throws IOException {
    local.node("exports.handler = async () => { const a = {}; a.a = a; return a; };");
    assertThat(Calling.error(local.function(), "{}"))
        .contains("\"errorMessage\":\"Unable to stringify response body\"");
  }

  @Test
  void saysWhyAModuleCannotBeLoaded() throws IOException {
    local.node("require('not-there');");
    assertThat(Calling.error(local.function(), "{}"))
        .contains("\"errorType\":\"Runtime.ImportModuleError\"", "Cannot find module 'not-there'");
    local.node("exports.handler = (;");
    assertThat(Calling.error(local.function(), "{}")).contains("Runtime.UserCodeSyntaxError");
    local.node("throw new Error('at load');");
    assertThat(Calling.error(local.function(), "{}")).contains("\"errorMessage\":\"at load\"");
    local.node("exports.other = 1;");
    assertThat(Calling.error(local.function(), "{}"))
        .contains("Runtime.HandlerNotFound", "app.handler is undefined or not exported");
    assertThat(Calling.error(local.handler("nodot").function(), "{}"))
        .contains("Runtime.MalformedHandlerName");
  }

  @Test
  void endsAProcessWhoseErrorNobodyCaught() throws IOException {
    local.node(
        "exports.handler = (e, c, callback) => { setTimeout(() => { throw new Error('later'); },"
            + " 5); if (e === 1) callback; };");
    assertThat(Calling.error(local.function(), "1")).contains("\"errorMessage\":\"later\"");
    local.node(
        "exports.handler = (e, c, callback) => { Promise.reject(new Error('lost'));"
            + " setTimeout(callback, 900); };");
    assertThat(Calling.error(local.function(), "1"))
        .contains("Runtime.UnhandledPromiseRejection", "lost");
  }

  @Test
  void endsAHandlerThatTakesTooLong() throws IOException {
    local.node("exports.handler = async (e) => { while (e === 'spin') {} return e; };");
    ProcessFunction function = local.timeout(Duration.ofMillis(1500)).function();
    assertThat(Calling.error(function, "\"spin\""))
        .matches(
            "Unhandled \\{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId:"
                + " [-0-9a-f]{36} Error: Task timed out after 1.50 seconds\"}");
    assertThat(Calling.payload(function, "\"next\"")).isEqualTo("\"next\"");
  }

  @Test
  void saysHowAProcessDied() throws IOException {
    local.node("exports.handler = async (e) => process.exit(e);");
    ProcessFunction function = local.function();
    assertThat(Calling.error(function, "3"))
        .contains(
            "\"errorType\":\"Runtime.ExitError\"", "Runtime exited with error: exit status 3");
    assertThat(Calling.error(function, "0")).contains("Runtime exited without providing a reason");
  }
}
