package io.sallyport.conformance.http1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final String TWO_READINGS =
      String.join(
          "\r\n",
          "POST / HTTP/1.1",
          "Host: a",
          "Content-Length: 40",
          "Transfer-Encoding:\n chunked",
          "",
          "0",
          "",
          "GET /smuggled HTTP/1.1",
          "Host: a",
          "",
          "");
  private static final String PIPELINE =
      String.join("\r\n", "GET /1 HTTP/1.1", "Host: a", "", "GET /2 HTTP/1.1", "Host: a", "", "");
  private static final ClientView SERVED = new ClientView(List.of(200), false);
  private static final ClientView REFUSED = new ClientView(List.of(400), true);
  private static final ClientView SILENCE = new ClientView(List.of(), false);

  @Test
  void failsAUnanimousRejectThatIsServed() {
    assertThat(verdict("reject", SERVED, seen()).passed()).isFalse();
  }

  @Test
  void failsAUnanimousRejectThatIsLeftHanging() {
    assertThat(verdict("reject", SILENCE, seen()).passed()).isFalse();
  }

  @Test
  void failsAUnanimousRejectWhoseRefusalFollowsAServedAnswer() {
    ClientView servedThenRefused = new ClientView(List.of(200, 400), true);

    assertThat(verdict("reject", servedThenRefused, seen()).passed()).isFalse();
  }

  @Test
  void failsAnyStreamThatReachesTheBackendMalformed() {
    RecordingBackend.Seen malformed = new RecordingBackend.Seen(List.of(), List.of("a bare LF"), 0);

    Verdict verdict = verdict("split", REFUSED, malformed);

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.malformed()).isEqualTo(1);
  }

  @Test
  void failsASmuggledRequestEvenWhenAReferenceLetItThrough() {
    StreamCase stream =
        new StreamCase(
            "x", "split", TWO_READINGS, List.of(List.of("POST 2f 0", "GET 2f736d7567676c6564 0")));

    Verdict verdict =
        Verdict.of(stream, SERVED, seen(new HttpRequest("POST", "/", 0), get("/smuggled")));

    assertThat(verdict.extra()).isEqualTo(1);
  }

  @Test
  void failsARequestThatNoReadingOfTheStreamHolds() {
    assertThat(verdict("split", SERVED, seen(get("/other"))).extra()).isEqualTo(1);
  }

  @Test
  void failsAUnanimousAcceptThatIsRefused() {
    assertThat(verdict("accept", REFUSED, seen()).passed()).isFalse();
  }

  @Test
  void failsAnyRequestAtTheBackendForAUnanimousReject() {
    assertThat(verdict("reject", REFUSED, seen(get("/1"))).extra()).isEqualTo(1);
  }

  @Test
  void passesPipelinedRequestsThatAStrictServerWouldServe() {
    assertThat(verdict("accept", SERVED, seen(get("/1"), get("/2"))).passed()).isTrue();
  }

  @Test
  void passesARefusalOrACloseOfAUnanimousReject() {
    assertThat(verdict("reject", REFUSED, seen()).passed()).isTrue();
    assertThat(verdict("reject", new ClientView(List.of(), true), seen()).passed()).isTrue();
  }

  @Test
  void passesTheOneRequestThatAReferenceLetThrough() {
    StreamCase stream =
        new StreamCase("x", "mostly-reject", TWO_READINGS, List.of(List.of("POST 2f 40")));

    Verdict verdict = Verdict.of(stream, SERVED, seen(new HttpRequest("POST", "/", 40)));

    assertThat(verdict.passed()).isTrue();
  }

  private static Verdict verdict(String consensus, ClientView client, RecordingBackend.Seen seen) {
    return Verdict.of(new StreamCase("x", consensus, PIPELINE, List.of()), client, seen);
  }

  private static RecordingBackend.Seen seen(HttpRequest... requests) {
    return new RecordingBackend.Seen(List.of(requests), List.of(), 0);
  }

  private static HttpRequest get(String path) {
    return new HttpRequest("GET", path, 0);
  }
}
