package io.sallyport.core.definition.openapi;

import static io.sallyport.core.definition.openapi.Documents.PROXY;
import static io.sallyport.core.definition.openapi.Documents.operation;
import static io.sallyport.core.definition.openapi.Documents.read;
import static io.sallyport.core.definition.openapi.Documents.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.ApiSettings.JwtOnRest;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.AuthorizerDefinition.Cognito;
import io.sallyport.core.definition.AuthorizerDefinition.Jwt;
import io.sallyport.core.definition.AuthorizerDefinition.Lambda;
import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problem.Allowance;
import io.sallyport.core.definition.openapi.Documents.Outcome;
import io.sallyport.core.pipeline.ApiType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API Gateway guide: "x-amazon-apigateway-authorizer object"; the rules of CreateAuthorizer. */
class AuthorizerReaderTest {

  private static final String FUNCTION =
      "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
          + "arn:aws:lambda:us-east-1:123456789012:function:f/invocations";
  private static final String URI = "authorizerUri: '" + FUNCTION + "'";
  private static final String POOL =
      "providerARNs: ['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a']";
  private static final String JWT =
      "jwtConfiguration: {issuer: 'https://i.test/a', audience: [one, two]}";
  private static final String HTTP_SOURCE = "identitySource: '$request.header.Authorization'";
  private static final String V2 = "authorizerPayloadFormatVersion: '2.0'";

  @Test
  void readsATokenAuthorizerWithTheHeaderOfItsScheme() {
    assertThat(rest("type: TOKEN", URI, "identityValidationExpression: '^Bearer .+$'"))
        .isInstanceOfSatisfying(
            Lambda.class,
            token -> {
              assertThat(token.kind()).isEqualTo(Kind.TOKEN);
              assertThat(token.uri().value()).isEqualTo(FUNCTION);
              assertThat(token.credentials()).isNull();
              assertThat(token.ttl()).isEqualTo(Duration.ofMinutes(5));
              assertThat(token.identitySources())
                  .extracting(Text::value)
                  .containsExactly("method.request.header.X-Token");
              assertThat(token.validation()).extracting(Text::value).isEqualTo("^Bearer .+$");
              assertThat(token.at().pointer()).isEqualTo("/components/securitySchemes/s");
            });
  }

  @Test
  void takesEmptyTextsForAbsentAsARecordedImportDoes() {
    assertThat(rest("type: token", URI, "authorizerCredentials: ''", "identitySource: ''"))
        .isInstanceOfSatisfying(
            Lambda.class,
            token ->
                assertThat(token.identitySources().getFirst().value())
                    .isEqualTo("method.request.header.X-Token"));
  }

