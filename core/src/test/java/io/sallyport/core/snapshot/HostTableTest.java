package io.sallyport.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import io.sallyport.core.snapshot.DeployedApi.DefaultEndpoint;
import io.sallyport.core.snapshot.GatewaySnapshot.OtherHosts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTableTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "a1", "a1.execute-api", "a1.other.test", ".execute-api.x"})
  void answersNowhereElseWhereOtherHostsAreRefused(String host) {
    assertThat(new HostTable(List.of(api()), OtherHosts.REFUSED).find(host)).isNull();
  }

  @Test
  void answersAtItsOwnName() {
    HostTable table = new HostTable(List.of(api()), OtherHosts.REFUSED);

    assertThat(table.find("a1.execute-api.us-east-1.amazonaws.com")).isNotNull();
    assertThat(table.find("a1.execute-api.localhost")).isNotNull();
    assertThat(table.find("pets.test")).isNotNull();
    assertThat(table.find("a2.execute-api.localhost")).isNull();
  }

  private static DeployedApi api() {
    Stage stage =
        new Stage(
            "a1", "pets", ApiType.HTTP, "$default", Map.of(), "1", "r", "d", new HttpWording());
    Route refused =
        new Route(
            stage,
            "",
            "",
            "",
            "",
            List.of(),
            List.of(new Refusing(new Refusal.Protocol(404, Fault.CALLER, "none"))),
            exchange -> {
              throw new IllegalStateException("never reached");
            },
            List.of(),
            false);
    return new DeployedApi(
        stage,
        "d",
        List.of("Pets.Test"),
        DefaultEndpoint.ENABLED,
        Router.builder(ApiType.HTTP).build(),
        refused,
        refused,
        List.of(),
        DeployedApi.Origin.CLEAN);
  }
}
