package io.sallyport.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.language.BinaryMediaTypes;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.AuthorizerReport;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Identity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * API Gateway guide: "Lambda proxy integrations in API Gateway"; "Create AWS Lambda proxy
 * integrations for HTTP APIs".
 */
class ProxyEventsTest {

  private static final byte[] BROKEN = {'a', (byte) 0xC3, '('};

  @Test
  void writesTheEventOfARestApi() {
    JsonNode event =
        Asked.rest("POST /pets/{id}")
            .operation("getPet")
            .variables(Map.of("color", "green"))
            .target(
                "POST",
                "/prod/pets/7?q=1&q=%2B+2&flag",
                "user-agent",
                "curl/8",
                "X-A",
                "1",
                "x-a",
                "2",
                "content-length",
                "2",
                "connection",
                "keep-alive")
            .body("{}")
            .event(ProxyEventsTest::rest);

    assertThat(event)
        .isEqualTo(
            Asked.json(
                """
                {"resource":"/pets/{id}","path":"/pets/7","httpMethod":"POST",
                 "headers":{"User-Agent":"curl/8","X-A":"2",
                  "Host":"a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
                  "X-Amzn-Trace-Id":"Root=1-6960d440-a8ab85dcf7bed9d5b5f30868",
                  "X-Forwarded-For":"198.51.100.7","X-Forwarded-Port":"443",
                  "X-Forwarded-Proto":"https"},
                 "multiValueHeaders":{"User-Agent":["curl/8"],"X-A":["1","2"],
                  "Host":["a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"],
                  "X-Amzn-Trace-Id":["Root=1-6960d440-a8ab85dcf7bed9d5b5f30868"],
                  "X-Forwarded-For":["198.51.100.7"],"X-Forwarded-Port":["443"],
                  "X-Forwarded-Proto":["https"]},
                 "queryStringParameters":{"q":"+ 2","flag":""},
                 "multiValueQueryStringParameters":{"q":["1","+ 2"],"flag":[""]},
                 "pathParameters":{"id":"7"},"stageVariables":{"color":"green"},
                 "requestContext":{"resourceId":"res0000001","resourcePath":"/pets/{id}",
                  "operationName":"getPet","httpMethod":"POST",
                  "extendedRequestId":"8LhGCfzMLDXl8Sw=",
                  "requestTime":"09/Jan/2026:10:11:12 +0000","path":"/prod/pets/7",
                  "accountId":"123456789012","protocol":"HTTP/1.1","stage":"prod",
                  "domainPrefix":"a1b2c3d4e5","requestTimeEpoch":1767953472000,
                  "requestId":"bb1ad573-19b8-4cd8-a8fb-0e6f684df992","deploymentId":"012345",
                  "identity":{"cognitoIdentityPoolId":null,"accountId":null,
                   "cognitoIdentityId":null,"caller":null,"sourceIp":"198.51.100.7",
                   "principalOrgId":null,"accessKey":null,"cognitoAuthenticationType":null,
                   "cognitoAuthenticationProvider":null,"userArn":null,"userAgent":"curl/8",
                   "user":null},
                  "domainName":"a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
                  "apiId":"a1b2c3d4e5"},
                 "body":"{}","isBase64Encoded":false}
                """));
  }

  @Test
  void restEventHasNullForWhatIsNotThere() {
    JsonNode event =
        Asked.rest("GET /pets").target("GET", "/prod/pets").event(ProxyEventsTest::rest);

    for (String member :
        List.of(
            "queryStringParameters",
            "multiValueQueryStringParameters",
            "pathParameters",
            "stageVariables",
            "body")) {
      assertThat(event.get(member).isNull()).as(member).isTrue();
    }
    assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
    assertThat(event.get("requestContext").has("authorizer")).isFalse();
  }

