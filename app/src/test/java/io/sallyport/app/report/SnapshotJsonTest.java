package io.sallyport.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.snapshot.DeployedAuthorizer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class SnapshotJsonTest {

  @Test
  void tellsTheAuthorizersOfRoutesThatHaveOne() {
    DeployedAuthorizer authorizer =
        new DeployedAuthorizer("keys", "TOKEN", Duration.ofMinutes(5), "api.yaml:12");
    JsonNode routes =
        new ObjectMapper()
            .readTree(SnapshotJson.document(Deployed.with(authorizer, null)))
            .get("apis")
            .get(0)
            .get("routes");

    assertThat(routes.get(0).get("authorizer").toString())
        .isEqualTo(
            "{\"name\":\"keys\",\"type\":\"TOKEN\",\"ttlSeconds\":300,"
                + "\"declaredAt\":\"api.yaml:12\"}");
    assertThat(routes.get(1).has("authorizer")).isFalse();
    assertThat(routes.get(1).propertyNames()).containsExactly("key", "integration", "enforced");
  }
}
