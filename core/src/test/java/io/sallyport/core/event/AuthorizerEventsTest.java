package io.sallyport.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.Exchange;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** API Gateway guide: "Input to an API Gateway Lambda authorizer". */
class AuthorizerEventsTest {

  private static final String ARN =
      "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/GET/pets/7";

  @Test
  void tokenEventHasThreeMembers() {
    var event = Asked.rest("GET /pets/{id}").target("GET", "/prod/pets/7").event(token("Bearer é"));

    assertThat(event)
        .isEqualTo(
            Asked.json(
                """
                {"type":"TOKEN","authorizationToken":"Bearer é","methodArn":"%s"}\
                """
                    .formatted(ARN)));
  }

  @Test
  void requestEventOfARestApiTellsAllButTheBody() {
    var event =
        Asked.rest("POST /pets/{id}")
            .operation("getPet")
            .variables(Map.of("color", "green"))
            .target("POST", "/prod//pets/a%20b?q=1&q=%2B+2", "x-token", "t", "user-agent", "curl/8")
            .body("secret")
            .event(writer(AuthorizerEvents.REQUEST, "t"));

    assertThat(event)
        .isEqualTo(
            Asked.json(
                """
                {"type":"REQUEST","methodArn":"%s",
                 "resource":"/pets/{id}","path":"/pets/a%%20b","httpMethod":"POST",
                 "headers":{"x-token":"t","User-Agent":"curl/8",
                  "Host":"a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
                  "X-Amzn-Trace-Id":"Root=1-6960d440-a8ab85dcf7bed9d5b5f30868",
                  "X-Forwarded-For":"198.51.100.7","X-Forwarded-Port":"443",
                  "X-Forwarded-Proto":"https"},
                 "multiValueHeaders":{"x-token":["t"],"User-Agent":["curl/8"],
                  "Host":["a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"],
                  "X-Amzn-Trace-Id":["Root=1-6960d440-a8ab85dcf7bed9d5b5f30868"],
                  "X-Forwarded-For":["198.51.100.7"],"X-Forwarded-Port":["443"],
                  "X-Forwarded-Proto":["https"]},
                 "queryStringParameters":{"q":"+ 2"},
                 "multiValueQueryStringParameters":{"q":["1","+ 2"]},
                 "pathParameters":{"id":"a%%20b"},"stageVariables":{"color":"green"},
                 "requestContext":{"resourceId":"res0000001","resourcePath":"/pets/{id}",
                  "operationName":"getPet","httpMethod":"POST","extendedRequestId":"8LhGCfzMLDXl8Sw=",
                  "requestTime":"09/Jan/2026:10:11:12 +0000","path":"/prod//pets/a%%20b",
                  "accountId":"123456789012","protocol":"HTTP/1.1","stage":"prod",
                  "domainPrefix":"a1b2c3d4e5","requestTimeEpoch":1767953472000,
                  "requestId":"bb1ad573-19b8-4cd8-a8fb-0e6f684df992","deploymentId":"012345",
                  "identity":{"cognitoIdentityPoolId":null,"accountId":null,
                   "cognitoIdentityId":null,"caller":null,"sourceIp":"198.51.100.7",
                   "principalOrgId":null,"accessKey":null,"cognitoAuthenticationType":null,
                   "cognitoAuthenticationProvider":null,"userArn":null,"userAgent":"curl/8",
                   "user":null},
                  "domainName":"a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
                  "apiId":"a1b2c3d4e5"}}
                """
                    .formatted(ARN)));
  }

  @Test
  void requestEventOfARestApiHasEmptyMapsForWhatIsNotThere() {
    var event =
        Asked.rest("GET /pets").target("GET", "/prod/pets").event(writer(AuthorizerEvents.REQUEST));

    for (String member :
        List.of(
            "queryStringParameters",
            "multiValueQueryStringParameters",
            "pathParameters",
            "stageVariables")) {
      assertThat(event.get(member)).as(member).isEqualTo(Asked.json("{}"));
    }
    assertThat(event.has("body")).isFalse();
    assertThat(event.has("isBase64Encoded")).isFalse();
    assertThat(event.get("requestContext").has("operationName")).isFalse();
    assertThat(event.get("requestContext").has("authorizer")).isFalse();
  }