  @Test
  void readsARequestAuthorizerOfARestApi() {
    assertThat(
            rest(
                "type: request",
                URI,
                "authorizerResultTtlInSeconds: 20",
                "identitySource: 'method.request.header.A, method.request.querystring.b,"
                    + " stageVariables.c, context.httpMethod'"))
        .isInstanceOfSatisfying(
            Lambda.class,
            request -> {
              assertThat(request.kind()).isEqualTo(Kind.REQUEST);
              assertThat(request.ttl()).isEqualTo(Duration.ofSeconds(20));
              assertThat(request.identitySources())
                  .extracting(Text::value)
                  .containsExactly(
                      "method.request.header.A",
                      "method.request.querystring.b",
                      "stageVariables.c",
                      "context.httpMethod");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, false, REQUEST_1_0",
    "'1.0', false, REQUEST_1_0",
    "2.0, false, REQUEST_2_0",
    "'2.0', true, REQUEST_2_0_SIMPLE"
  })
  void readsARequestAuthorizerOfAnHttpApi(String version, boolean simple, Kind kind) {
    AuthorizerDefinition read =
        http(
            "type: request",
            URI,
            "authorizerPayloadFormatVersion: " + version,
            "enableSimpleResponses: " + simple,
            "identitySource: [$request.header.A, $request.querystring.b, $stageVariables.c,"
                + " $context.routeKey]");

    assertThat(read)
        .isInstanceOfSatisfying(
            Lambda.class,
            request -> {
              assertThat(request.kind()).isEqualTo(kind);
              assertThat(request.ttl()).isZero();
              assertThat(request.identitySources()).hasSize(4);
            });
  }

  @Test
  void readsACognitoAuthorizer() {
    assertThat(rest("type: cognito_user_pools", POOL, "authorizerResultTtlInSeconds: 0"))
        .isInstanceOfSatisfying(
            Cognito.class,
            cognito -> {
              assertThat(cognito.providerArns()).hasSize(1);
              assertThat(cognito.identitySource().value())
                  .isEqualTo("method.request.header.X-Token");
              assertThat(cognito.ttl()).isZero();
              assertThat(cognito.validation()).isNull();
            });
  }

  @Test
  void readsAJwtAuthorizer() {
    assertThat(http("type: jwt", JWT, HTTP_SOURCE))
        .isInstanceOfSatisfying(
            Jwt.class,
            jwt -> {
              assertThat(jwt.issuer().value()).isEqualTo("https://i.test/a");
              assertThat(jwt.audiences()).containsExactly("one", "two");
              assertThat(jwt.identitySource().value()).isEqualTo("$request.header.Authorization");
            });
  }

  @Test
  void takesTheIssuerOfTheDiscoveryUrlOfTheScheme() {
    String url = "openIdConnectUrl: 'https://i.test/p/.well-known/openid-configuration'";

    assertThat(
            authorizer(
                ApiType.HTTP, url, "type: jwt", HTTP_SOURCE, "jwtConfiguration: {audience: [a]}"))
        .isInstanceOfSatisfying(
            Jwt.class, jwt -> assertThat(jwt.issuer().value()).isEqualTo("https://i.test/p"));
    assertThat(
            outcome(
                    settings(ApiType.HTTP),
                    "openIdConnectUrl: 'https://i.test/p'",
                    "type: jwt",
                    HTTP_SOURCE,
                    "jwtConfiguration: {audience: [a]}")
                .refusal()
                .id())
        .isEqualTo("wrong-value");
  }

  @ParameterizedTest
  @CsvSource({"HTTP, token", "HTTP, cognito_user_pools", "REST, jwt"})
  void refusesTypesThatTheApiDoesNotHave(ApiType api, String type) {
    Problem problem = outcome(settings(api), "", "type: " + type, URI, POOL, JWT).refusal();

    assertThat(problem.id()).isEqualTo("wrong-authorizer-type");
    assertThat(problem.allowance()).isEqualTo(Allowance.NEVER);
    assertThat(problem.message()).contains("`" + type + "`", "`request`");
  }

  @Test
  void readsAJwtAuthorizerOfARestApiWhereThatIsSwitchedOn() {
    ApiSettings settings = Documents.with(ApiType.REST, JwtOnRest.ENFORCED);
    Outcome outcome =
        outcome(
            settings, "", "type: jwt", JWT, "identitySource: method.request.header.Authorization");

    assertThat(outcome.loaded().authorizers().get("s")).isInstanceOf(Jwt.class);
    assertThat(outcome(settings(ApiType.REST), "", "type: jwt", JWT).refusal().message())
        .contains("jwtOnRest: enforced");
  }

  @Test
  void refusesATypeThatNobodyKnows() {
    Problem problem = outcome(settings(ApiType.REST), "", "type: tokn", URI).refusal();

    assertThat(problem.id()).isEqualTo("wrong-value");
    assertThat(problem.suggestion()).isEqualTo("token");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REST | authorizerUri: x | type",
        "REST | type: token | authorizerUri",
        "REST | type: cognito_user_pools | providerARNs",
        "REST | type: request, URI | identitySource",
        "HTTP | type: request, URI | authorizerPayloadFormatVersion",
        "HTTP | type: request, URI, V2, authorizerResultTtlInSeconds: 1 | identitySource",
        "HTTP | type: jwt, SOURCE | jwtConfiguration",
        "HTTP | type: jwt, JWT | identitySource",
        "HTTP | type: jwt, SOURCE, 'jwtConfiguration: {issuer: 'https://i'}' | audience",
        "HTTP | type: jwt, SOURCE, 'jwtConfiguration: {audience: [a]}' | issuer"
      })
  void refusesWhatLacksAProperty(ApiType api, String lines, String property) {
    String[] written =
        Stream.of(lines.split(", ")).map(AuthorizerReaderTest::expanded).toArray(String[]::new);
    Problem problem = outcome(settings(api), "", written).refusal();

    assertThat(problem.id()).isEqualTo("missing-property");
    assertThat(problem.message()).contains("`" + property + "`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "3601", "1.5", "long", "true"})
  void refusesATimeBeyondAnHour(String ttl) {
    assertThat(
            outcome(
                    settings(ApiType.REST),
                    "",
                    "type: token",
                    URI,
                    "authorizerResultTtlInSeconds: " + ttl)
                .refusal()
                .id())
        .isIn("wrong-value", "wrong-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f",
        "arn:aws:lambda:us-east-1:123456789012:function:f",
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations",
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:1:function:f",
        "https://a.test/"
      })
  void refusesWhatNamesNoFunction(String uri) {
    assertThat(
            outcome(settings(ApiType.REST), "", "type: token", "authorizerUri: '" + uri + "'")
                .refusal()
                .id())
        .isEqualTo("wrong-value");
  }

  @Test
  void takesAFunctionNamedByAStageVariable() {
    String uri =
        "authorizerUri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            + "${stageVariables.fn}/invocations'";

    assertThat(rest("type: token", uri)).isInstanceOf(Lambda.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "REST | $request.header.A | method.request.header.A",
        "REST | Method.Request.Header.A | method.request.header.A",
        "REST | method.request.path.id | -",
        "REST | method.request.header.A B | -",
        "REST | method.request.header. | -",
        "REST | method.request.header.A, | -",
        "REST | 'A' | -",
        "HTTP | method.request.header.A | $request.header.A",
        "HTTP | $request.path.id | -",
        "HTTP | $request.body.id | -",
        "HTTP | $context.a-b | -"
      })
  void refusesWhatIsNoIdentitySource(ApiType api, String source, String suggestion) {
    Problem problem =
        outcome(settings(api), "", "type: request", URI, V2, "identitySource: \"" + source + "\"")
            .refusal();

    assertThat(problem.id()).isEqualTo("invalid-identity-source");
    assertThat(problem.suggestion()).isEqualTo(suggestion);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "token | method.request.querystring.a",
        "token | method.request.header.a,method.request.header.b",
        "cognito_user_pools | context.path",
        "cognito_user_pools | method.request.header.a,method.request.header.b"
      })
  void refusesAllButOneHeaderWhereATokenIsRead(String type, String source) {
    assertThat(
            outcome(
                    settings(ApiType.REST),
                    "",
                    "type: " + type,
                    type.equals("token") ? URI : POOL,
                    "identitySource: '" + source + "'")
                .ids())
        .containsOnly("invalid-identity-source");
  }

  @Test
  void refusesSeveralPlacesOfAJwt() {
    assertThat(
            outcome(
                    settings(ApiType.HTTP),
                    "",
                    "type: jwt",
                    JWT,
                    "identitySource: [$request.header.a, $request.querystring.b]")
                .refusal()
                .id())
        .isEqualTo("invalid-identity-source");
    assertThat(
            outcome(settings(ApiType.HTTP), "", "type: jwt", JWT, "identitySource: $context.path")
                .refusal()
                .id())
        .isEqualTo("invalid-identity-source");
  }

  @Test
  void refusesAListOfSourcesInARestApi() {
    assertThat(
            outcome(
                    settings(ApiType.REST),
                    "",
                    "type: request",
                    URI,
                    "authorizerResultTtlInSeconds: 0",
                    "identitySource: [method.request.header.A]")
                .refusal()
                .id())
        .isEqualTo("wrong-type");
  }

  @Test
  void refusesATokenAuthorizerWhoseSchemeNamesNoHeader() {
    Outcome outcome =
        read(
            settings(ApiType.REST),
            operation(PROXY)
                + "components: {securitySchemes: {s: {type: apiKey, in: query, name: a,"
                + " x-amazon-apigateway-authorizer: {type: token, "
                + URI
                + "}}}}\n");

    assertThat(outcome.refusal().id()).isEqualTo("missing-property");
  }

  @Test
  void refusesSimpleResponsesOfVersionOne() {
    assertThat(
            outcome(
                    settings(ApiType.HTTP),
                    "",
                    "type: request",
                    URI,
                    "authorizerPayloadFormatVersion: '1.0'",
                    "enableSimpleResponses: true")
                .refusal()
                .message())
        .contains("`1.0`", "`2.0`");
  }

  @Test
  void refusesAnUnknownVersion() {
    assertThat(
            outcome(
                    settings(ApiType.HTTP),
                    "",
                    "type: request",
                    URI,
                    "authorizerPayloadFormatVersion: '3.0'")
                .refusal()
                .id())
        .isEqualTo("wrong-value");
  }

  @Test
  void refusesARoleUntilItCanBeAssumed() {
    String[] lines = {"type: token", URI, "authorizerCredentials: 'arn:aws:iam::1:role/x'"};
    Problem problem = outcome(settings(ApiType.REST), "", lines).refusal();

    assertThat(problem.id()).isEqualTo("credentials-not-supported");
    assertThat(problem.allowance()).isEqualTo(Allowance.BY_ID);
    assertThat(problem.at().pointer()).endsWith("/authorizerCredentials");
    assertThat(
            read(settings(ApiType.REST), document("", lines), "credentials-not-supported")
                .loaded()
                .routes())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REST | request | identityValidationExpression: a",
        "HTTP | request | identityValidationExpression: a",
        "HTTP | jwt | identityValidationExpression: a",
        "REST | token | JWT",
        "REST | request | POOL",
        "HTTP | request | JWT"
      })
  void refusesWhatTheTypeOfAuthorizerDoesNotHeed(ApiType api, String type, String line) {
    String source =
        api == ApiType.HTTP ? HTTP_SOURCE : "identitySource: method.request.header.Authorization";
    String[] written =
        type.equals("jwt")
            ? new String[] {"type: jwt", source, JWT, expanded(line)}
            : api == ApiType.REST
                ? new String[] {"type: " + type, source, URI, expanded(line)}
                : new String[] {"type: " + type, source, URI, V2, expanded(line)};

    assertThat(outcome(settings(api), "", written).refusal().id())
        .isEqualTo("authorizer-not-enforced");
  }

