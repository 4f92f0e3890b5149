package io.sallyport.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.snapshot.DeployedAuthorizer;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteTableTest {

  @Test
  void tellsOfEachRouteItsAuthorizerItsTtlAndWhereItIsDeclared() {
    assertThat(
            rows(
                new DeployedAuthorizer("keys", "TOKEN", Duration.ofMinutes(5), "api.yaml:12"),
                new DeployedAuthorizer("jwt", "JWT", null, "api.yaml:7")))
        .containsExactly(
            "  GET /pets          HTTP_PROXY  authorizer: TOKEN keys, kept 300 s, api.yaml:12"
                + "  enforced: -",
            "  DELETE /pets/{id}  MOCK        authorizer: JWT jwt, api.yaml:7                "
                + "  enforced: media type");
  }

  @Test
  void marksTheRoutesThatAreOpenBesideOthers() {
    assertThat(rows(null, new DeployedAuthorizer("a", "REQUEST", Duration.ZERO, "api.yaml:3")))
        .containsExactly(
            "  GET /pets          HTTP_PROXY  authorizer: -                              "
                + "  enforced: -",
            "  DELETE /pets/{id}  MOCK        authorizer: REQUEST a, kept 0 s, api.yaml:3"
                + "  enforced: media type");
  }

  @Test
  void hasNoColumnOfAuthorizersWhereThereIsNone() {
    assertThat(rows(null, null))
        .containsExactly(
            "  GET /pets          HTTP_PROXY  enforced: -",
            "  DELETE /pets/{id}  MOCK        enforced: media type");
  }

  @Test
  void letsNoNameSteerATerminal() {
    DeployedAuthorizer authorizer =
        new DeployedAuthorizer("a\u001b[2J\nready", "TOKEN", Duration.ZERO, "api.yaml:3");

    assertThat(rows(authorizer, null)).hasSize(2).noneMatch(row -> row.contains("\u001b"));
    assertThat(rows(Deployed.enforcing("authorizer a\nready http=127.0.0.1:1"))).hasSize(1);
  }

  private static List<String> rows(
      @Nullable DeployedAuthorizer first, @Nullable DeployedAuthorizer second) {
    return rows(Deployed.with(first, second));
  }

  private static List<String> rows(GatewaySnapshot snapshot) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RouteTable.print(snapshot, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8).lines().skip(1).toList();
  }
}
