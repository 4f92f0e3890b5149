package io.sallyport.core.compile;

import static io.sallyport.core.compile.Definitions.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.UpstreamFailure;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API Gateway guide: "Set up HTTP proxy integrations", "Important notes". */
class HttpProxyTest {

  private static final Map<String, String> GREEDY =
      Map.of("integration.request.path.proxy", "method.request.path.proxy");

  @Test
  void letsTrailersThrough() {
    Running running = running(proxy("http://b.test/"));
    running.get("/prod/x");
    assertThat(running.upstream.request().protocol()).isEqualTo(Protocol.HTTP_WITH_TRAILERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length",
        "Transfer-Encoding",
        "X-Amzn-Trace-Id",
        "X-Amzn-Apigateway-Api-Id"
      })
  void failsEveryCallWhoseMappingSetsWhatIsTheGateways(String header) {
    Running running = running(proxy("http://b.test/", "GET", header(header, "'1'")));

    Running.Sent sent = running.get("/prod/x");

    assertThat(sent.status()).isEqualTo(500);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Internal server error\"}");
    assertThat(running.upstream.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/prod/../admin",
        "/prod/a/../admin",
        "/prod/a/%2e%2E/admin",
        "/prod/a/./b",
        "/prod/a%2F..%2Fadmin",
        "/prod/..",
        "/prod/a/..%5Cadmin"
      })
  void refusesPathsThatWouldLeaveTheirPlace(String path) {
    Running running = running(proxy("http://b.test/public/{proxy}", "ANY", GREEDY));

    assertThat(running.get(path).status()).isIn(400, 403);
    assertThat(running.upstream.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/prod/a...b/.well-known, /public/a...b/.well-known",
    "/prod/a%20b,             /public/a%20b",
    "/prod/a|b,               /public/a%7Cb",
    "/prod/50%,               /public/50%25",
    "/prod/a/b/,              /public/a/b"
  })
  void keepsPathsAsTheyCame(String path, String target) {
    Running running = running(proxy("http://b.test/public/{proxy}", "ANY", GREEDY));

    running.get(path);

    assertThat(running.upstream.request().target()).isEqualTo(target);
  }

  @Test
  void dropsWhatBelongsToTheCallersConnection() {
    Running running = running(proxy("http://b.test/"));

    running.get(
        "/prod/x",
        "Connection",
        "keep-alive",
        "Content-MD5",
        "1",
        "Expect",
        "1",
        "Max-Forwards",
        "1",
        "Proxy-Authenticate",
        "1",
        "Server",
        "1",
        "TE",
        "1",
        "Transfer-Encoding",
        "1",
        "Trailer",
        "1",
        "Upgrade",
        "1",
        "WWW-Authenticate",
        "1",
        "Content-Encoding",
        "1",
        "Via",
        "1",
        "Host",
        "gateway",
        "X-Amzn-Apigateway-Api-Id",
        "forged",
        "X-HTTP-Method-Override",
        "DELETE",
        "Content-Type",
        "text/plain",
        "Authorization",
        "Basic x",
        "Accept-Encoding",
        "gzip",
        "User-Agent",
        "curl/8",
        "Accept",
        "*/*",
        "X-Own",
        "kept");

    assertThat(running.upstream.headers())
        .containsExactlyInAnyOrder(
            "Authorization: Basic x",
            "Accept-Encoding: gzip",
            "User-Agent: curl/8",
            "Accept: */*",
            "X-Own: kept",
            "X-Amzn-Apigateway-Api-Id: a1b2c3d4e5",
            "X-Amzn-Trace-Id: " + running.upstream.request().edits().added("X-Amzn-Trace-Id"));
    assertThat(running.upstream.request().method()).isEqualTo("GET");
  }

  @Test
  void keepsTheCallersTraceRoot() {
    Running running = running(proxy("http://b.test/"));
    String sent = "Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1";

    running.get("/prod/x", "X-Amzn-Trace-Id", sent);
    assertThat(running.upstream.headers()).contains("X-Amzn-Trace-Id: " + sent);

    running.get("/prod/x", "X-Amzn-Trace-Id", "Self=1");
    assertThat(running.upstream.request().edits().added("X-Amzn-Trace-Id"))
        .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
  }

  @Test
  void setsMappedHeadersOverTheCallersAndSkipsMissingSources() {
    Running running =
        running(
            proxy(
                "http://b.test/",
                "GET",
                Map.of(
                    "integration.request.header.X-Id", "method.request.querystring.id",
                    "integration.request.header.X-None", "method.request.header.None",
                    "integration.request.header.Via", "'x'",
                    "integration.request.header.Host", "'other.test'",
                    "integration.request.header.X-Stage", "stageVariables.name",
                    "integration.request.header.X-All", "method.request.multivalueheader.X-M")));

    running.get("/prod/x?id=1&id=a%0D%0AX-Evil:%201", "X-Id", "old", "X-M", "1", "X-M", "2");

    assertThat(running.upstream.headers())
        .contains("X-Id: a  X-Evil: 1", "X-All: 1,2")
        .doesNotContain("X-Id: old", "Via: x")
        .noneMatch(line -> line.startsWith("X-None") || line.startsWith("X-Stage"));
    assertThat(running.upstream.request().host()).isEqualTo("other.test");
  }

  @Test
  void appendsMappedQueryValuesToTheCallers() {
    Running running =
        running(
            proxy(
                "http://b.test/x?fixed=1",
                "GET",
                Map.of("integration.request.querystring.a", "method.request.header.X-A")));

    running.get("/prod/x?a=foobar&p=x|y", "X-A", "b r&");

    assertThat(running.upstream.request().target())
        .isEqualTo("/x?fixed=1&a=foobar&p=x%7Cy&a=b%20r%26");
  }

  @Test
  void encodesValuesOfOtherSourcesWhole() {
    Running running =
        running(
            proxy(
                "http://b.test/{who}/x",
                "GET",
                Map.of("integration.request.path.who", "method.request.querystring.who")));

    running.get("/prod/x?who=a%2Fb%3Fc%23");
    assertThat(running.upstream.request().target()).isEqualTo("/a%2Fb%3Fc%23/x?who=a%2Fb%3Fc%23");

    assertThat(running.get("/prod/x?who=..").status()).isEqualTo(400);
  }

  @Test
  void renamesWhatTheEndpointMayNotSay() {
    Running running = running(proxy("http://b.test/"));
    running.upstream.answers(
        201,
        "made",
        "Connection",
        "close",
        "Content-Length",
        "4",
        "Date",
        "then",
        "Server",
        "nginx",
        "WWW-Authenticate",
        "Basic",
        "x-amzn-RequestId",
        "theirs",
        "x-amz-apigw-id",
        "theirs",
        "Transfer-Encoding",
        "chunked",
        "Content-Encoding",
        "gzip",
        "Via",
        "1.1 x",
        "Content-Type",
        "text/plain",
        "Set-Cookie",
        "a=1",
        "Set-Cookie",
        "b=2",
        "X-A",
        "intact");

    Running.Sent sent = running.get("/prod/x");

    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.body()).isEqualTo("made");
    assertThat(sent.headers())
        .containsExactly(
            "x-amzn-Remapped-Connection: close",
            "x-amzn-Remapped-Content-Length: 4",
            "x-amzn-Remapped-Date: then",
            "x-amzn-Remapped-Server: nginx",
            "x-amzn-Remapped-WWW-Authenticate: Basic",
            "x-amzn-Remapped-x-amzn-RequestId: theirs",
            "Content-Encoding: gzip",
            "Content-Type: text/plain",
            "Set-Cookie: a=1",
            "Set-Cookie: b=2",
            "X-A: intact",
            "x-amzn-RequestId: " + sent.exchange.requestId(),
            "x-amz-apigw-id: " + sent.exchange.extendedRequestId());
    assertThat(sent.end().integrationStatus()).isEqualTo(201);
  }

  @Test
  void answers504WhenTheEndpointIsSilent() {
    Running running = running(proxy("http://b.test/"));
    running.upstream.silent();
    Running.Sent sent = running.get("/prod/x");
    assertThat(sent.caller.armedNanos()).isEqualTo(29_000_000_000L);

    running.pipeline.expire(sent.exchange);

    assertThat(sent.status()).isEqualTo(504);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Endpoint request timed out\"}");
    assertThat(running.upstream.stopped()).isEqualTo(1);
  }

  @Test
  void answers504WhenTheEndpointIsNotThere() {
    Running running = running(proxy("http://b.test/"));
    running.upstream.does(receiver ->
        receiver.failed(new UpstreamFailure(UpstreamFailure.Kind.UNREACHABLE, "nothing listens")));

    Running.Sent sent = running.get("/prod/x");

    assertThat(sent.status()).isEqualTo(504);
    assertThat(sent.body())
        .isEqualTo("{\"message\":\"Network error communicating with endpoint\"}");
    assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("InternalServerErrorException");
  }

  @Test
  void fillsStageVariablesIntoTheAddress() {
    Running running =
        new Running(
            Map.of("https://echo.test/", "http://127.0.0.1:9000"),
            Definitions.rest()
                .variable("TestHost", "echo.test/")
                .variable("testPath", "test-path")
                .variable("querystring", "qs_key=qs_value")
                .route(
                    "GET /path1",
                    proxy(
                        "https://${stageVariables.TestHost}/${stageVariables.testPath}?${stageVariables.querystring}",
                        "POST",
                        Map.of())));

    running.get("/prod/path1");

    assertThat(running.upstream.request().target()).isEqualTo("/test-path?qs_key=qs_value");
    assertThat(running.upstream.request().method()).isEqualTo("POST");
    assertThat(running.upstream.request().endpoint())
        .isEqualTo(new Endpoint("127.0.0.1", 9000, false, Endpoint.Verification.FULL));
  }

  @Test
  void answers500WhereAnUnsetStageVariableSpoilsTheAddress() {
    Running running =
        running(proxy("https://${stageVariables.TestHost}/${stageVariables.testPath}"));

    Running.Sent sent = running.get("/prod/x");

    assertThat(sent.status()).isEqualTo(500);
    assertThat(sent.body()).isEqualTo("{\"message\":\"Internal server error\"}");
    assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("InternalServerErrorException");
  }

  @Test
  void redirectsOnlyWholeHosts() {
    Running running =
        new Running(
            Map.of("http://b.test", "http://127.0.0.1:1"),
            Definitions.rest().route("GET /x", proxy("http://b.test.evil.test/y")));

    running.get("/prod/x");

    assertThat(running.upstream.request().host()).isEqualTo("b.test.evil.test");
  }

  @Test
  void holdsTheBodyOnlyWhereAMappingReadsIt() {
    Running running =
        running(proxy("http://b.test/", "POST", header("X-Body", "method.request.body")));

    running.send("POST", "/prod/x", Bytes.utf8("whole"));

    assertThat(running.upstream.headers()).contains("X-Body: whole");
    assertThat(((Bytes) running.upstream.request().body()).text()).isEqualTo("whole");
    assertThat(running(proxy("http://b.test/")).snapshot.apis()).hasSize(1);
  }

  private static Running running(IntegrationDefinition integration) {
    return new Running(Definitions.rest().route("ANY /{proxy+}", integration));
  }

  private static Map<String, String> header(String name, String source) {
    return Map.of("integration.request.header." + name, source);
  }

  @Test
  void sendsNoBodyOfItsOwn() {
    Running running = running(proxy("http://b.test/"));

    running.send("DELETE", "/prod/x", Body.EMPTY);

    assertThat(running.upstream.request().body().length()).isZero();
    assertThat(running.upstream.request().method()).isEqualTo("DELETE");
  }
}
