package io.sallyport.core.compile;

import static io.sallyport.core.compile.Definitions.function;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.IntegrationDefinition.Payload;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.FunctionCall.InvocationType;
import io.sallyport.core.pipeline.FunctionResult;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API Gateway guide: "Output format of a Lambda function for proxy integration". */
class LambdaProxyTest {

  private final Running rest =
      new Running(
          Definitions.rest()
              .route("ANY /pets", function(Payload.REST))
              .route("ANY /images", function(Payload.REST, "image/*")));
  private final Running http1 =
      new Running(Definitions.http().route("ANY /pets", function(Payload.VERSION_1_0)));
  private final Running http2 =
      new Running(Definitions.http().route("ANY /pets", function(Payload.VERSION_2_0)));

  @Test
  void callsTheFunctionOfItsStage() {
    Running running =
        new Running(
            Definitions.rest()
                .variable("alias", "live")
                .route(
                    "POST /pets",
                    function(
                        Definitions.FUNCTION + ":${stageVariables.alias}",
                        "POST",
                        Payload.REST,
                        Map.of())));
    running.functions.returns("{\"statusCode\":201,\"body\":\"made\"}");

    Running.Sent sent = running.post("/prod/pets", "{\"a\":1}");

    assertThat(running.functions.asked()).containsExactly(Definitions.FUNCTION + ":live");
    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.body()).isEqualTo("made");
    assertThat(running.functions.calls())
        .singleElement()
        .satisfies(call -> {
          assertThat(call.type()).isEqualTo(InvocationType.REQUEST_RESPONSE);
          assertThat(call.requestId()).isEqualTo(sent.exchange.requestId());
          assertThat(call.trace()).isEqualTo(sent.exchange.trace());
          assertThat(call.patience().toSeconds()).isEqualTo(29);
        });
    assertThat(running.functions.event()).contains("\"body\":\"{\\\"a\\\":1}\"");
    assertThat(sent.end().integrationStatus()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"statusCode\":null}", "{\"headers\":null,\"body\":null}"})
  void whatIsNotSaidIsAnEmpty200(String payload) {
    rest.functions.returns(payload);

    Running.Sent sent = rest.get("/prod/pets");

    assertThat(sent.status()).isEqualTo(200);
    assertThat(sent.body()).isEmpty();
    assertThat(sent.header("Content-Type")).isEqualTo("application/json");
    assertThat(sent.header("X-Amzn-Trace-Id")).isEqualTo(sent.exchange.trace());
  }

  @Test
  void numbersAndTruthsBecomeTexts() {
    rest.functions.returns(
        "{\"statusCode\":\"201\",\"headers\":{\"X-N\":1.50,\"X-T\":true,\"X-Null\":null}}");

    Running.Sent sent = rest.get("/prod/pets");

    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.header("x-n")).isEqualTo("1.50");
    assertThat(sent.header("x-t")).isEqualTo("true");
    assertThat(sent.header("x-null")).isNull();
  }

  @Test
  void mergesHeadersOfBothKinds() {
    rest.functions.returns(
        "{\"headers\":{\"x-a\":\"2\",\"X-B\":\"3\",\"set-cookie\":\"c=3\"},"
            + "\"multiValueHeaders\":{\"X-A\":[\"1\",\"2\"],\"Set-Cookie\":[\"a=1\",\"b=2\"]}}");

    assertThat(rest.get("/prod/pets").headers())
        .containsSubsequence(
            "X-A: 1", "X-A: 2", "Set-Cookie: a=1", "Set-Cookie: b=2", "X-B: 3", "Set-Cookie: c=3")
        .doesNotContain("x-a: 2");
  }

  @Test
  void whatBelongsToTheGatewayIsRenamedOrDropped() {
    String headers =
        "\"headers\":{\"Connection\":\"close\",\"Content-Length\":\"5\",\"Date\":\"d\","
            + "\"Server\":\"s\",\"WWW-Authenticate\":\"w\",\"x-amzn-RequestId\":\"r\","
            + "\"Transfer-Encoding\":\"chunked\",\"Upgrade\":\"u\",\"Via\":\"v\","
            + "\"Content-Encoding\":\"gzip\"}";
    rest.functions.returns("{" + headers + "}");

    assertThat(rest.get("/prod/pets").headers())
        .contains(
            "x-amzn-Remapped-Connection: close",
            "x-amzn-Remapped-Content-Length: 5",
            "x-amzn-Remapped-Date: d",
            "x-amzn-Remapped-Server: s",
            "x-amzn-Remapped-WWW-Authenticate: w",
            "x-amzn-Remapped-x-amzn-RequestId: r",
            "Via: v",
            "Content-Encoding: gzip")
        .noneMatch(line -> line.startsWith("Transfer-Encoding") || line.startsWith("Upgrade"));

    http2.functions.returns("{\"statusCode\":200," + headers + "}");
    assertThat(http2.get("/pets").headers())
        .contains("WWW-Authenticate: w", "Via: v")
        .noneMatch(line -> line.startsWith("Connection") || line.startsWith("Content-Length: 5"));
  }

  @Test
  void decodesForARestCallerThatAcceptsBytesFirst() {
    byte[] image = {(byte) 0x89, 0, (byte) 0xFF};
    String text = Base64.getEncoder().encodeToString(image);
    rest.functions.returns("{\"isBase64Encoded\":true,\"body\":\"" + text + "\"}");

    assertThat(((Bytes) rest.get("/prod/images", "Accept", "image/png,*/*").response().body()))
        .extracting(Bytes::array)
        .isEqualTo(image);
    assertThat(rest.get("/prod/images", "Accept", "*/*,image/png").body()).isEqualTo(text);
    assertThat(rest.get("/prod/images").body()).isEqualTo(text);
    assertThat(rest.get("/prod/pets", "Accept", "image/png").body()).isEqualTo(text);
  }

  @Test
  void base64ThatIsNoneIsAnError() {
    rest.functions.returns("{\"isBase64Encoded\":true,\"body\":\"***\"}");

    Running.Sent sent = rest.get("/prod/images", "Accept", "image/png");

    assertThat(sent.status()).isEqualTo(500);
    assertThat(sent.end().refusal()).extracting(Refusal::fault).isEqualTo(Fault.INTEGRATION);
    assertThat(rest.get("/prod/images").body()).isEqualTo("***");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Hello\"|Hello",
        "{\"a\": 1}|{\"a\": 1}",
        "{\"headers\":\"of mine\",\"body\":{}}|{\"headers\":\"of mine\",\"body\":{}}",
        "[1]|[1]",
        "7|7",
        "null|null",
        "\"\"|''"
      })
  void version2TakesWhatNamesNoStatusForTheBody(String payload, String body) {
    http2.functions.returns(payload);

    Running.Sent sent = http2.get("/pets");

    assertThat(sent.status()).isEqualTo(200);
    assertThat(sent.body()).isEqualTo(body);
    assertThat(sent.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void version2SendsEachCookieAsAFieldOfItsOwn() {
    http2.functions.returns(
        "{\"statusCode\":201,\"cookies\":[\"a=1; Secure\",\"b=2\"],\"body\":\"hi\",\"more\":1}");

    Running.Sent sent = http2.get("/pets");

    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.body()).isEqualTo("hi");
    assertThat(sent.headers())
        .contains(
            "Set-Cookie: a=1; Secure",
            "Set-Cookie: b=2",
            "Content-Type: text/plain; charset=utf-8");
  }

  @Test
  void httpApisAlwaysDecode() {
    String payload =
        "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"aGk=\","
            + "\"headers\":{\"content-type\":\"image/png\"}}";
    http1.functions.returns(payload);
    http2.functions.returns(payload);

    for (Running running : List.of(http1, http2)) {
      Running.Sent sent = running.get("/pets");
      assertThat(sent.body()).isEqualTo("hi");
      assertThat(sent.header("content-type")).isEqualTo("image/png");
    }
  }

  @Test
  void version1OfAnHttpApiMergesHeadersAndOverlooksMembersOfOthers() {
    http1.functions.returns(
        "{\"statusCode\":202,\"multiValueHeaders\":{\"X-A\":[\"1\",\"2\"]},\"cookies\":[\"a\"]}");

    Running.Sent sent = http1.get("/pets");

    assertThat(sent.status()).isEqualTo(202);
    assertThat(sent.headers()).containsSubsequence("X-A: 1", "X-A: 2");
    assertThat(sent.header("Set-Cookie")).isNull();
  }

  @Test
  void halfACharacterOfABodyIsReplaced() {
    rest.functions.does(receiver ->
        receiver.returned(
            new FunctionResult(200, Bytes.utf8("{\"body\":\"\\ud800\"}"), null, "r")));

    assertThat(rest.get("/prod/pets").body()).isEqualTo("?");
  }
}