  /** As recorded. */
  @ParameterizedTest
  @CsvSource({
    "/prod/proxy-value/, /proxy-value/, proxy-value, /prod/proxy-value/",
    "/prod/proxy-value//double, /proxy-value//double, proxy-value//double,"
        + " /prod/proxy-value//double",
    "/prod//proxy-value, /proxy-value, proxy-value, /prod//proxy-value",
    "//prod/proxy-value, /proxy-value, proxy-value, /prod/proxy-value",
    "/prod/a%2Balias@gmail.com, /a%2Balias@gmail.com, a%2Balias@gmail.com,"
        + " /prod/a%2Balias@gmail.com"
  })
  void keepsPathsAsRecorded(String sent, String path, String proxy, String contextPath) {
    JsonNode event = Asked.rest("GET /{proxy+}").target("GET", sent).event(ProxyEventsTest::rest);

    assertThat(event.get("path").asString()).isEqualTo(path);
    assertThat(event.get("pathParameters").get("proxy").asString()).isEqualTo(proxy);
    assertThat(event.get("requestContext").get("path").asString()).isEqualTo(contextPath);
  }

  @Test
  void dropsWhatMappingsNeverSeeAndKeepsTheRest() {
    JsonNode headers =
        Asked.rest("GET /pets")
            .target(
                "GET",
                "/prod/pets",
                "Content-MD5",
                "x",
                "Expect",
                "x",
                "Max-Forwards",
                "x",
                "Proxy-Authenticate",
                "x",
                "Server",
                "x",
                "TE",
                "x",
                "Transfer-Encoding",
                "x",
                "Trailer",
                "x",
                "Upgrade",
                "x",
                "WWW-Authenticate",
                "x",
                "Content-Encoding",
                "gzip",
                "Via",
                "1.1 x",
                "authorization",
                "Bearer t",
                "cookie",
                "a=b",
                "content-type",
                "text/plain",
                "Host",
                "other.example.com")
            .event(ProxyEventsTest::rest)
            .get("headers");

    assertThat(headers.propertyNames())
        .containsExactly(
            "Content-Encoding",
            "Via",
            "Authorization",
            "Cookie",
            "content-type",
            "Host",
            "X-Amzn-Trace-Id",
            "X-Forwarded-For",
            "X-Forwarded-Port",
            "X-Forwarded-Proto");
    assertThat(headers.get("Host").asString()).isEqualTo("other.example.com");
  }

  @Test
  void callersCannotForgeTheEndOfForwardedFor() {
    JsonNode event =
        Asked.rest("GET /pets")
            .plain()
            .target(
                "GET",
                "/prod/pets",
                "X-Forwarded-For",
                "10.0.0.1",
                "x-forwarded-for",
                "10.0.0.2",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Port",
                "1",
                "X-Amzn-Trace-Id",
                "forged")
            .event(ProxyEventsTest::rest);

    assertThat(event.get("multiValueHeaders").get("X-Forwarded-For"))
        .isEqualTo(Asked.json("[\"10.0.0.1, 10.0.0.2, 198.51.100.7\"]"));
    assertThat(event.get("headers").get("X-Forwarded-Proto").asString()).isEqualTo("http");
    assertThat(event.get("headers").get("X-Forwarded-Port").asString()).isEqualTo("80");
    assertThat(event.get("headers").get("X-Amzn-Trace-Id").asString()).startsWith("Root=1-");
  }

  @Test
  void groupsAThousandHeadersByName() {
    String[] lines = new String[4000];
    for (int i = 0; i < 2000; i++) {
      lines[2 * i] = (i % 2 == 0 ? "x-" : "X-") + i % 1000;
      lines[2 * i + 1] = Integer.toString(i);
    }

    JsonNode event =
        Asked.rest("GET /pets").target("GET", "/prod/pets", lines).event(ProxyEventsTest::rest);

    assertThat(event.get("multiValueHeaders").size()).isEqualTo(1005);
    assertThat(event.get("multiValueHeaders").get("X-999"))
        .isEqualTo(Asked.json("[\"999\",\"1999\"]"));
    assertThat(event.get("headers").get("x-0").asString()).isEqualTo("1000");
  }

