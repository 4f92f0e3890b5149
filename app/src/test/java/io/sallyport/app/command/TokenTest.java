package io.sallyport.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The local issuer as its users meet it: a running gateway, and the command that asks it. */
class TokenTest {

  private static final String ISSUER =
      "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pets01";

  @TempDir Path directory;

  @Test
  void printsATokenAndNothingElse() throws Exception {
    configure("issuers: {eu-west-1_Pets01: {local: true}}");
    try (Program gateway = Program.up(directory, "api.yaml")) {
      gateway.awaitErr(line ->
          line.equals("local issuer: anybody on this machine can make tokens of " + ISSUER));
      Ended token = token(gateway, "--user", "alice");
      assertThat(token.exitCode()).as("%s", token.err()).isZero();
      assertThat(token.err()).isEmpty();
      assertThat(token.out()).hasSize(1);
      JsonNode claims = claims(token.out().getFirst());
      assertThat(claims.path("iss").stringValue()).isEqualTo(ISSUER);
      assertThat(claims.path("token_use").stringValue()).isEqualTo("id");
      assertThat(claims.path("cognito:username").stringValue()).isEqualTo("alice");
      assertThat(claims.path("exp").longValue() - claims.path("iat").longValue()).isEqualTo(120);

      Ended access =
          token(gateway, "--user", "alice", "--access", "--groups", "a,b", "--lifetime", "9s");
      JsonNode other = claims(access.out().getFirst());
      assertThat(other.path("token_use").stringValue()).isEqualTo("access");
      assertThat(other.path("cognito:groups").toString()).isEqualTo("[\"a\",\"b\"]");
      assertThat(other.path("exp").longValue() - other.path("iat").longValue()).isEqualTo(9);

      Ended unknown = token(gateway, "--user", "bob");
      assertThat(unknown.exitCode()).isEqualTo(2);
      assertThat(unknown.out()).isEmpty();
      assertThat(unknown.err())
          .containsExactly("sallyport: there is no user `bob`, expected one of `alice`");
    }
  }

  @Test
  void namesTheIssuersWhereThereAreSeveralAndTakesNewUsersWithAReload() throws Exception {
    configure("issuers: {eu-west-1_A: {local: true}, 'https://login.example': {local: true}}");
    try (Program gateway = Program.up(directory, "api.yaml", "--no-watch")) {
      Ended several = token(gateway, "--user", "alice");
      assertThat(several.exitCode()).isEqualTo(2);
      assertThat(several.err())
          .containsExactly(
              "sallyport: there are several issuers, expected `--pool` with one of `eu-west-1_A`,"
                  + " `login.example`");
      write("users.yaml", "users: {bob: {}}");
      assertThat(gateway.post(gateway.admin() + "/reload").statusCode()).isEqualTo(200);
      assertThat(token(gateway, "--user", "bob", "--pool", "eu-west-1_A").exitCode()).isZero();
      write("users.yaml", "users: {bob: {grups: []}}");
      assertThat(gateway.post(gateway.admin() + "/reload").statusCode()).isEqualTo(422);
      assertThat(token(gateway, "--user", "bob", "--pool", "eu-west-1_A").exitCode()).isZero();
    }
  }

  @Test
  void isNotThereUnlessTheConfigurationSaysSo() throws Exception {
    configure("");
    try (Program gateway = Program.up(directory, "api.yaml")) {
      assertThat(gateway.get(gateway.admin() + "/idp").statusCode()).isEqualTo(404);
      Ended token = token(gateway, "--user", "alice");
      assertThat(token.exitCode()).isEqualTo(2);
      assertThat(token.err()).hasSize(1).first().asString().contains("has no local issuer");
      assertThat(gateway.err()).noneMatch(line -> line.startsWith("local issuer"));
    }
  }

  @Test
  void takesNoOrdersFromPagesInABrowser() throws Exception {
    configure("issuers: {eu-west-1_Pets01: {local: true}}");
    try (Program gateway = Program.up(directory, "api.yaml")) {
      String form = "username=alice";
      String command = "Sallyport-Command: token\r\n";
      assertThat(status(gateway, "POST", "/idp", "Host: 127.0.0.1\r\n" + command, form))
          .isEqualTo(200);
      for (String headers :
          List.of(
              "Host: evil.example:9901\r\n",
              "Host: 127.0.0.1\r\nOrigin: https://evil.example\r\n",
              "Host: 127.0.0.1\r\nSec-Fetch-Site: cross-site\r\n")) {
        assertThat(status(gateway, "POST", "/idp", headers + command, form)).isEqualTo(403);
        assertThat(status(gateway, "POST", "/reload", headers, "")).isEqualTo(403);
        assertThat(status(gateway, "GET", "/snapshot", headers, "")).isEqualTo(403);
        String cache = "/restapis/abcdefghij/stages/prod/cache/authorizers";
        assertThat(status(gateway, "DELETE", cache, headers, "")).isEqualTo(403);
      }
    }
  }

  @Test
  void readsNoMoreOfABodyThanItsLimit() throws Exception {
    configure("issuers: {eu-west-1_Pets01: {local: true}}\nlimits: {adminBody: 1KB}");
    try (Program gateway = Program.up(directory, "api.yaml")) {
      String headers = "Host: 127.0.0.1\r\nSallyport-Command: token\r\n";
      assertThat(status(gateway, "POST", "/idp", headers, "x=" + "y".repeat(1023))).isEqualTo(413);
    }
  }

  private record Ended(int exitCode, List<String> out, List<String> err) {}

  private Ended token(Program gateway, String... arguments) throws Exception {
    String admin = gateway.admin().substring("http://".length());
    List<String> all = new ArrayList<>(List.of("token", "--admin", admin));
    all.addAll(List.of(arguments));
    try (Program command = Program.start(directory, all.toArray(String[]::new))) {
      return new Ended(command.exitCode(), command.out(), command.err());
    }
  }

  /** Past a client that chooses the header fields itself. */
  private static int status(
      Program gateway, String method, String path, String headers, String body) throws IOException {
    URI admin = URI.create(gateway.admin());
    try (Socket socket = new Socket(admin.getHost(), admin.getPort())) {
      OutputStream out = socket.getOutputStream();
      String head =
          method
              + " "
              + path
              + " HTTP/1.1\r\n"
              + headers
              + "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n";
      out.write((head + body).getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  private static JsonNode claims(String token) {
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return new JsonMapper().readTree(claims);
  }

  private void configure(String text) throws IOException {
    write("api.yaml", Definitions.mock("one"));
    write("users.yaml", "users: {alice: {password: wonderland, groups: [admin]}}");
    write("sallyport.yaml", text + "\nlocalIssuer: {users: users.yaml, tokenLifetime: 2m}\n");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }
}