  @ParameterizedTest
  @ValueSource(strings = {"i.test", "''", "ftp://i.test", "'https://'", "'https://i.test/?a'"})
  void refusesWhatIsNoIssuer(String issuer) {
    assertThat(
            outcome(
                    settings(ApiType.HTTP),
                    "",
                    "type: jwt",
                    HTTP_SOURCE,
                    "jwtConfiguration: {audience: [a], issuer: " + issuer + "}")
                .refusal()
                .id())
        .isIn("wrong-value", "missing-property");
  }

  @Test
  void refusesMoreThanFiftyAudiencesAndNone() {
    assertThat(audiences(50)).isEmpty();
    assertThat(audiences(51)).containsExactly("wrong-value");
    assertThat(audiences(0)).containsExactly("wrong-value");
  }

  @Test
  void refusesMoreThanAThousandPoolsAndNone() {
    assertThat(pools(1000)).isEmpty();
    assertThat(pools(1001)).containsExactly("wrong-value");
    assertThat(pools(0)).containsExactly("wrong-value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-east-1_a", "arn:aws:cognito-idp:us-east-1:1:userpool", "''"})
  void refusesWhatIsNoPool(String arn) {
    assertThat(
            outcome(
                    settings(ApiType.REST),
                    "",
                    "type: cognito_user_pools",
                    "providerARNs: [" + arn + "]")
                .refusal()
                .id())
        .isEqualTo("wrong-value");
  }