  @Test
  void sendsBinaryBodiesOfARestApiInBase64() {
    byte[] image = {(byte) 0x89, 'P', 0, (byte) 0xFF};
    Function<Exchange, Bytes> binary =
        exchange -> ProxyEvents.rest(exchange, new BinaryMediaTypes(List.of("image/*")));

    JsonNode event =
        Asked.rest("POST /pets")
            .target("POST", "/prod/pets", "Content-Type", "image/png")
            .body(image)
            .event(binary);
    assertThat(event.get("isBase64Encoded").asBoolean()).isTrue();
    assertThat(Base64.getDecoder().decode(event.get("body").asString())).isEqualTo(image);

    JsonNode text =
        Asked.rest("POST /pets")
            .target("POST", "/prod/pets", "Content-Type", "text/plain")
            .body(BROKEN)
            .event(binary);
    assertThat(text.get("isBase64Encoded").asBoolean()).isFalse();
    assertThat(text.get("body").asString()).isEqualTo("a\uFFFD(");
  }

  @ParameterizedTest
  @CsvSource({
    "text/csv, false",
    "application/json; charset=utf-8, false",
    "application/javascript, false",
    "application/xml, false",
    "application/problem+json, false",
    "image/svg+xml, false",
    "application/x-www-form-urlencoded, true",
    "image/png, true",
    ", true"
  })
  void mediaTypeOfAnHttpApiDecidesAboutBase64(@Nullable String type, boolean binary) {
    String[] headers = type == null ? new String[0] : new String[] {"Content-Type", type};
    Asked asked = Asked.http("$default", "POST /pets").target("POST", "/pets", headers).body("a=1");

    for (Function<Exchange, Bytes> writer :
        List.<Function<Exchange, Bytes>>of(ProxyEvents::http1, ProxyEvents::http2)) {
      JsonNode event = asked.event(writer);
      assertThat(event.get("isBase64Encoded").asBoolean()).isEqualTo(binary);
      assertThat(event.get("body").asString()).isEqualTo(binary ? "YT0x" : "a=1");
    }
  }

  @Test
  void anHttpApiLosesNoByteOfATextThatIsNone() {
    Asked asked =
        Asked.http("$default", "POST /pets").target("POST", "/pets", "Content-Type", "text/plain");

    JsonNode broken = asked.body(BROKEN).event(ProxyEvents::http2);
    assertThat(broken.get("isBase64Encoded").asBoolean()).isTrue();
    assertThat(Base64.getDecoder().decode(broken.get("body").asString())).isEqualTo(BROKEN);

    JsonNode whole = asked.body("a\uFFFD").event(ProxyEvents::http2);
    assertThat(whole.get("isBase64Encoded").asBoolean()).isFalse();
    assertThat(whole.get("body").asString()).isEqualTo("a\uFFFD");
  }

