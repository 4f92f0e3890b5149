package io.sallyport.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program refuses, with which exit code, and where it says so. */
class RefusalTest {

  @TempDir Path directory;

  @BeforeEach
  void writeDefinition() throws IOException {
    Files.writeString(directory.resolve("api.yaml"), Definitions.mock("one"));
    Files.writeString(directory.resolve("idp.yaml"), "issuers: {default: {local: true}}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          upp api.yaml                    | unknown command `upp`; did you mean `up`?
          up api.yaml --prot 1            | unknown flag `--prot`; did you mean `--port`?
          up api.yaml --no-wach           | unknown flag `--no-wach`; did you mean `--no-watch`?
          up api.yaml --port 99999        | `--port`: expected a port from `0` to `65535` or `off`, found `99999`
          up api.yaml --mode prod         | `--mode`: expected `dev` or `production`, found `prod`
          up api.yaml --type soap         | `--type`: expected `rest` or `http`, found `soap`
          up                              | no definition is named
          up none.yaml                    | none.yaml:0:0: error no-such-file : `none.yaml` does not exist
          up api.yaml --bind 0.0.0.0      | command line:0:0: error plain-http-beyond-loopback : `0.0.0.0` would serve plain HTTP
          up api.yaml --tls-port 0        | error no-certificate
          up api.yaml --tls-port 0 --cert none.pem --key none.pem | error unusable-certificate
          up api.yaml api.yaml            | error duplicate-api-id
          up api.yaml --config idp.yaml --mode production | idp.yaml:1:10: error local-issuer-in-production /issuers: anybody on this machine could make tokens
          up api.yaml --config idp.yaml --admin-port off | idp.yaml:1:10: error local-issuer-without-admin /issuers: the local issuer answers on the admin listener
          token                           | nobody is named: give --user NAME, or --client ID
          token --user a --access --id    | mutually exclusive
          token --user a --lifetime 2d    | `--lifetime`: expected a time from `1s` to `24h`, found `2d`
          token --user a --admin 10.0.0.1:1 | `--admin`: expected `127.0.0.1:PORT`, found `10.0.0.1:1`
          token --user a --admin 127.0.0.1:1 | no gateway answers at `127.0.0.1:1`
          check api.yaml --format xml     | `--format`: expected `text`, `json` or `sarif`, found `xml`
          """)
  void refusesWithExitCode2AndBindsNothing(String arguments, String message) throws Exception {
    try (Program program = Program.start(directory, arguments.split(" +", -1))) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.out()).isEmpty();
      assertThat(program.err()).anyMatch(line -> line.contains(message));
    }
  }

  @Test
  void refusesAnUnknownKeyOfTheConfigurationWithItsPlace() throws Exception {
    Files.writeString(directory.resolve("sallyport.yaml"), "mode: dev\nlisteners:\n  htpp: {}\n");
    try (Program program = Program.start(directory, "up", "api.yaml")) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.err())
          .contains(
              "sallyport.yaml:3:3: error unknown-property /listeners/htpp: `htpp` is not a property"
                  + " of `listeners`; did you mean `http`?");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {runtime: nodejs22.x, code: none, handler: app.handler} | error function-code-missing /functions/f: function `f`: `none` does not exist
          {runtime: nodejs22.x, code: ., handler: app.handler}    | error function-handler-missing /functions/f: function `f`: handler `app.handler` has no file
          {runtime: provided, code: .}                            | error function-handler-missing /functions/f: function `f`: `bootstrap` is not a program
          {aws: true, code: .}                                    | error wrong-function /functions/f: expected exactly one of `endpoint`, `aws` and `runtime` with `code`
          """)
  void refusesAFunctionThatCannotBeRun(String function, String message) throws Exception {
    Files.writeString(
        directory.resolve("sallyport.yaml"), "mode: dev\nfunctions:\n  f: " + function + "\n");
    for (String command : new String[] {"up api.yaml --port 0 --admin-port 0", "check api.yaml"}) {
      try (Program program = Program.start(directory, command.split(" ", -1))) {
        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(Stream.concat(program.out().stream(), program.err().stream()))
            .anyMatch(line -> line.startsWith("sallyport.yaml:3:") && line.contains(message));
      }
    }
  }

  @Test
  void refusesAnAccessLogThatCannotBeWritten() throws Exception {
    Files.writeString(directory.resolve("sallyport.yaml"), "accessLog: {file: none/access.log}\n");
    try (Program program = Program.start(directory, "up", "api.yaml", "--port", "0")) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.err()).anyMatch(line -> line.contains("unwritable-access-log"));
    }
  }

  @Test
  void refusesAnExecutionLogThatCannotBeWritten() throws Exception {
    Files.writeString(directory.resolve("sallyport.yaml"), "executionLog: {file: none/x.log}\n");
    try (Program program = Program.start(directory, "up", "api.yaml", "--port", "0")) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.err()).anyMatch(line -> line.contains("unwritable-execution-log"));
    }
  }

  @Test
  void refusesAProcessThatDoesNotBecomeReady() throws Exception {
    Files.writeString(
        directory.resolve("sallyport.yaml"),
        "processes: [{name: store, command: 'sh -c \"exit 4\"', ready: 'log:up'}]\n");
    try (Program program = Program.start(directory, "up", "api.yaml", "--port", "0")) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.err())
          .anyMatch(line -> line.contains("process `store`: it ended with status 4"));
    }
  }

  @Test
  void namesTheAddressThatCannotBeBoundAndExitsWith3() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Program program =
            Program.start(
                directory,
                "up",
                "api.yaml",
                "--port",
                "" + taken.getLocalPort(),
                "--admin-port",
                "0")) {
      assertThat(program.exitCode()).isEqualTo(3);
      assertThat(program.out()).isEmpty();
      assertThat(program.err())
          .anyMatch(line -> line.contains("cannot bind `127.0.0.1:" + taken.getLocalPort() + "`"));
    }
  }

  @Test
  void checkPrintsProblemsAsTextAndAsJson() throws Exception {
    Files.writeString(
        directory.resolve("bad.yaml"),
        "openapi: 3.0.1\ninfo: {title: x, version: '1'}\npaths: 7\n");
    try (Program text = Program.start(directory, "check", "bad.yaml");
        Program json = Program.start(directory, "check", "bad.yaml", "--format", "json")) {
      assertThat(text.exitCode()).isEqualTo(2);
      assertThat(text.out()).hasSize(1);
      assertThat(text.out().getFirst())
          .matches("bad\\.yaml:3:8: error wrong-type /paths: expected a mapping, found `7`");
      assertThat(json.exitCode()).isEqualTo(2);
      assertThat(json.out().getFirst())
          .matches(
              "\\{\"problems\":\\[\\{\"id\":\"wrong-type\",\"severity\":\"error\",\"file\":\"bad.yaml\","
                  + "\"line\":3,\"column\":8,\"pointer\":\"/paths\",\"message\":\".*\",\"suggestion\":null}]}");
    }
  }

  @Test
  void routesPrintsNoTableOfWhatIsRefused() throws Exception {
    Files.writeString(
        directory.resolve("bad.yaml"),
        "openapi: 3.0.1\ninfo: {title: x, version: '1'}\npaths: 7\n");
    try (Program bad = Program.start(directory, "routes", "bad.yaml")) {
      assertThat(bad.exitCode()).isEqualTo(2);
      assertThat(bad.out()).isEmpty();
      assertThat(bad.err()).anyMatch(line -> line.contains("bad.yaml:3:8: error wrong-type"));
    }
  }

  @Test
  void neitherRoutesNorARefusalShowsWhatMayBeASecretOfAnEndpoint() throws Exception {
    String document =
        """
        openapi: 3.0.1
        info: {title: t, version: "1"}
        paths:
          /a:
            get:
              responses: {"200": {description: ok}}
              x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: "%s"}
        """;
    Files.writeString(
        directory.resolve("key.yaml"), document.formatted("http://localhost:1/a?key=s3cret"));
    Files.writeString(
        directory.resolve("user.yaml"), document.formatted("http://ann:s3cret@localhost:1/a"));
    try (Program text = Program.start(directory, "routes", "key.yaml");
        Program json = Program.start(directory, "routes", "key.yaml", "--format", "json");
        Program user = Program.start(directory, "check", "user.yaml")) {
      assertThat(text.exitCode()).isZero();
      assertThat(text.out()).anyMatch(line -> line.contains("http://localhost:1/a?… "));
      assertThat(json.exitCode()).isZero();
      assertThat(json.out().getFirst()).contains("http://localhost:1/a?…");
      assertThat(user.exitCode()).isEqualTo(2);
      assertThat(user.out()).anyMatch(line -> line.contains("`http://…@localhost:1/a`"));
      assertThat(text.out() + "" + json.out() + user.out()).doesNotContain("s3cret");
    }
  }

  @Test
  void routesPrintsWhatStandsBehindAndBeforeEachRoute() throws Exception {
    Files.writeString(
        directory.resolve("template.yaml"),
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Table: {Type: AWS::Serverless::SimpleTable}
          Shop:
            Type: AWS::Serverless::Api
            Properties:
              StageName: live
              Auth: {DefaultAuthorizer: Pool, Authorizers: {Pool: {UserPoolArn: !GetAtt Users.Arn}}}
              DefinitionBody:
                swagger: "2.0"
                info: {title: shop, version: "1"}
                paths:
                  /orders:
                    get:
                      responses: {}
                      x-amazon-apigateway-integration:
                        {type: http_proxy, httpMethod: GET, uri: "http://localhost:1/o"}
          Users: {Type: AWS::Cognito::UserPool}
        """);
    try (Program text = Program.start(directory, "routes", "template.yaml");
        Program json = Program.start(directory, "routes", "template.yaml", "--format", "json")) {
      assertThat(text.exitCode()).isZero();
      assertThat(text.out())
          .anyMatch(line ->
              line.matches(
                  " +GET /orders +HTTP_PROXY +http://localhost:1/o +COGNITO_USER_POOLS Pool +- +"
                      + "authorizer Pool +template.yaml:14"));
      assertThat(text.err()).contains("not ours: resources=1 (AWS::DynamoDB::Table 1)");
      assertThat(json.exitCode()).isZero();
      assertThat(json.out().getFirst())
          .contains("\"path\":\"/orders\"", "\"name\":\"Pool\"", "\"line\":14");
    }
  }

  @Test
  void checkPrintsProblemsAsSarifWithTheSameExitCode() throws Exception {
    Files.writeString(
        directory.resolve("bad.yaml"),
        "openapi: 3.0.1\ninfo: {title: x, version: '1'}\npaths: 7\n");
    try (Program bad = Program.start(directory, "check", "bad.yaml", "--format", "sarif");
        Program good = Program.start(directory, "check", "api.yaml", "--format", "sarif")) {
      assertThat(bad.exitCode()).isEqualTo(2);
      assertThat(bad.out()).hasSize(1);
      assertThat(bad.out().getFirst())
          .contains(
              "\"version\":\"2.1.0\"",
              "\"executionSuccessful\":true,\"exitCode\":2",
              "\"ruleId\":\"wrong-type\",\"ruleIndex\":0,\"level\":\"error\"",
              "\"uri\":\"bad.yaml\",\"uriBaseId\":\"%SRCROOT%\"",
              "\"startLine\":3,\"startColumn\":8");
      assertThat(good.exitCode()).isZero();
      assertThat(good.out().getFirst()).contains("\"results\":[]", "\"exitCode\":0");
    }
  }

  @Test
  void checkFailsOnWarningsOnlyWhenAskedTo() throws Exception {
    String[] unused = {"check", "api.yaml", "--allow-unenforced", "nothing-of-this-name"};
    String[] strict = {
      "check", "api.yaml", "--allow-unenforced", "nothing-of-this-name", "--fail-on-warnings"
    };
    try (Program lenient = Program.start(directory, unused);
        Program failing = Program.start(directory, strict)) {
      assertThat(lenient.exitCode()).isZero();
      assertThat(lenient.out()).anyMatch(line -> line.contains("warning unused-allowance"));
      assertThat(failing.exitCode()).isEqualTo(2);
    }
  }

  @Test
  void printsHelpAndVersionWithExitCode0() throws Exception {
    try (Program help = Program.start(directory, "up", "--help");
        Program version = Program.start(directory, "version")) {
      assertThat(help.exitCode()).isZero();
      assertThat(String.join("\n", help.out()))
          .contains("--allow-unenforced", "Exit codes", "Examples");
      assertThat(version.exitCode()).isZero();
      assertThat(version.out().getFirst()).matches("sallyport [0-9.]+ \\(Java .*\\)");
    }
  }
}
