package io.sallyport.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Identity providers that are away, silent or endless, behind the running program: it starts, lets
 * nobody in, and says why.
 */
class BadIssuerTest {

  private static final String ISSUER = "https://idp.example";
  private static final String DISCOVERY_FAILED = "OIDC discovery endpoint communication error";
  private static final String KEYS_FAILED = "JWKS communication error";

  @TempDir Path directory;

  @Test
  void oneThatIsDownAtTheStartIsAskedAgainUntilItIsThere() throws Exception {
    TestIssuer issuer = new TestIssuer();
    int port;
    try (KeyServer closed = KeyServer.serving(0, "")) {
      port = closed.port();
    }
    String token = issuer.token(claims());
    try (Program program = up("discovery", "http://127.0.0.1:" + port + "/d")) {
      refused(program, token, DISCOVERY_FAILED);
      program.awaitErr(
          line -> line.contains("cannot be read") && line.contains("refused until they can"));
      String document =
          "{\"issuer\":\"%s\",\"jwks_uri\":\"http://127.0.0.1:%d/k\"}".formatted(ISSUER, port);
      try (KeyServer _ = KeyServer.serving(port, document, issuer.jwks())) {
        // After one second, two and four.
        awaitAccepted(program, token);
      }
    }
  }

  @Test
  void oneThatHangsIsGivenUpAfterItsTime() throws Exception {
    try (KeyServer silent = new KeyServer(0, _ -> Thread.sleep(60_000));
        Program program = up("discovery", silent.uri())) {
      long start = System.nanoTime();
      refused(program, new TestIssuer().token(claims()), DISCOVERY_FAILED);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      program.awaitErr(line -> line.contains("has not answered whole after 1500 ms"));
      assertThat(program.get(program.admin() + "/readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void oneThatServesFiveGigabytesIsNotReadBeyondTheLimit() throws Exception {
    byte[] chunk = new byte[64 * 1024];
    try (KeyServer endless =
            new KeyServer(
                0,
                out -> {
                  out.write(KeyServer.head("Content-Type: application/json"));
                  for (long sent = 0; sent < 5L << 30; sent += chunk.length) {
                    out.write(chunk);
                  }
                });
        Program program = up("jwks", endless.uri())) {
      refused(program, new TestIssuer().token(claims()), KEYS_FAILED);
      program.awaitErr(line -> line.contains("is longer than 150000 bytes"));
      assertThat(endless.written.get()).isLessThan(256L << 20);
    }
  }

  private static void refused(Program program, String token, String words) throws Exception {
    HttpResponse<String> answer = get(program, token);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
        .endsWith("error_description=\"" + words + "\"");
    String id = answer.headers().firstValue("Apigw-Requestid").orElseThrow();
    assertThat(program.awaitOut(line -> line.startsWith(id)))
        .isEqualTo(id + " 401 UNAUTHORIZED invalid_token: " + words);
  }

  private static void awaitAccepted(Program program, String token) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (get(program, token).statusCode() != 503) {
      assertThat(System.nanoTime() - end).as("the token was never accepted").isNegative();
      Thread.sleep(100);
    }
  }

  private static HttpResponse<String> get(Program program, String token) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(program.http() + "/me"))
              .header("Authorization", "Bearer " + token)
              .build(),
          BodyHandlers.ofString());
    }
  }

  private Program up(String key, String uri) throws Exception {
    Files.writeString(directory.resolve("api.yaml"), definition());
    Files.writeString(
        directory.resolve("sallyport.yaml"),
        """
        issuers: {'%s': {%s: '%s'}}
        accessLog:
          file: stdout
          format: $context.requestId $context.status $context.error.responseType $context.authorizer.error
        """
            .formatted(ISSUER, key, uri));
    return Program.up(directory, "api.yaml");
  }

  private static String claims() {
    long soon = Instant.now().getEpochSecond() + 600;
    return "{\"iss\":\"%s\",\"aud\":\"pets\",\"exp\":%d}".formatted(ISSUER, soon);
  }

  /** Nobody listens behind it: who is let in gets 503. */
  private static String definition() {
    return """
    openapi: 3.0.1
    info: {title: Http, version: "1"}
    paths:
      /me:
        get:
          security: [{Jwt: []}]
          responses: {"200": {description: x}}
          x-amazon-apigateway-integration:
            {type: http_proxy, httpMethod: GET, payloadFormatVersion: "1.0", uri: 'http://127.0.0.1:9/'}
    components:
      securitySchemes:
        Jwt:
          type: oauth2
          x-amazon-apigateway-authorizer:
            type: jwt
            identitySource: $request.header.Authorization
            jwtConfiguration: {issuer: 'ISSUER', audience: [pets]}
    """
        .replace("ISSUER", ISSUER);
  }
}