  @Test
  void writesVersion1OfAnHttpApi() {
    JsonNode event =
        Asked.http("test", "GET /pets/{id}")
            .target("GET", "/test/pets/7?q=1&q=2", "X-A", "1", "Cookie", "a=b")
            .event(ProxyEvents::http1);

    assertThat(event)
        .isEqualTo(
            Asked.json(
                """
                {"version":"1.0","resource":"/pets/{id}","path":"/test/pets/7","httpMethod":"GET",
                 "headers":{"x-a":"1","cookie":"a=b",
                  "host":"a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
                  "x-amzn-trace-id":"Root=1-6960d440-a8ab85dcf7bed9d5b5f30868",
                  "x-forwarded-for":"198.51.100.7","x-forwarded-port":"443",
                  "x-forwarded-proto":"https"},
                 "multiValueHeaders":{"x-a":["1"],"cookie":["a=b"],
                  "host":["a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"],
                  "x-amzn-trace-id":["Root=1-6960d440-a8ab85dcf7bed9d5b5f30868"],
                  "x-forwarded-for":["198.51.100.7"],"x-forwarded-port":["443"],
                  "x-forwarded-proto":["https"]},
                 "queryStringParameters":{"q":"2"},
                 "multiValueQueryStringParameters":{"q":["1","2"]},
                 "pathParameters":{"id":"7"},"stageVariables":null,
                 "requestContext":{"resourceId":null,"resourcePath":"/pets/{id}",
                  "httpMethod":"GET","extendedRequestId":"8LhGCfzMLDXl8Sw=",
                  "requestTime":"09/Jan/2026:10:11:12 +0000","path":"/test/pets/7",
                  "accountId":"123456789012","protocol":"HTTP/1.1","stage":"test",
                  "domainPrefix":"a1b2c3d4e5","requestTimeEpoch":1767953472000,
                  "requestId":"8LhGCfzMLDXl8Sw=",
                  "domainName":"a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
                  "apiId":"a1b2c3d4e5",
                  "identity":{"cognitoIdentityPoolId":null,"accountId":null,
                   "cognitoIdentityId":null,"caller":null,"sourceIp":"198.51.100.7",
                   "principalOrgId":null,"accessKey":null,"cognitoAuthenticationType":null,
                   "cognitoAuthenticationProvider":null,"userArn":null,"userAgent":null,
                   "user":null,"cognitoAmr":null},
                  "authorizer":{"claims":null,"scopes":null}},
                 "body":null,"isBase64Encoded":false}
                """));
  }

  @Test
  void writesVersion2() {
    JsonNode event =
        Asked.http("$default", "POST /pets/{id}")
            .variables(Map.of("v", "1"))
            .target(
                "POST",
                "/pets/7?tag=a&tag=b%20c",
                "Content-Type",
                "text/plain",
                "Content-Length",
                "2",
                "Connection",
                "close",
                "Cookie",
                "sid=abc; theme=dark",
                "Cookie",
                "more=1")
            .body("hi")
            .event(ProxyEvents::http2);

    assertThat(event)
        .isEqualTo(
            Asked.json(
                """
                {"version":"2.0","routeKey":"POST /pets/{id}","rawPath":"/pets/7",
                 "rawQueryString":"tag=a&tag=b%20c","cookies":["sid=abc","theme=dark","more=1"],
                 "headers":{"content-type":"text/plain","content-length":"2",
                  "host":"a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
                  "x-amzn-trace-id":"Root=1-6960d440-a8ab85dcf7bed9d5b5f30868",
                  "x-forwarded-for":"198.51.100.7","x-forwarded-port":"443",
                  "x-forwarded-proto":"https"},
                 "queryStringParameters":{"tag":"a,b c"},
                 "requestContext":{"accountId":"123456789012","apiId":"a1b2c3d4e5",
                  "domainName":"a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
                  "domainPrefix":"a1b2c3d4e5",
                  "http":{"method":"POST","path":"/pets/7","protocol":"HTTP/1.1",
                   "sourceIp":"198.51.100.7","userAgent":null},
                  "requestId":"8LhGCfzMLDXl8Sw=","routeKey":"POST /pets/{id}",
                  "stage":"$default","time":"09/Jan/2026:10:11:12 +0000",
                  "timeEpoch":1767953472000},
                 "body":"hi","pathParameters":{"id":"7"},"stageVariables":{"v":"1"},
                 "isBase64Encoded":false}
                """));
  }

  @Test
  void version2LeavesOutWhatIsEmpty() {
    JsonNode event =
        Asked.http("$default", "$default").target("GET", "/x").event(ProxyEvents::http2);

    assertThat(event.propertyNames())
        .containsExactly(
            "version",
            "routeKey",
            "rawPath",
            "rawQueryString",
            "headers",
            "requestContext",
            "isBase64Encoded");
    assertThat(event.get("rawQueryString").asString()).isEmpty();
    assertThat(event.get("requestContext").has("authorizer")).isFalse();
  }

