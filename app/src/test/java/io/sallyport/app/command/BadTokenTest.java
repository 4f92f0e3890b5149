package io.sallyport.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
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
 * Tokens that are not good, shown to the running program: to a JWT authorizer of an HTTP API and a
 * Cognito authorizer of a REST API. Each has its status, and a line in the logs that says why.
 */
class BadTokenTest {

  private static final String ISSUER = "https://idp.example";
  private static final String POOL =
      "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Abc";
  private static final String POOL_ISSUER =
      "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc";

  @TempDir static Path directory;
  private static TestIssuer issuer;
  private static KeyServer keys;
  private static Endpoint endpoint;
  private static Program program;
  private static HttpClient client;

  @BeforeAll
  static void begin() throws Exception {
    issuer = new TestIssuer();
    keys = KeyServer.serving(0, issuer.jwks());
    endpoint = new Endpoint();
    write("rest.yaml", restApi());
    write("http.yaml", httpApi());
    write(
        "sallyport.yaml",
        """
        apis:
          - {file: rest.yaml, type: rest, id: restapi, hosts: ["127.0.0.1"]}
          - {file: http.yaml, type: http, id: httpapi, hosts: [localhost]}
        issuers: {default: {jwks: '%s'}}
        executionLog: {file: execution.log, level: error}
        accessLog:
          file: stdout
          format: '{"id":"$context.requestId","status":$context.status,"authorizer":"$context.authorizer.error","path":"$context.path"}'
        """
            .formatted(keys.uri()));
    program = Program.up(directory, "--config", "sallyport.yaml");
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void end() throws IOException {
    client.close();
    program.close();
    endpoint.close();
    keys.close();
  }

  /** What the others differ from in one thing each. */
  @Test
  void aGoodTokenIsLetThrough() throws Exception {
    HttpResponse<String> http = http(issuer.token(jwt("\"sub\":\"ann\"")));
    assertThat(http.body()).isEqualTo("from behind");
    assertThat(record(http, 200).path("authorizer").stringValue()).isEqualTo("-");
    assertThat(rest(issuer.token(cognito("\"sub\":\"ann\""))).statusCode()).isEqualTo(200);
    Path maps = Path.of("/proc", Long.toString(program.pid()), "maps");
    if (Files.exists(maps)) {
      // The default provider; on Linux nothing else has this library in memory.
      assertThat(Files.readString(maps)).contains("CorrettoCryptoProvider");
      assertThat(program.err()).noneMatch(line -> line.contains("cryptoProvider"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"alg":"none","kid":"k1"}                              | signing method is invalid | the token's algorithm is `none`
          {"alg":"None","kid":"k1"}                              | signing method is invalid | the token's algorithm is `None`
          {"alg":"RS256","kid":"k1","crit":["exp"],"exp":1}      | token is malformed        | says `crit`, and no extension is understood
          {"alg":"RS256","kid":"k1","crit":["https://x.example"]} | token is malformed       | says `crit`, and no extension is understood
          {"alg":"RS256","kid":"k1","crit":[]}                   | token is malformed        | says `crit`, and no extension is understood
          {"alg":"RS256","alg":"RS256","kid":"k1"}               | token is malformed        | Duplicate
          {"alg":"RS256","kid":"k2"}                             | the token is not signed with a valid key | the token's key `k2` is not among those of its issuer
          """)
  void refusesWhatItsHeaderSays(String header, String words, String reason) throws Exception {
    refused(
        issuer.signed(header, jwt("\"a\":1")),
        issuer.signed(header, cognito("\"a\":1")),
        words,
        reason);
  }

  @Test
  void refusesATokenWithoutASignature() throws Exception {
    String header = "{\"alg\":\"none\"}";
    refused(
        TestIssuer.unsigned(header, jwt("\"a\":1")) + ".",
        TestIssuer.unsigned(header, cognito("\"a\":1")) + ".",
        "signing method is invalid",
        "the token's algorithm is `none`");
  }

  /** The oldest trick: everybody has the public key, so everybody could make such a MAC. */
  @Test
  void refusesAMacWhoseSecretIsThePublicKey() throws Exception {
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(issuer.published())
            + "\n-----END PUBLIC KEY-----\n";
    for (byte[] secret :
        List.of(
            issuer.published(),
            pem.getBytes(StandardCharsets.US_ASCII),
            pem.strip().getBytes(StandardCharsets.US_ASCII),
            issuer.jwks().getBytes(StandardCharsets.US_ASCII))) {
      refused(
          TestIssuer.mac(secret, jwt("\"a\":1")),
          TestIssuer.mac(secret, cognito("\"a\":1")),
          "signing method HS256 is invalid",
          "the token is signed with `HS256`, which is not allowed");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "sub":"ann","sub":"bob"   | Duplicate
          "exp":9999999999          | Duplicate
          "aud":"pets","x":1        | Duplicate
          """)
  void refusesAClaimThatIsThereTwice(String claims, String reason) throws Exception {
    refused(issuer.token(jwt(claims)), issuer.token(cognito(claims)), "token is malformed", reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7          | a `aud` that is not a list
          true       | a `aud` that is not a list
          {"a":1}    | a `aud` that is not a list
          ["pets",7] | a `aud` that is not a list of texts
          [["pets"]] | a `aud` that is not a list of texts
          """)
  void refusesAnAudienceThatIsNoText(String audience, String reason) throws Exception {
    refused(
        issuer.token(jwt("\"a\":1").replace("\"pets\"", audience)),
        issuer.token(cognito("\"a\":1").replace("\"pets\"", audience)),
        "token is malformed",
        reason);
  }

  /** Never read as a token: a head may not be that long. */
  @Test
  void refusesATokenOfAMegabyteByTheLengthOfItsHead() throws Exception {
    String long1 = issuer.token(jwt("\"pad\":\"" + "a".repeat(1 << 20) + "\""));
    assertThat(status("GET /me HTTP/1.1\r\nAuthorization: " + long1)).isEqualTo(431);
    program.awaitOut(line -> line.contains("\"status\":431,\"authorizer\":\"-\""));
    assertThat(status("GET /me?token=" + long1 + " HTTP/1.1")).isEqualTo(414);
    program.awaitOut(line -> line.contains("\"status\":414,\"authorizer\":\"-\""));
  }

  private static void refused(String jwt, String cognito, String words, String reason)
      throws Exception {
    HttpResponse<String> http = http(jwt);
    assertThat(http.statusCode()).isEqualTo(401);
    assertThat(http.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(http.headers().firstValue("www-authenticate"))
        .contains("Bearer scope=\"\" error=\"invalid_token\" error_description=\"" + words + "\"");
    assertThat(record(http, 401).path("authorizer").stringValue())
        .isEqualTo("invalid_token: " + words);

    HttpResponse<String> rest = rest(cognito);
    assertThat(rest.statusCode()).isEqualTo(401);
    assertThat(rest.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(record(rest, 401).path("authorizer").stringValue()).isEqualTo("Unauthorized");
    executionLogSays(rest, reason);
  }

  private static String jwt(String more) {
    return "{\"iss\":\"%s\",\"aud\":\"pets\",\"exp\":%d,%s}".formatted(ISSUER, soon(), more);
  }

  private static String cognito(String more) {
    return "{\"iss\":\"%s\",\"aud\":\"pets\",\"token_use\":\"id\",\"exp\":%d,%s}"
        .formatted(POOL_ISSUER, soon(), more);
  }

  private static long soon() {
    return Instant.now().getEpochSecond() + 600;
  }

  private static HttpResponse<String> rest(String token) throws Exception {
    return get(program.http() + "/prod/me", token);
  }

  private static HttpResponse<String> http(String token) throws Exception {
    return get(program.http().replace("127.0.0.1", "localhost") + "/me", token);
  }

  private static HttpResponse<String> get(String uri, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri)).header("Authorization", "Bearer " + token).build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** The status of a request whose head is too long for a client. */
  private static int status(String head) throws IOException {
    URI gateway = URI.create(program.http());
    try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
      OutputStream out = socket.getOutputStream();
      try {
        out.write((head + "\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      } catch (SocketException e) {
        // Answered and closed before the end, as it may be.
      }
      String answer = new String(socket.getInputStream().readNBytes(16), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
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
    List<String> lines = List.of();
    for (int i = 0; i < 500 && lines.isEmpty(); i++) {
      lines =
          Files.readAllLines(directory.resolve("execution.log")).stream()
              .filter(line -> line.contains("(" + id(answer) + ") Execution failed: "))
              .toList();
      Thread.sleep(lines.isEmpty() ? 10 : 0);
    }
    assertThat(lines).hasSize(1).first().asString().contains(reason);
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
      /me:
        get:
          security: [{Pool: []}]
          responses: {"200": {description: x}}
          x-amazon-apigateway-integration:
            type: mock
            requestTemplates: {application/json: '{"statusCode": 200}'}
            responses: {default: {statusCode: "200"}}
    components:
      securitySchemes:
        Pool:
          type: apiKey
          in: header
          name: Authorization
          x-amazon-apigateway-authtype: cognito_user_pools
          x-amazon-apigateway-authorizer: {type: cognito_user_pools, providerARNs: [POOL]}
    """
        .replace("POOL", POOL);
  }

  private static String httpApi() {
    return """
    openapi: 3.0.1
    info: {title: Http, version: "1"}
    paths:
      /me:
        get:
          security: [{Jwt: []}]
          responses: {"200": {description: x}}
          x-amazon-apigateway-integration:
            {type: http_proxy, httpMethod: GET, payloadFormatVersion: "1.0", uri: 'http://127.0.0.1:PORT/'}
    components:
      securitySchemes:
        Jwt:
          type: oauth2
          x-amazon-apigateway-authorizer:
            type: jwt
            identitySource: $request.header.Authorization
            jwtConfiguration: {issuer: 'ISSUER', audience: [pets]}
    """
        .replace("PORT", Integer.toString(endpoint.port()))
        .replace("ISSUER", ISSUER);
  }

  private static void write(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }
}
