package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code :authority} beside {@code Host}: they must not differ, RFC 9113 section 8.3.1. */
class Http2AuthorityTest extends OverHttp2 {

  @ParameterizedTest
  @CsvSource({
    "http, a, b",
    "http, a, a:81",
    "http, a:81, a",
    "http, a:81, a:82",
    "http, a, a:443",
    "https, a, a:80",
    "http, a:80, a:8080",
    "http, a:443, a:80",
    "http, [::1], [::1]:81",
    "http, [::1]:81, [::1]:82",
    "http, a:0, a"
  })
  void refusesAHostThatDiffers(String scheme, String authority, String host) throws Exception {
    int before = echo.calls();
    h2.request(1, block(scheme, authority, host));
    h2.awaitReset(1, RawFrame.PROTOCOL_ERROR);
    h2.roundTrip();
    assertThat(echo.calls()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "http, a, a",
    "http, a, A",
    "http, a:81, a:81",
    "http, a, a:80",
    "http, a:80, a",
    "http, a:, a",
    "http, a:080, a:80",
    "https, a:443, a",
    "https, a, a:443",
    "https, a:80, a:80",
    "http, [::1]:80, [::1]",
    "http, [::A], [::a]"
  })
  void takesAHostThatMeansTheSame(String scheme, String authority, String host) throws Exception {
    h2.request(1, block(scheme, authority, host));
    assertThat(h2.awaitAnswer(1).status()).isEqualTo(200);
  }

  private static RawBlock block(String scheme, String authority, String host) {
    return RawBlock.of(
        ":method", "GET", ":scheme", scheme, ":authority", authority, ":path", "/", "host", host);
  }
}