  @Test
  void tellsWhatALambdaAuthorizerSaid() {
    Identity lambda =
        new Identity.Lambda(
            "user",
            Map.of("n", "1", "principalId", "forged", "integrationLatency", "forged"),
            "{\"n\":1,\"deep\":[true]}",
            null);
    AuthorizerReport report = new AuthorizerReport(200, 9, 451_900_000, 200, "r", null);
    JsonNode expected =
        Asked.json("{\"n\":\"1\",\"principalId\":\"user\",\"integrationLatency\":451}");

    assertThat(authorizer(Asked.rest("GET /x"), "/prod/x", lambda, report, ProxyEventsTest::rest))
        .isEqualTo(expected);
    // Readers differ on which of two members of one name counts.
    assertThat(http().target("GET", "/x").by(lambda, report).bytes(ProxyEvents::http1).text())
        .doesNotContain("forged");
    assertThat(authorizer(http(), "/x", lambda, report, ProxyEvents::http1)).isEqualTo(expected);
    assertThat(authorizer(http(), "/x", lambda, report, ProxyEvents::http2))
        .isEqualTo(Asked.json("{\"lambda\":{\"n\":1,\"deep\":[true]}}"));
  }

  @Test
  void tellsWhatATokenSaid() {
    Identity token =
        new Identity.Token(
            Identity.Token.Kind.JWT, Map.of("sub", "u-1", "odd", "\uD800x"), List.of("read"));

    assertThat(authorizer(Asked.rest("GET /x"), "/prod/x", token, null, ProxyEventsTest::rest))
        .isEqualTo(Asked.json("{\"claims\":{\"sub\":\"u-1\",\"odd\":\"\uFFFDx\"}}"));
    assertThat(authorizer(http(), "/x", token, null, ProxyEvents::http1))
        .isEqualTo(
            Asked.json("{\"claims\":{\"sub\":\"u-1\",\"odd\":\"\uFFFDx\"},\"scopes\":[\"read\"]}"));
    assertThat(authorizer(http(), "/x", token, null, ProxyEvents::http2))
        .isEqualTo(
            Asked.json(
                "{\"jwt\":{\"claims\":{\"sub\":\"u-1\",\"odd\":\"\uFFFDx\"},"
                    + "\"scopes\":[\"read\"]}}"));
  }

  @Test
  void scopesThatTheRouteDoesNotAskForAreNull() {
    Identity token = new Identity.Token(Identity.Token.Kind.JWT, Map.of("sub", "u-1"), null);

    assertThat(authorizer(http(), "/x", token, null, ProxyEvents::http2))
        .isEqualTo(Asked.json("{\"jwt\":{\"claims\":{\"sub\":\"u-1\"},\"scopes\":null}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "\"}],", "\u2028 é 😀 \\"})
  void whateverStandsInABodyStaysText(String body) {
    Asked asked =
        Asked.http("$default", "POST /x")
            .target("POST", "/x", "Content-Type", "text/plain")
            .body(body.getBytes(StandardCharsets.UTF_8));

    assertThat(asked.event(ProxyEvents::http2).get("body").asString()).isEqualTo(body);
  }

  private static Bytes rest(Exchange exchange) {
    return ProxyEvents.rest(exchange, BinaryMediaTypes.NONE);
  }

  private static Asked http() {
    return Asked.http("$default", "GET /x");
  }

  private static JsonNode authorizer(
      Asked asked,
      String target,
      Identity identity,
      @Nullable AuthorizerReport report,
      Function<Exchange, Bytes> writer) {
    return asked
        .target("GET", target)
        .by(identity, report)
        .event(writer)
        .get("requestContext")
        .get("authorizer");
  }
}
