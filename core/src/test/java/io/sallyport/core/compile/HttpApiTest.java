package io.sallyport.core.compile;

import static io.sallyport.core.compile.Definitions.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.UpstreamFailure;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** API Gateway guide: "Create HTTP proxy integrations for HTTP APIs". */
class HttpApiTest {

  @Test
  void answers503WhenTheEndpointIsSilentOrGone() {
    Running running = new Running(Definitions.http().route("GET /x", proxy("http://b.test/")));
    running.upstream.silent();
    Running.Sent silent = running.get("/x");
    running.pipeline.expire(silent.exchange);
    running.upstream.does(receiver ->
        receiver.failed(new UpstreamFailure(UpstreamFailure.Kind.CLOSED, "closed early")));
    Running.Sent gone = running.get("/x");

    for (Running.Sent sent : new Running.Sent[] {silent, gone}) {
      assertThat(sent.status()).isEqualTo(503);
      assertThat(sent.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
    }
    assertThat(running.upstream.stopped()).isEqualTo(1);
  }

  @Test
  void answers502WhenACallNeedsHttp2AndTheEndpointDoesNotSpeakIt() {
    Running running = new Running(Definitions.http().route("POST /x", proxy("http://b.test/")));
    running.upstream.does(receiver ->
        receiver.failed(new UpstreamFailure(UpstreamFailure.Kind.NOT_HTTP2, "no HTTP/2")));

    Running.Sent sent = running.post("/x", "");

    assertThat(sent.status()).isEqualTo(502);
    assertThat(Objects.requireNonNull(sent.exchange.refusal()).reason()).isEqualTo("no HTTP/2");
  }

  @Test
  void letsTrailersThrough() {
    Running running = new Running(Definitions.http().route("GET /x", proxy("http://b.test/")));
    running.get("/x");
    assertThat(running.upstream.request().protocol()).isEqualTo(Protocol.HTTP_WITH_TRAILERS);
  }

  @Test
  void tellsTheEndpointWhoCalledAndNotWhatCallersClaim() {
    Running running = new Running(Definitions.http().route("GET /x", proxy("http://b.test/")));

    Running.Sent sent =
        running.get(
            "/x",
            "X-Forwarded-For",
            "6.6.6.6",
            "X-Forwarded-Proto",
            "http",
            "X-Forwarded-Host",
            "evil",
            "Forwarded",
            "for=6.6.6.6",
            "Host",
            "gateway",
            "Connection",
            "close",
            "X-HTTP-Method-Override",
            "DELETE",
            "Via",
            "1.1 cache",
            "X-Own",
            "kept");

    assertThat(running.upstream.headers())
        .containsExactlyInAnyOrder(
            "Via: 1.1 cache",
            "X-Own: kept",
            "Forwarded: by=_a1b2c3d4e5;for=198.51.100.7;"
                + "host=a1b2c3d4e5.execute-api.us-east-1.amazonaws.com;proto=https",
            "Via: HTTP/1.1 AmazonAPIGateway",
            "X-Amzn-Trace-Id: " + sent.exchange.trace());
  }

  @Test
  void passesTheResponseOnAsItIs() {
    Running running = new Running(Definitions.http().route("GET /x", proxy("http://b.test/")));
    running.upstream.answers(
        401,
        "no",
        "WWW-Authenticate",
        "Basic",
        "Content-Encoding",
        "gzip",
        "Connection",
        "close",
        "Apigw-Requestid",
        "forged");

    Running.Sent sent = running.get("/x");

    assertThat(sent.status()).isEqualTo(401);
    assertThat(sent.headers())
        .containsExactly(
            "WWW-Authenticate: Basic",
            "Content-Encoding: gzip",
            "Apigw-Requestid: " + sent.exchange.extendedRequestId());
  }

  @Test
  void fillsPathVariablesOfTheSameName() {
    Running running =
        new Running(
            Definitions.http().route("ANY /a/{proxy+}", proxy("https://b.test:8443/v/{proxy}")));

    running.get("/a/x/y%20z?q=1");

    assertThat(running.upstream.request().target()).isEqualTo("/v/x/y%20z?q=1");
    assertThat(running.upstream.request().host()).isEqualTo("b.test:8443");
    assertThat(running.get("/a/x/../y").status()).isEqualTo(400);
  }

  @Test
  void appendsThePathOnTheDefaultRouteOnly() {
    Running running =
        new Running(
            Definitions.http()
                .route("GET /fixed", proxy("http://b.test/base"))
                .route("$default", proxy("http://b.test/base")));

    running.get("/fixed?a=1");
    assertThat(running.upstream.request().target()).isEqualTo("/base?a=1");
    running.get("/any/where/?a=1");
    assertThat(running.upstream.request().target()).isEqualTo("/base/any/where/?a=1");
    running.get("/");
    assertThat(running.upstream.request().target()).isEqualTo("/base/");
    assertThat(running.get("/x/%2e%2e/y").status()).isEqualTo(400);
  }

  @Test
  void leavesTheStageOutOfAnAppendedPath() {
    Running running =
        new Running(Definitions.http().stage("v1").route("$default", proxy("http://b.test")));

    running.get("/v1/pets");
    assertThat(running.upstream.request().target()).isEqualTo("/pets");
    running.get("/v1");
    assertThat(running.upstream.request().target()).isEqualTo("/");
  }

  @Test
  void answers500ForAPlaceholderNothingFills() {
    Running running =
        new Running(Map.of(), Definitions.http().route("GET /x", proxy("http://b.test/{none}")));

    Running.Sent sent = running.get("/x");

    assertThat(sent.status()).isEqualTo(500);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }
}
