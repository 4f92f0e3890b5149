package io.sallyport.core.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstLightTest {

  @Test
  void answersFromAMock() {
    Running running = new Running(Definitions.rest().route("GET /pets", Definitions.mock("[1]")));

    Running.Sent sent = running.get("/prod/pets");

    assertThat(sent.status()).isEqualTo(200);
    assertThat(sent.body()).isEqualTo("[1]");
    assertThat(sent.header("content-type")).isEqualTo("application/json");
    assertThat(sent.header("x-amzn-requestid")).isEqualTo(sent.exchange.requestId());
    assertThat(sent.header("x-amz-apigw-id")).hasSize(16).endsWith("=");
    assertThat(sent.header("x-amzn-trace-id")).isNull();
    assertThat(sent.end().status()).isEqualTo(200);
  }

  @Test
  void proxiesToAnEndpoint() {
    Running running =
        new Running(
            Definitions.rest()
                .route(
                    "ANY /pets/{proxy+}",
                    Definitions.proxy(
                        "http://pets.test/v1/{proxy}",
                        "ANY",
                        Map.of("integration.request.path.proxy", "method.request.path.proxy"))));

    Running.Sent sent = running.get("/prod/pets/a/b%2Fc?x=1");

    assertThat(sent.status()).isEqualTo(200);
    assertThat(running.upstream.request().target()).isEqualTo("/v1/a/b%2Fc?x=1");
    assertThat(running.upstream.request().host()).isEqualTo("pets.test");
    assertThat(running.upstream.headers())
        .contains("Accept: application/json", "User-Agent: AmazonAPIGateway_a1b2c3d4e5");
  }
}