  @Test
  void refusesMoreThanTenAuthorizersUnlessTheQuotaWasRaised() {
    String text = operation(PROXY) + schemes(11);
    Problem problem = read(settings(ApiType.REST), text).refusal();

    assertThat(problem.id()).isEqualTo("too-many-authorizers");
    assertThat(problem.at().pointer()).isEqualTo("/components/securitySchemes/s10");
    assertThat(read(settings(ApiType.REST), operation(PROXY) + schemes(10)).loaded().authorizers())
        .hasSize(10);
    assertThat(read(settings(ApiType.REST), text, "too-many-authorizers").loaded().authorizers())
        .hasSize(11);
  }

  @Test
  void checksAnAuthorizerThatNothingAsksFor() {
    Outcome outcome =
        read(
            settings(ApiType.REST),
            operation(PROXY)
                + "components: {securitySchemes: {s: {type: apiKey, in: header, name: a,"
                + " x-amazon-apigateway-authorizer: {type: token, authorizerUrl: x}}}}\n");

    assertThat(outcome.ids()).containsExactlyInAnyOrder("unknown-property", "missing-property");
    assertThat(outcome.found())
        .filteredOn(problem -> problem.id().equals("unknown-property"))
        .extracting(Problem::suggestion)
        .containsExactly("authorizerUri");
  }

