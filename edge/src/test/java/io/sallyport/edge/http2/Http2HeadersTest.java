package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that are malformed: RFC 9113 section 8. None of them gets as far as a route. */
class Http2HeadersTest extends OverHttp2 {

  private int before;

  @BeforeEach
  void count() {
    before = echo.calls();
  }

  @AfterEach
  void reachesNoRoute() {
    assertThat(echo.calls()).as("requests that reached the route").isEqualTo(before);
  }

  // Section 8.1: the exchange.

  @Test
  void refusesASecondHeadThatDoesNotEndTheStream() throws Exception {
    h2.post(1).data(1, RawFrame.NONE, "test");
    h2.headers(1, RawFrame.END_HEADERS, RawBlock.of("x-test", "ok"));
    h2.data(1, RawFrame.END_STREAM, "test");
    refused();
  }

  // Section 8.2: fields.

  @Test
  void refusesANameWithUpperCase() throws Exception {
    refused(RawBlock.request("GET", "/", "X-TEST", "ok"));
  }

  @Test
  void refusesAnUnknownPseudoField() throws Exception {
    refused(RawBlock.get("/").and(":test", "ok"));
  }

  @Test
  void refusesThePseudoFieldOfResponses() throws Exception {
    refused(RawBlock.get("/").and(":status", "200"));
  }

  @Test
  void refusesAPseudoFieldInTrailers() throws Exception {
    h2.post(1).data(1, RawFrame.NONE, "test").request(1, RawBlock.of(":method", "POST"));
    refused();
  }

  @Test
  void refusesAPseudoFieldAfterAField() throws Exception {
    refused(
        RawBlock.of(
            ":method", "GET", ":scheme", "http", ":authority", "a", "x-test", "ok", ":path", "/"));
  }

  @Test
  void refusesPseudoFieldsThatAllComeAfterAField() throws Exception {
    refused(RawBlock.of("x-test", "ok", ":method", "GET", ":scheme", "http", ":path", "/"));
  }

  // Section 8.2.2: fields of a connection.

  @Test
  void refusesAConnectionField() throws Exception {
    refused(RawBlock.request("GET", "/", "connection", "keep-alive"));
  }

  @Test
  void refusesTeOtherThanTrailers() throws Exception {
    refused(RawBlock.request("GET", "/", "te", "trailers, deflate;q=0.5"));
  }

  // Section 8.3.1: the pseudo fields of a request.

  @Test
  void refusesAnEmptyPath() throws Exception {
    refused(RawBlock.get(""));
  }

  @Test
  void refusesARequestWithoutMethod() throws Exception {
    refused(RawBlock.of(":scheme", "http", ":path", "/", ":authority", "a"));
  }

  @Test
  void refusesARequestWithoutScheme() throws Exception {
    refused(RawBlock.of(":method", "GET", ":path", "/", ":authority", "a"));
  }

  @Test
  void refusesARequestWithoutPath() throws Exception {
    refused(RawBlock.of(":method", "GET", ":scheme", "http", ":authority", "a"));
  }

  @Test
  void refusesTwoMethods() throws Exception {
    refused(RawBlock.of(":method", "GET").and(":method", "GET").and(rest()));
  }

  @Test
  void refusesTwoSchemes() throws Exception {
    refused(RawBlock.of(":method", "GET", ":scheme", "http").and(rest()));
  }

  @Test
  void refusesTwoPaths() throws Exception {
    refused(RawBlock.of(":method", "GET", ":path", "/").and(rest()));
  }

  private static String[] rest() {
    return new String[] {":scheme", "http", ":path", "/", ":authority", "a"};
  }

  // Section 8.1.1: the length of the body.

  @Test
  void refusesALengthThatOneFrameDoesNotHave() throws Exception {
    h2.post(1, "content-length", "1").data(1, RawFrame.END_STREAM, "test");
    refused();
  }

  @Test
  void refusesALengthThatSeveralFramesDoNotHave() throws Exception {
    h2.post(1, "content-length", "1").data(1, RawFrame.NONE, "test");
    h2.data(1, RawFrame.END_STREAM, "test");
    refused();
  }

  private void refused(RawBlock block) throws Exception {
    h2.request(1, block);
    refused();
  }

  /** The stream is reset, and the connection goes on. */
  private void refused() throws Exception {
    h2.awaitReset(1, RawFrame.PROTOCOL_ERROR);
    h2.roundTrip();
  }
}