  @Test
  void version1OfAnHttpApiJoinsTheIdentity() {
    var event =
        Asked.http("test", "GET /request")
            .target("GET", "/test/request", "X-User", "user1")
            .event(writer(AuthorizerEvents.REQUEST_1_0, "user1", "123"));

    assertThat(event.get("version").asString()).isEqualTo("1.0");
    assertThat(event.get("identitySource").asString()).isEqualTo("user1,123");
    assertThat(event.get("authorizationToken").asString()).isEqualTo("user1,123");
    assertThat(event.get("methodArn").asString()).isEqualTo(ARN);
    assertThat(event.get("path").asString()).isEqualTo("/test/request");
    assertThat(event.get("headers").get("x-user").asString()).isEqualTo("user1");
    assertThat(event.get("multiValueHeaders").get("x-user")).isEqualTo(Asked.json("[\"user1\"]"));
    assertThat(event.get("requestContext").get("resourceId").asString()).isEqualTo("GET /request");
    assertThat(event.get("requestContext").get("identity").get("cognitoAmr").isNull()).isTrue();
  }

  @Test
  void version2OfAnHttpApiLeavesOutWhatIsEmpty() {
    var event =
        Asked.http("$default", "$default")
            .target("GET", "/my/path")
            .event(writer(AuthorizerEvents.REQUEST_2_0));

    assertThat(event.propertyNames())
        .containsExactly(
            "version",
            "type",
            "routeArn",
            "identitySource",
            "routeKey",
            "rawPath",
            "rawQueryString",
            "headers",
            "requestContext");
    assertThat(event.get("identitySource")).isEqualTo(Asked.json("[]"));
  }

  @Test
  void version2OfAnHttpApiTellsTheRequest() {
    var event =
        Asked.http("test", "GET /{p}")
            .variables(Map.of("v", "1"))
            .target(
                "GET",
                "/test/x?a=1&a=2&b",
                "X-A",
                "1",
                "x-a",
                "2",
                "Cookie",
                "a=b; c=d",
                "Authorization",
                "Bearer t")
            .event(writer(AuthorizerEvents.REQUEST_2_0, "user1", "123"));

    assertThat(event)
        .isEqualTo(
            Asked.json(
                """
                {"version":"2.0","type":"REQUEST","routeArn":"%s",
                 "identitySource":["user1","123"],"routeKey":"GET /{p}","rawPath":"/test/x",
                 "rawQueryString":"a=1&a=2&b","cookies":["a=b","c=d"],
                 "headers":{"x-a":"1,2","authorization":"Bearer t",
                  "host":"a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
                  "x-amzn-trace-id":"Root=1-6960d440-a8ab85dcf7bed9d5b5f30868","x-forwarded-for":"198.51.100.7",
                  "x-forwarded-port":"443","x-forwarded-proto":"https"},
                 "queryStringParameters":{"a":"1,2","b":""},
                 "requestContext":{"accountId":"123456789012","apiId":"a1b2c3d4e5",
                  "domainName":"a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
                  "domainPrefix":"a1b2c3d4e5",
                  "http":{"method":"GET","path":"/test/x","protocol":"HTTP/1.1",
                   "sourceIp":"198.51.100.7","userAgent":null},
                  "requestId":"8LhGCfzMLDXl8Sw=","routeKey":"GET /{p}","stage":"test",
                  "time":"09/Jan/2026:10:11:12 +0000","timeEpoch":1767953472000},
                 "pathParameters":{"p":"x"},"stageVariables":{"v":"1"}}
                """
                    .formatted(ARN)));
  }

  private static Function<Exchange, Bytes> token(String token) {
    return writer(AuthorizerEvents.TOKEN, token);
  }

  private static Function<Exchange, Bytes> writer(AuthorizerEvents kind, String... identity) {
    return exchange -> kind.write(exchange, List.of(identity), ARN);
  }
}