  private static String expanded(String line) {
    return switch (line.strip()) {
      case "URI" -> URI;
      case "V2" -> V2;
      case "JWT" -> JWT;
      case "POOL" -> POOL;
      case "SOURCE" -> HTTP_SOURCE;
      default -> line.startsWith("'") ? line.substring(1, line.length() - 1) : line;
    };
  }

  private static List<String> audiences(int number) {
    return outcome(
            settings(ApiType.HTTP),
            "",
            "type: jwt",
            HTTP_SOURCE,
            "jwtConfiguration: {issuer: 'https://i', audience: [" + many(number, "a%d") + "]}")
        .ids();
  }

  private static List<String> pools(int number) {
    return outcome(
            settings(ApiType.REST),
            "",
            "type: cognito_user_pools",
            "providerARNs: ["
                + many(number, "'arn:aws:cognito-idp:us-east-1:1:userpool/p%d'")
                + "]")
        .ids();
  }

  private static String schemes(int number) {
    return "components: {securitySchemes: {"
        + many(
            number,
            "s%d: {type: apiKey, in: header, name: a, x-amazon-apigateway-authorizer: {type: token,"
                + " "
                + URI
                + "}}")
        + "}}\n";
  }

  private static String many(int number, String form) {
    return IntStream.range(0, number)
        .mapToObj(i -> form.replace("%d", Integer.toString(i)))
        .collect(Collectors.joining(", "));
  }

  private static AuthorizerDefinition rest(String... lines) {
    return authorizer(ApiType.REST, "", lines);
  }

  private static AuthorizerDefinition http(String... lines) {
    return authorizer(ApiType.HTTP, "", lines);
  }

  private static AuthorizerDefinition authorizer(ApiType type, String scheme, String... lines) {
    return Objects.requireNonNull(
        outcome(settings(type), scheme, lines).loaded().authorizers().get("s"));
  }

  private static Outcome outcome(ApiSettings settings, String scheme, String... lines) {
    return read(settings, document(scheme, lines));
  }

  /** An operation that asks for an authorizer of these lines, in a scheme with this line. */
  private static String document(String scheme, String... lines) {
    String authorizer = String.join("\n", lines).indent(10);
    return operation(PROXY, "security: [{s: []}]")
        + "components:\n  securitySchemes:\n    s:\n"
        + "      type: apiKey\n      in: header\n      name: X-Token\n"
        + (scheme.isEmpty() ? "" : "      " + scheme + "\n")
        + "      x-amazon-apigateway-authorizer:\n"
        + authorizer;
  }
}
