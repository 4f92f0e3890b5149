package io.sallyport.edge.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.AdminHandler.AdminRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserGuardTest {

  private final BrowserGuard guard =
      new BrowserGuard(_ -> Response.of(200, HeaderList.EMPTY, Bytes.utf8("done")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:9901",
        "127.0.0.1.evil.example",
        "localhost.evil.example:9901",
        "127.0.0.1:9901.evil.example",
        "192.168.0.1:9901",
        "0.0.0.0:9901",
        "[::]:9901",
        ""
      })
  void refusesEveryHostButLoopback(String host) {
    assertThat(status("Host", host)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example", "null", "http://127.0.0.1:9901", "http://localhost"})
  void refusesWhatAPageSends(String origin) {
    assertThat(status("Host", "127.0.0.1:9901", "Origin", origin)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "", "unheard-of"})
  void refusesWhatABrowserSaysComesFromElsewhere(String site) {
    assertThat(status("Host", "localhost:9901", "Sec-Fetch-Site", site)).isEqualTo(403);
  }

  @Test
  void refusesARequestWithoutOneHost() {
    assertThat(status()).isEqualTo(403);
    assertThat(status("Host", "localhost", "Host", "localhost")).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9901", "LOCALHOST", "127.0.0.1:1", "127.0.0.1", "[::1]:9901"})
  void passesWhatComesFromThisMachine(String host) {
    assertThat(status("Host", host)).isEqualTo(200);
    assertThat(status("Host", host, "Sec-Fetch-Site", "none")).isEqualTo(200);
  }

  private int status(String... headers) {
    return guard
        .handle(new AdminRequest("POST", "/reload", null, HeaderList.of(headers), Bytes.utf8("")))
        .status();
  }
}
