package io.sallyport.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.app.config.Flags;
import io.sallyport.app.load.Loading;
import io.sallyport.app.load.Previous;
import io.sallyport.core.compile.Services;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.AdminHandler.AdminRequest;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizerCachesTest {

  @TempDir private Path directory;

  private final List<String> flushed = new ArrayList<>();
  private AuthorizerCaches caches = new AuthorizerCaches(() -> null, "", (_, _) -> {});

  @BeforeEach
  void deploy() throws IOException {
    String definition =
        """
        openapi: 3.0.1
        info: {title: T, version: "1"}
        paths: {}
        """;
    Files.writeString(directory.resolve("rest.yaml"), definition);
    Files.writeString(directory.resolve("http.yaml"), definition);
    Files.writeString(
        directory.resolve("sallyport.yaml"),
        """
        apis:
          - {file: rest.yaml, id: restapi, type: rest, stage: prod}
          - {file: http.yaml, id: httpapi, type: http}
        """);
    Flags flags =
        Flags.of(
            List.of(), directory.resolve("sallyport.yaml"), null, null, null, Set.of(), Map.of());
    Loading loading = Loading.begin(flags).read(Previous.NOTHING);
    GatewaySnapshot snapshot =
        loading.compile(Services.of((_, _, _) -> () -> {}), null).orElseThrow();
    caches =
        new AuthorizerCaches(
            () -> snapshot, "123456789012", (api, stage) -> flushed.add(api + "/" + stage));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DELETE | /restapis/nobody/stages/prod/cache/authorizers       | 404 | Invalid API identifier specified 123456789012:nobody
          DELETE | /restapis/httpapi/stages/$default/cache/authorizers  | 404 | Invalid API identifier specified 123456789012:httpapi
          DELETE | /restapis/restapi/stages/test/cache/authorizers      | 404 | Invalid stage identifier specified
          DELETE | /v2/apis/restapi/stages/prod/cache/authorizers       | 404 | Invalid API identifier specified 123456789012:restapi
          DELETE | /v2/apis/httpapi/stages/prod/cache/authorizers       | 404 | Invalid stage identifier specified
          DELETE | /restapis/restapi/stages/prod/cache/data             | 404 | Not Found
          DELETE | /restapis                                            | 404 | Not Found
          POST   | /restapis/restapi/stages/prod/cache/authorizers      | 405 | Method Not Allowed
          """)
  void flushesNothingThatIsNotThere(String method, String path, int status, String message) {
    Response response = ask(method, path);
    assertThat(response.status()).isEqualTo(status);
    assertThat(((Bytes) response.body()).text()).isEqualTo("{\"message\":\"" + message + "\"}");
    assertThat(flushed).isEmpty();
  }

  @Test
  void flushesAStageByAwsPaths() {
    assertThat(ask("DELETE", "/restapis/restapi/stages/prod/cache/authorizers").status())
        .isEqualTo(202);
    assertThat(ask("DELETE", "/v2/apis/httpapi/stages/%24default/cache/authorizers").status())
        .isEqualTo(204);
    assertThat(flushed).containsExactly("restapi/prod", "httpapi/$default");
  }

  private Response ask(String method, String path) {
    return caches.handle(new AdminRequest(method, path, null, HeaderList.EMPTY, Bytes.utf8("")));
  }
}
