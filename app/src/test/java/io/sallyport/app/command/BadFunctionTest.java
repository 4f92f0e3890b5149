package io.sallyport.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Functions that misbehave, behind the running program: as integrations and as authorizers, of both
 * types of API. Each has its status, and a line in the logs that says why.
 */
class BadFunctionTest {

  private static final String FUNCTION =
      "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
          + "arn:aws:lambda:us-east-1:123456789012:function:bad/invocations";

  @TempDir static Path directory;
  private static Program program;
  private static HttpClient client;

  @BeforeAll
  static void begin() throws Exception {
    String functions = BadFunction.install(directory.resolve("bad"));
    write("rest.yaml", restApi());
    write("http.yaml", httpApi());
    write(
        "sallyport.yaml",
        functions
            + """
            apis:
              - {file: rest.yaml, type: rest, id: restapi, hosts: ["127.0.0.1"]}
              - {file: http.yaml, type: http, id: httpapi, hosts: [localhost]}
            executionLog: {file: execution.log, level: error}
            accessLog:
              file: stdout
              format: '{"id":"$context.requestId","status":$context.status,"integration":"$context.integration.error","authorizer":"$context.authorizer.error","type":"$context.error.responseType"}'
            """);
    program = Program.up(directory, "--config", "sallyport.yaml");
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void end() {
    client.close();
    program.close();
  }

  @Test
  void theTableAtTheStartNamesEachRoutesAuthorizer() {
    assertThat(program.out())
        .anyMatch(line -> line.matches(" *GET /call/\\{how} .* authorizer: - .*"))
        .anyMatch(line ->
            line.matches(
                " *GET /guarded .* authorizer: TOKEN Who, kept 300 s, .*rest.yaml:[0-9]+ .*"))
        .anyMatch(line ->
            line.matches(
                " *GET /guarded .* authorizer: REQUEST 2.0 simple Who, kept 300 s,"
                    + " .*http.yaml:[0-9]+ .*"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing | Malformed Lambda proxy response:
          null    | Malformed Lambda proxy response:
          list    | Malformed Lambda proxy response:
          text    | Malformed Lambda proxy response:
          cut     | Malformed Lambda proxy response:
          throws  | due to customer function error: no pets.
          hangs   | Task timed out after 2.00 seconds
          dies    | Error: Runtime exited with error: exit status 7
          exits   | Error: Runtime exited with error: exit status 7
          """)
  void anIntegrationWithoutAnAnswerIsABadGateway(String how, String reason) throws Exception {
    HttpResponse<String> rest = rest("/prod/call/" + how, how);
    assertThat(rest.statusCode()).isEqualTo(502);
    assertThat(rest.body()).isEqualTo("{\"message\":\"Internal server error\"}");
    assertThat(record(rest, 502).path("integration").stringValue()).contains(reason);
    executionLogSays(rest, reason);

    HttpResponse<String> http = http("/call/" + how, how);
    assertThat(http.statusCode()).isEqualTo(500);
    assertThat(http.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    assertThat(record(http, 500).path("integration").stringValue()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing  | returned nothing, expected an object
          null     | returned null, expected an object
          list     | returned a list, expected an object
          text     | returned a text, expected an object
          cut      | invalid JSON in response
          throws   | the authorizer's function failed (Unhandled): `no pets`
          hangs    | Task timed out after 2.00 seconds
          dies     | Error: Runtime exited with error: exit status 7
          exits    | Error: Runtime exited with error: exit status 7
          megabyte | expected at most 8192
          """)
  void anAuthorizerWithoutAnAnswerLetsNobodyThrough(String how, String reason) throws Exception {
    HttpResponse<String> rest = rest("/prod/guarded", how);
    assertThat(rest.statusCode()).isEqualTo(500);
    assertThat(rest.body()).isEqualTo("{\"message\":null}");
    JsonNode record = record(rest, 500);
    assertThat(record.path("authorizer").stringValue()).contains(reason);
    assertThat(record.path("type").stringValue()).isEqualTo("AUTHORIZER_CONFIGURATION_ERROR");
    executionLogSays(rest, reason);

    HttpResponse<String> http = http("/guarded", how);
    assertThat(http.statusCode()).isEqualTo(500);
    assertThat(http.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    assertThat(record(http, 500).path("authorizer").stringValue()).contains(reason);
  }

  /** Two megabytes in two lines hold up neither the function nor the gateway. */
  @Test
  void aFunctionThatPrintsAMegabyteIsAnsweredFor() throws Exception {
    assertThat(rest("/prod/call/prints", "prints").body()).isEqualTo("fine");
    assertThat(http("/call/prints", "prints").body()).isEqualTo("fine");
    assertThat(rest("/prod/guarded", "prints").statusCode()).isEqualTo(200);
    HttpResponse<String> http = http("/guarded", "prints");
    assertThat(http.body()).isEqualTo("fine");
    assertThat(record(http, 200).path("authorizer").stringValue()).isEqualTo("-");
    program.awaitErr(line -> line.contains("pppppppp"));
    program.awaitErr(line -> line.contains("qqqqqqqq"));
    assertThat(program.err()).allMatch(line -> line.length() < 1 << 19);
  }

  /** For an integration a megabyte is an answer like any other. */
  @Test
  void anIntegrationMayReturnAMegabyte() throws Exception {
    HttpResponse<String> sent = rest("/prod/call/megabyte", "megabyte");
    assertThat(sent.statusCode()).isEqualTo(200);
    assertThat(sent.body()).hasSize((1 << 20) + 4);
    assertThat(record(sent, 200).path("integration").stringValue()).isEqualTo("-");
  }

  private static HttpResponse<String> rest(String path, String how) throws Exception {
    return get(program.http() + path, how);
  }

  private static HttpResponse<String> http(String path, String how) throws Exception {
    return get(program.http().replace("127.0.0.1", "localhost") + path, how);
  }

  private static HttpResponse<String> get(String uri, String how) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).header("How", how).build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** The access log's line of a request; waits for it. */
  private static JsonNode record(HttpResponse<String> answer, int status) throws Exception {
    String line = program.awaitOut(each -> each.contains("\"id\":\"" + id(answer) + "\""));
    JsonNode record = new JsonMapper().readTree(line);
    assertThat(record.path("status").intValue()).isEqualTo(status);
    return record;
  }

  private static void executionLogSays(HttpResponse<String> answer, String reason)
      throws Exception {
    // The access log's line is written behind those of the execution log; another file, though.
    List<String> lines = List.of();
    for (int i = 0; i < 500 && lines.isEmpty(); i++) {
      lines =
          Files.readAllLines(directory.resolve("execution.log")).stream()
              .filter(line -> line.contains("(" + id(answer) + ") "))
              .filter(line -> line.matches(".* (Execution|Lambda execution) failed .*"))
              .toList();
      Thread.sleep(lines.isEmpty() ? 10 : 0);
    }
    assertThat(lines).hasSize(1).first().asString().containsIgnoringCase(reason);
  }

  private static String id(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("x-amzn-RequestId")
        .or(() -> answer.headers().firstValue("Apigw-Requestid"))
        .orElseThrow();
  }

  private static String restApi() {
    return """
    openapi: 3.0.1
    info: {title: Rest, version: "1"}
    paths:
      /call/{how}:
        get:
          parameters: [{name: how, in: path, required: true, schema: {type: string}}]
          responses: {"200": {description: x}}
          x-amazon-apigateway-integration: {type: aws_proxy, httpMethod: POST, uri: FUNCTION}
      /guarded:
        get:
          security: [{Who: []}]
          responses: {"200": {description: x}}
          x-amazon-apigateway-integration:
            type: mock
            requestTemplates: {application/json: '{"statusCode": 200}'}
            responses: {default: {statusCode: "200"}}
    components:
      securitySchemes:
        Who:
          type: apiKey
          in: header
          name: How
          x-amazon-apigateway-authtype: custom
          x-amazon-apigateway-authorizer: {type: token, authorizerUri: FUNCTION}
    """
        .replace("FUNCTION", FUNCTION);
  }

  private static String httpApi() {
    return """
    openapi: 3.0.1
    info: {title: Http, version: "1"}
    paths:
      /call/{how}:
        get:
          parameters: [{name: how, in: path, required: true, schema: {type: string}}]
          responses: {"200": {description: x}}
          x-amazon-apigateway-integration:
            &call {type: aws_proxy, httpMethod: POST, payloadFormatVersion: "1.0", uri: FUNCTION}
      /guarded:
        get:
          security: [{Who: []}]
          responses: {"200": {description: x}}
          x-amazon-apigateway-integration: *call
    components:
      securitySchemes:
        Who:
          type: apiKey
          in: header
          name: How
          x-amazon-apigateway-authorizer:
            type: request
            authorizerUri: FUNCTION
            authorizerPayloadFormatVersion: "2.0"
            enableSimpleResponses: true
            identitySource: $request.header.How
            authorizerResultTtlInSeconds: 300
    """
        .replace("FUNCTION", FUNCTION);
  }

  private static void write(String name, String content) throws Exception {
    Files.writeString(directory.resolve(name), content);
  }
}
