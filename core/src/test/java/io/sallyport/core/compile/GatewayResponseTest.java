package io.sallyport.core.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Request;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.FakeCaller;
import io.sallyport.core.pipeline.Ids;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API Gateway guide: "Gateway response types for API Gateway". */
class GatewayResponseTest {

  private static final Map<String, String> NO_HEADERS = Map.of();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RESOURCE_NOT_FOUND|404|NotFoundException|Not Found",
        "UNAUTHORIZED|401|UnauthorizedException|Unauthorized",
        "INVALID_API_KEY|403|ForbiddenException|Forbidden",
        "AUTHORIZER_FAILURE|500|AuthorizerFailureException|",
        "AUTHORIZER_CONFIGURATION_ERROR|500|AuthorizerConfigurationException|",
        "EXPIRED_TOKEN|403|ExpiredTokenException|The security token included in the request is"
            + " expired",
        "MISSING_AUTHENTICATION_TOKEN|403|MissingAuthenticationTokenException|Missing"
            + " Authentication Token",
        "INTEGRATION_FAILURE|504|InternalServerErrorException|Network error communicating with"
            + " endpoint",
        "INTEGRATION_TIMEOUT|504|InternalServerErrorException|Endpoint request timed out",
        "API_CONFIGURATION_ERROR|500|InternalServerErrorException|Internal server error",
        "UNSUPPORTED_MEDIA_TYPE|415|BadRequestException|Unsupported Media Type",
        "BAD_REQUEST_PARAMETERS|400|BadRequestException|Missing required request parameters",
        "BAD_REQUEST_BODY|400|BadRequestException|Invalid request body",
        "REQUEST_TOO_LARGE|413|BadRequestException|Request Too Long",
        "THROTTLED|429|TooManyRequestsException|Too Many Requests",
        "QUOTA_EXCEEDED|429|LimitExceededException|Limit Exceeded",
        "WAF_FILTERED|403|ForbiddenException|Forbidden"
      })
  void wordsEachTypeAsAwsDoes(
      GatewayResponseType type, int status, String errorType, String message) {
    Running.Sent sent = refuse(Definitions.rest(), type);

    assertThat(sent.status()).isEqualTo(status);
    assertThat(sent.header("x-amzn-ErrorType")).isEqualTo(errorType);
    assertThat(sent.header("Content-Type")).isEqualTo("application/json");
    assertThat(sent.body())
        .isEqualTo(message == null ? "{\"message\":null}" : "{\"message\":\"" + message + "\"}");
    assertThat(sent.header("x-amzn-RequestId")).isNotNull();
  }

  @Test
  void writesOnlyAccessDeniedWithACapital() {
    Running.Sent sent = refuse(Definitions.rest(), GatewayResponseType.ACCESS_DENIED);

    assertThat(sent.status()).isEqualTo(403);
    assertThat(sent.body())
        .isEqualTo("{\"Message\":\"User is not authorized to access this resource\"}");
    assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("AccessDeniedException");
  }

  @Test
  void explainsAnInvalidSignatureAtLength() {
    Running.Sent sent = refuse(Definitions.rest(), GatewayResponseType.INVALID_SIGNATURE);

    assertThat(sent.status()).isEqualTo(403);
    assertThat(sent.body()).startsWith("{\"message\":\"The request signature we calculated");
  }

  @Test
  void changesEveryUnsetTypeOfItsClassByADefault() {
    Definitions api =
        Definitions.rest()
            .response(
                GatewayResponseType.DEFAULT_4XX,
                418,
                Map.of("gatewayresponse.header.X-Class", "'4xx'"))
            .response(GatewayResponseType.THROTTLED, 0, NO_HEADERS);

    for (GatewayResponseType type : GatewayResponseType.values()) {
      if (type.fallback() == null) {
        continue;
      }
      Running.Sent sent = refuse(api, type);
      boolean inherits =
          type.fallback() == GatewayResponseType.DEFAULT_4XX
              && type != GatewayResponseType.THROTTLED;
      assertThat(sent.status()).as(type.name()).isEqualTo(inherits ? 418 : type.status());
      assertThat(sent.header("X-Class")).as(type.name()).isEqualTo(inherits ? "4xx" : null);
    }
  }

  @Test
  void fillsTemplatesAndHeadersFromTheRequest() {
    Definitions api =
        Definitions.rest()
            .variable("mail", "help@pets.test")
            .response(
                GatewayResponseType.MISSING_AUTHENTICATION_TOKEN,
                404,
                Map.of(
                    "gatewayresponse.header.X-Path", "context.path",
                    "gatewayresponse.header.X-Who", "method.request.header.X-Caller",
                    "gatewayresponse.header.X-None", "method.request.header.X-None"),
                "application/json",
                "{\"t\":\"$context.error.responseType\",\"m\":$context.error.messageString,"
                    + "\"q\":\"$method.request.querystring.q\",\"s\":\"$stageVariables.mail\","
                    + "\"v\":\"#if(1)\",\"n\":\"$context.authorizer.x\"}",
                "text/plain",
                "plain: $context.error.message");
    Running running = new Running(api);

    Running.Sent json = running.get("/prod/none?q=7", "X-Caller", "me\u0007");
    assertThat(json.status()).isEqualTo(404);
    assertThat(json.body())
        .isEqualTo(
            "{\"t\":\"MISSING_AUTHENTICATION_TOKEN\",\"m\":\"Missing Authentication Token\","
                + "\"q\":\"7\",\"s\":\"help@pets.test\",\"v\":\"#if(1)\",\"n\":\"\"}");
    assertThat(json.header("X-Path")).isEqualTo("/prod/none");
    assertThat(json.header("X-Who")).isEqualTo("me");
    assertThat(json.header("X-None")).isNull();

    Running.Sent text = running.get("/prod/none", "Accept", "text/plain;q=1, */*");
    assertThat(text.body()).isEqualTo("plain: Missing Authentication Token");
    assertThat(text.header("Content-Type")).isEqualTo("text/plain");
  }

  @Test
  void escapesAMessageThatHoldsQuotes() {
    Running running = new Running(Definitions.rest());
    Running.Sent sent =
        refuse(
            running,
            new Refusal.GatewayResponse(
                GatewayResponseType.BAD_REQUEST_BODY, 400, Fault.CALLER, "E", "a \"b\"\n", "r"));

    assertThat(sent.body()).isEqualTo("{\"message\":\"a \\\"b\\\"\\n\"}");
  }

  @Test
  void saysThatABodyIsTooLongInPlainTextAndNothingElse() {
    Running running = new Running(Definitions.rest().route("POST /", Definitions.mock("1")));

    Running.Sent sent = running.send("POST", "/prod", new Bytes(new byte[(int) Running.LIMIT + 1]));

    assertThat(sent.status()).isEqualTo(413);
    assertThat(sent.body()).isEqualTo("HTTP content length exceeded 10485760 bytes.");
    assertThat(sent.headers()).containsExactly("Content-Type: text; charset=utf-8");
  }

  @Test
  void letsAWebAclsOwnAnswerPassUnchanged() {
    Running running = new Running(Definitions.rest());
    Refusal own =
        new Refusal.Custom(
            429, HeaderList.of("X-Acl", "1"), Bytes.utf8("slow down"), Fault.CALLER, "rule");

    Running.Sent sent = refuse(running, own);

    assertThat(sent.status()).isEqualTo(429);
    assertThat(sent.body()).isEqualTo("slow down");
    assertThat(sent.header("X-Acl")).isEqualTo("1");
    assertThat(sent.header("x-amzn-ErrorType")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHORIZED,401,Unauthorized",
    "ACCESS_DENIED,403,Forbidden",
    "THROTTLED,429,Too Many Requests",
    "AUTHORIZER_CONFIGURATION_ERROR,500,Internal Server Error"
  })
  void saysNothingButTheStatusForAnHttpApi(GatewayResponseType type, int status, String message) {
    Running.Sent sent = refuse(Definitions.http(), type);

    assertThat(sent.status()).isEqualTo(status);
    assertThat(sent.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    assertThat(sent.header("x-amzn-ErrorType")).isNull();
  }

  private static Running.Sent refuse(Definitions api, GatewayResponseType type) {
    return refuse(
        new Running(api), Refusal.GatewayResponse.of(type, Fault.CALLER, "a reason to keep"));
  }

  /** Refuses a request that was selected, as any later step would. */
  private static Running.Sent refuse(Running running, Refusal refusal) {
    Request request =
        new Request(
            "GET",
            "/prod/x",
            null,
            "localhost",
            HeaderList.EMPTY,
            Body.EMPTY,
            new InetSocketAddress("198.51.100.7", 1),
            true);
    FakeCaller caller = new FakeCaller();
    Exchange exchange = new Exchange(request, caller, new Ids(new Random(1)), running.times);
    Running.Refused refused = running.refuse(exchange, refusal);
    return running.new Sent(refused.exchange(), caller);
  }
}
