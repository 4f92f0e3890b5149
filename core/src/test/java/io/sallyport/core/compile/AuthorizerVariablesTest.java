package io.sallyport.core.compile;

import static io.sallyport.core.compile.LogLines.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.AuthorizerReport;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.Identity;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** API Gateway guide: "Variables for access logging", {@code $context.authorizer}. */
class AuthorizerVariablesTest {

  private static final Identity LAMBDA =
      new Identity.Lambda(
          "user|1",
          Map.of("tier", "gold", "limit", "12", "beta", "true", "status", "active", "id", "007"),
          "{}",
          null);
  private static final Identity TOKEN =
      new Identity.Token(
          Identity.Token.Kind.COGNITO,
          Map.of("sub", "a-b", "custom:role", "admin", "exp", "1700000000"),
          null);
  private static final AuthorizerReport PASSED =
      new AuthorizerReport(200, 31_400_000, 30_900_000, 200, "req-1", null);
  private static final Refusal DENIED =
      Refusal.GatewayResponse.of(GatewayResponseType.ACCESS_DENIED, Fault.CALLER, "denied");

  @Test
  void showsWhatALambdaAuthorizerGives() {
    ExchangeRecord record = rest().finds(LAMBDA).reports(PASSED).get("/prod/x").record();

    assertThat(
            logged(
                "$context.authorizer.principalId $context.authorizer.tier"
                    + " $context.authorizer.limit $context.authorizer.none"
                    + " $context.authorizer.claims.sub $context.authorizer.claims",
                record))
        .isEqualTo("user|1 gold 12 - - -");
  }

  @Test
  void showsTheClaimsOfAToken() {
    ExchangeRecord record = rest().finds(TOKEN).reports(PASSED).get("/prod/x").record();

    assertThat(
            logged(
                "$context.authorizer.claims.sub $context.authorizer.claims['custom:role']"
                    + " $context.authorizer.claims.none $context.authorizer.claims"
                    + " $context.authorizer.principalId $context.authorizer.sub",
                record))
        .isEqualTo("a-b admin - - - -");
  }

  @Test
  void tellsHowTheAuthorizerOfARestApiWorked() {
    ExchangeRecord record = rest().finds(LAMBDA).reports(PASSED).get("/prod/x").record();

    assertThat(
            logged(
                "$context.authorizer.status $context.authorizer.latency"
                    + " $context.authorizer.integrationLatency"
                    + " $context.authorizer.integrationStatus $context.authorizer.requestId"
                    + " $context.authorizer.error $context.authorize.status"
                    + " $context.authorize.latency $context.authorize.error"
                    + " $context.authenticate.status $context.authenticate.latency"
                    + " $context.authenticate.error",
                record))
        .isEqualTo("200 31 30 200 req-1 - 200 0 - - - -");
  }

  @Test
  void leavesUnsetWhatWasNotCalled() {
    AuthorizerReport cached = new AuthorizerReport(200, 5_000, -1, 0, null, null);
    ExchangeRecord record = rest().finds(LAMBDA).reports(cached).get("/prod/x").record();

    assertThat(
            logged(
                "$context.authorizer.latency $context.authorizer.integrationLatency"
                    + " $context.authorizer.integrationStatus $context.authorizer.requestId",
                record))
        .isEqualTo("0 - - -");
  }

  @Test
  void tellsADenialFromAFailureOfTheAuthorizer() {
    String format =
        "$context.authorizer.status,$context.authorizer.error,$context.authorize.status,"
            + "$context.authorize.error";
    AuthorizerReport denied = new AuthorizerReport(403, 1, 1, 200, null, "no statement matches");
    AuthorizerReport failed = new AuthorizerReport(500, 1, 1, 200, null, "no policy");

    assertThat(
            logged(
                format, rest().finds(LAMBDA).reports(denied).says(DENIED).get("/prod/x").record()))
        .isEqualTo("200,-,403,no statement matches");
    assertThat(logged(format, rest().reports(failed).says(DENIED).get("/prod/x").record()))
        .isEqualTo("500,no policy,-,-");
  }

  @Test
  void hasAllUnsetWithoutAnAuthorizer() {
    assertThat(
            logged(
                "$context.authorizer.status $context.authorizer.latency $context.authorizer.error"
                    + " $context.authorizer.principalId $context.authorizer.x"
                    + " $context.authorizer.claims.x $context.authorize.status",
                rest().get("/prod/x").record()))
        .isEqualTo("- - - - - - -");
  }

  @Test
  void takesTheNamesOfRestApisForPropertiesInHttpApis() {
    AuthorizerReport denied = new AuthorizerReport(403, 1, 1, 200, "req-1", "denied");
    ExchangeRecord record = http().finds(LAMBDA).reports(denied).get("/x").record();

    assertThat(
            logged(
                "$context.authorizer.status $context.authorizer.latency $context.authorizer.error"
                    + " $context.authorizer.requestId $context.authorize.status",
                record))
        .isEqualTo("active - denied - -");
  }

