package io.sallyport.adapters.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sallyport.adapters.aws.CredentialSource.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each place of the chain, with a stand-in; settings by the SDK's system properties. */
class SdkCredentialsTest {

  @TempDir private Path folder;
  private final Map<String, @Nullable String> before = new HashMap<>();
  private final List<HttpServer> servers = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @BeforeEach
  void nothingIsThere() {
    set("aws.sharedCredentialsFile", folder.resolve("none").toString());
    set("aws.configFile", folder.resolve("none").toString());
    set("aws.disableEc2Metadata", "true");
  }

  @AfterEach
  void end() {
    servers.forEach(server -> server.stop(0));
    before.forEach((key, value) -> {
      if (value == null) {
        System.clearProperty(key);
      } else {
        System.setProperty(key, value);
      }
    });
  }

  @Test
  void saysThatThereAreNone() {
    assertThatThrownBy(() -> new SdkCredentials().credentials())
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("no AWS credentials: ");
  }

  @Test
  void takesAProfile() throws IOException, Unavailable {
    Path file = folder.resolve("credentials");
    Files.writeString(
        file,
        """
        [default]
        aws_access_key_id = one
        aws_secret_access_key = secret-one
        [other]
        aws_access_key_id = two
        aws_secret_access_key = secret-two
        aws_session_token = token-two
        """);
    set("aws.sharedCredentialsFile", file.toString());
    assertThat(new SdkCredentials().credentials())
        .isEqualTo(new AwsCredentials("one", "secret-one", null));
    set("aws.profile", "other");
    assertThat(new SdkCredentials().credentials())
        .isEqualTo(new AwsCredentials("two", "secret-two", "token-two"));
  }

  @Test
  void asksTheContainersEndpoint() throws IOException, Unavailable {
    String url = serve(Map.of("/creds", credentials("container", 3600)));
    set("aws.containerCredentialsFullUri", url + "/creds");
    set("aws.containerAuthorizationToken", "let-me-in");
    assertThat(new SdkCredentials().credentials())
        .isEqualTo(new AwsCredentials("container", "secret-container", "token-container"));
    assertThat(asked).containsExactly("GET /creds let-me-in");
  }

  @Test
  void asksAgainWhenCredentialsEnd() throws IOException, Unavailable {
    String url = serve(Map.of("/creds", credentials("short", 2)));
    set("aws.containerCredentialsFullUri", url + "/creds");
    SdkCredentials source = new SdkCredentials();
    source.credentials();
    int before = asked.size();
    source.credentials();
    assertThat(asked).hasSizeGreaterThanOrEqualTo(before);
    for (int i = 0; i < 100 && asked.size() == before; i++) {
      pause();
      source.credentials();
    }
    assertThat(asked).hasSizeGreaterThan(before);
  }

  @Test
  void asksTheInstance() throws IOException, Unavailable {
    String url =
        serve(
            Map.of(
                "/latest/api/token", "a-token",
                "/latest/meta-data/iam/security-credentials/", "the-role",
                "/latest/meta-data/iam/security-credentials/the-role",
                    credentials("instance", 36_000)));
    set("aws.disableEc2Metadata", "false");
    set("aws.ec2MetadataServiceEndpoint", url);
    assertThat(new SdkCredentials().credentials())
        .isEqualTo(new AwsCredentials("instance", "secret-instance", "token-instance"));
    assertThat(asked).first().asString().startsWith("PUT /latest/api/token");
  }

  @Test
  void keepsTheSecretOutOfTexts() {
    assertThat(new AwsCredentials("id", "secret", "token").toString()).isEqualTo("id");
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String credentials(String name, int seconds) {
    return """
    {"Code":"Success","AccessKeyId":"%s","SecretAccessKey":"secret-%s","Token":"token-%s","Expiration":"%s"}
    """
        .formatted(
            name, name, name, Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS));
  }

  private String serve(Map<String, String> answers) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          asked.add(exchange.getRequestMethod() + " " + path + (token == null ? "" : " " + token));
          String answer = answers.get(path);
          byte[] body = (answer == null ? "" : answer).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              answer == null ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void set(String key, String value) {
    String old = System.setProperty(key, value);
    before.putIfAbsent(key, old);
  }
}