  @Test
  void writesNumbersAsNumbersInJson() {
    ExchangeRecord record = rest().finds(LAMBDA).reports(PASSED).get("/prod/x").record();

    JsonNode tree =
        new ObjectMapper()
            .readTree(
                line(
                    "{\"r\":$context.requestId,\"s\":$context.authorizer.status,"
                        + "\"l\":$context.authorizer.limit,\"b\":$context.authorizer.beta,"
                        + "\"t\":$context.authorizer.tier,\"i\":$context.authorizer.id,"
                        + "\"n\":$context.authorizer.none,\"p\":$context.authorizer.principalId,"
                        + "\"q\":\"$context.authorizer.limit\"}",
                    record));

    assertThat(tree.get("s").isInt()).isTrue();
    assertThat(tree.get("l").asInt()).isEqualTo(12);
    assertThat(tree.get("l").isInt()).isTrue();
    assertThat(tree.get("b").isBoolean()).isTrue();
    assertThat(tree.get("t").asString()).isEqualTo("gold");
    assertThat(tree.get("i").asString()).isEqualTo("007");
    assertThat(tree.get("n").isNull()).isTrue();
    assertThat(tree.get("p").asString()).isEqualTo("user|1");
    assertThat(tree.get("q").asString()).isEqualTo("12");
  }

  @ParameterizedTest
  @CsvSource({
    "0, true",
    "-1, true",
    "1.5, true",
    "1e9, true",
    "1E-9, true",
    "12345678901234567890, true",
    "false, true",
    "00, false",
    "1., false",
    ".5, false",
    "-, false",
    "1e, false",
    "+1, false",
    "0x1, false",
    "True, false",
    "1 2, false",
    "NaN, false",
    "null, false"
  })
  void writesNothingElseWithoutQuotes(String value, boolean bare) {
    Identity identity = new Identity.Lambda("p", Map.of("x", value), "{}", null);
    ExchangeRecord record = rest().finds(identity).get("/prod/x").record();

    assertThat(line("{\"r\":\"$context.requestId\",\"x\":$context.authorizer.x}", record))
        .contains(bare ? "\"x\":" + value + "}" : "\"x\":\"" + value + "\"}");
  }

  @Test
  void letsNoCallerForgeALineByAClaim() {
    Identity identity =
        new Identity.Token(Identity.Token.Kind.JWT, Map.of("sub", "a\"\n\"b"), null);
    ExchangeRecord record = http().finds(identity).get("/x").record();

    String line =
        line("{\"r\":\"$context.requestId\",\"s\":\"$context.authorizer.claims.sub\"}", record);
    assertThat(line.lines()).hasSize(1);
    assertThat(new ObjectMapper().readTree(line).get("s").asString()).isEqualTo("a\"\n\"b");
  }

  @ParameterizedTest
  @CsvSource({
    "authorizer.anything, true",
    "authorizer.claims.anything, true",
    "authorizers.x, false",
    "authorize.x, false",
    "authenticate.x, false"
  })
  void knowsTheNamesThereCanBe(String name, boolean known) {
    Problems problems = new Problems(Set.of());
    boolean parsed =
        AccessLogFormatReader.parse("$context.requestId $context." + name, Definitions.AT, problems)
            .isPresent();

    assertThat(parsed).isEqualTo(known);
    assertThat(problems.found())
        .extracting(Problem::id)
        .allMatch("unknown-context-variable"::equals);
  }

  @Test
  void fillsGatewayResponsesOfRefusedCallers() {
    Identity reasoned = new Identity.Lambda("p", Map.of("reason", "too late"), "{}", null);
    Guarded.Done denied = response().finds(reasoned).says(DENIED).get("/prod/x");
    Guarded.Done unknown =
        response()
            .says(
                Refusal.GatewayResponse.of(
                    GatewayResponseType.UNAUTHORIZED, Fault.CALLER, "no token"))
            .get("/prod/x");

    assertThat(body(denied)).isEqualTo("{\"why\":\"too late\",\"s\":\"\"}");
    assertThat(body(unknown)).isEqualTo("{\"why\":\"\",\"s\":\"\"}");
  }

  @Test
  void fillsTemplatesWithWhatTheAuthorizerSaysAndNotWithHowItWorked() {
    Definitions api =
        Definitions.rest()
            .route(
                "GET /x",
                Definitions.mock(
                    "$context.authorizer.status $context.authorizer.latency"
                        + " $context.authorizer.tier $context.authorizer.principalId"));

    assertThat(body(new Guarded(api).finds(LAMBDA).reports(PASSED).get("/prod/x")))
        .isEqualTo("active  gold user|1");
  }

  @Test
  void findsAClaimByAKeyInATemplate() {
    Definitions api =
        Definitions.rest()
            .route("GET /x", Definitions.mock("$context.authorizer.claims['custom:role']!"));

    assertThat(body(new Guarded(api).finds(TOKEN).get("/prod/x"))).isEqualTo("admin!");
  }

  private static Guarded response() {
    String template =
        "{\"why\":\"$context.authorizer.reason\",\"s\":\"$context.authorizer.status\"}";
    return new Guarded(
        Definitions.rest()
            .route("GET /x", Definitions.mock("hello"))
            .response(GatewayResponseType.ACCESS_DENIED, 0, Map.of(), "application/json", template)
            .response(GatewayResponseType.UNAUTHORIZED, 0, Map.of(), "application/json", template));
  }

  private static String body(Guarded.Done done) {
    return ((Bytes) done.response().body()).text();
  }

  private static Guarded rest() {
    return new Guarded(Definitions.rest().route("GET /x", Definitions.mock("hello")))
        .says(Verdict.PASS);
  }

  private static Guarded http() {
    return new Guarded(Definitions.http().route("GET /x", Definitions.proxy("http://b.test/")))
        .says(DENIED);
  }

  /** The values of a format, without the request id that every format has. */
  private static String logged(String format, ExchangeRecord record) {
    String line = line("$context.requestId " + format, record);
    return line.substring(line.indexOf(' ') + 1).stripTrailing();
  }
}
