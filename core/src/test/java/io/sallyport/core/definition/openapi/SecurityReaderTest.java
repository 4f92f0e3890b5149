package io.sallyport.core.definition.openapi;

import static io.sallyport.core.definition.openapi.Documents.PROXY;
import static io.sallyport.core.definition.openapi.Documents.operation;
import static io.sallyport.core.definition.openapi.Documents.read;
import static io.sallyport.core.definition.openapi.Documents.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.AuthorizationDefinition.Authorizer;
import io.sallyport.core.definition.AuthorizationDefinition.None;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.openapi.Documents.Outcome;
import io.sallyport.core.pipeline.ApiType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Security requirements: who is asked what. */
class SecurityReaderTest {

  private static final String FUNCTION =
      "'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
          + "arn:aws:lambda:us-east-1:123456789012:function:f/invocations'";

  private static final String OTHERS =
      """
          iam: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4}
          aws: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsOther,
            x-amazon-apigateway-authorizer: {type: request, authorizerUri: %1$s, authorizerResultTtlInSeconds: 0,
              authorizerPayloadFormatVersion: '2.0'}}
          key: {type: apiKey, name: X-API-Key, in: header}
          basic: {type: http, scheme: basic}
          oidc: {type: openIdConnect, openIdConnectUrl: 'https://i.test/.well-known/openid-configuration'}
          custom: {type: apiKey, name: a, in: header, x-amazon-apigateway-authtype: custom}
      """
          .formatted(FUNCTION);

  private static final String REST =
      """
      components:
        securitySchemes:
          pool: {type: apiKey, name: Authorization, in: header,
            x-amazon-apigateway-authtype: cognito_user_pools,
            x-amazon-apigateway-authorizer: {type: cognito_user_pools,
              providerARNs: ['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a']}}
          lambda: {type: apiKey, name: Token, in: header, x-amazon-apigateway-authtype: custom,
            x-amazon-apigateway-authorizer: {type: token, authorizerUri: %1$s}}
      """
              .formatted(FUNCTION)
          + OTHERS;

  private static final String HTTP =
      """
      components:
        securitySchemes:
          jwt: {type: oauth2, x-amazon-apigateway-authorizer: {type: jwt,
            identitySource: $request.header.Authorization,
            jwtConfiguration: {issuer: 'https://i.test', audience: [a]}}}
          lambda: {type: apiKey, name: Unused, in: header, x-amazon-apigateway-authorizer:
            {type: request, authorizerUri: %1$s, authorizerPayloadFormatVersion: 2.0}}
      """
              .formatted(FUNCTION)
          + OTHERS;

  @ParameterizedTest
  @CsvSource({
    "iam, iam-not-enforced",
    "aws, iam-not-enforced",
    "key, api-key-not-enforced",
    "basic, security-scheme-not-enforced",
    "oidc, security-scheme-not-enforced",
    "custom, security-scheme-not-enforced",
    "lamdba, unknown-security-scheme"
  })
  void refusesWhatAnOperationAsksAndNothingEnforces(String scheme, String id) {
    assertThat(rest("security: [{" + scheme + ": []}]").refusal().id()).isEqualTo(id);
    assertThat(http("security: [{" + scheme + ": []}]").refusal().id()).isEqualTo(id);
  }

  @Test
  void suggestsTheSchemeThatWasMeant() {
    assertThat(rest("security: [{lamdba: []}]").refusal().suggestion()).isEqualTo("lambda");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"security: [{pool: []}, {lambda: []}]", "security: [{pool: [], lambda: []}]"})
  void refusesTwoAuthorizersForOneMethod(String security) {
    Problem problem = rest(security).refusal();

    assertThat(problem.id()).isEqualTo("several-authorizers");
    assertThat(problem.message()).contains("`pool`", "`lambda`");
  }

  @Test
  void refusesOneAuthorizerAskedForTwice() {
    assertThat(rest("security: [{pool: [a]}, {pool: []}]").refusal().id())
        .isEqualTo("several-authorizers");
  }

  @Test
  void letsNoAllowancePassTwoAuthorizers() {
    Outcome outcome =
        read(
            settings(ApiType.REST),
            operation(PROXY, "security: [{pool: []}, {lambda: []}]") + REST,
            "several-authorizers");

    assertThat(outcome.definition()).isEmpty();
  }

  @Test
  void keepsTheAuthorizerBesideAnApiKeyThatIsLetPass() {
    Outcome outcome =
        read(
            settings(ApiType.REST),
            operation(PROXY, "security: [{pool: []}, {key: []}]") + REST,
            "api-key-not-enforced");

    assertThat(authorization(outcome)).isInstanceOf(Authorizer.class);
    assertThat(rest("security: [{pool: []}, {key: []}]").refusal().id())
        .isEqualTo("api-key-not-enforced");
  }

  @Test
  void refusesEveryNamedSchemeThoughAnotherRequirementIsEmpty() {
    assertThat(rest("security: [{}, {iam: [], key: []}]").ids())
        .containsExactlyInAnyOrder("iam-not-enforced", "api-key-not-enforced");
    assertThat(authorization(rest("security: [{}, {pool: []}]"))).isInstanceOf(Authorizer.class);
  }

  @Test
  void readsTheAuthorizerAndTheScopesOfAMethod() {
    Outcome outcome = rest("security: [{pool: [openid, a/read]}]");

    assertThat(authorization(outcome))
        .isInstanceOfSatisfying(
            Authorizer.class,
            asked -> {
              assertThat(asked.authorizer()).isEqualTo("pool");
              assertThat(asked.scopes()).containsExactly("openid", "a/read");
              assertThat(asked.at().pointer()).isEqualTo("/paths/~1pets/get/security/0/pool");
            });
  }

  @ParameterizedTest
  @EnumSource(ApiType.class)
  void inheritsTheSecurityOfTheDocument(ApiType type) {
    String scheme = type == ApiType.REST ? "pool" : "jwt";
    String schemes = type == ApiType.REST ? REST : HTTP;
    String root = "security: [{" + scheme + ": [email]}]\n";

    AuthorizationDefinition inherited =
        authorization(read(settings(type), operation(PROXY) + schemes + root));
    assertThat(inherited)
        .isInstanceOfSatisfying(
            Authorizer.class, asked -> assertThat(asked.scopes()).containsExactly("email"));
    assertThat(
            authorization(read(settings(type), operation(PROXY, "security: []") + schemes + root)))
        .isEqualTo(None.NONE);
  }

  @Test
  void refusesWhatTheDocumentAsksOfOperationsThatSayNothing() {
    assertThat(
            read(settings(ApiType.REST), operation(PROXY) + REST + "security: [{key: []}]\n")
                .refusal()
                .id())
        .isEqualTo("api-key-not-enforced");
  }

  @ParameterizedTest
  @EnumSource(ApiType.class)
  void opensWhatAsksNothing(ApiType type) {
    assertThat(
            authorization(
                read(settings(type), operation(PROXY) + (type == ApiType.REST ? REST : HTTP))))
        .isEqualTo(None.NONE);
  }

  @Test
  void keepsAuthorizersThatNothingAsksFor() {
    assertThat(http().loaded().authorizers()).containsOnlyKeys("jwt", "lambda");
  }

  @Test
  void refusesScopesOfALambdaAuthorizer() {
    Problem problem = rest("security: [{lambda: [read]}]").refusal();

    assertThat(problem.id()).isEqualTo("scopes-not-enforced");
    assertThat(problem.message()).contains("`read`");
  }

  @Test
  void refusesMoreThanTenScopesOfAnHttpApi() {
    String ten = "a, b, c, d, e, f, g, h, i, j";

    assertThat(http("security: [{jwt: [" + ten + "]}]").loaded().routes()).hasSize(1);
    assertThat(http("security: [{jwt: [" + ten + ", k]}]").refusal().id())
        .isEqualTo("too-many-scopes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a b'", "''", "'a\"b'"})
  void refusesWhatIsNoScope(String scope) {
    assertThat(http("security: [{jwt: [" + scope + "]}]").refusal().id()).isEqualTo("wrong-value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwt: text", "jwt: {}", "jwt:", "jwt: [[a]]"})
  void refusesScopesOfAWrongType(String requirement) {
    assertThat(http("security: [{" + requirement + "}]").refusal().id()).isEqualTo("wrong-type");
  }

  private static AuthorizationDefinition authorization(Outcome outcome) {
    return outcome.loaded().routes().getFirst().authorization();
  }

  private static Outcome rest(String... security) {
    return read(settings(ApiType.REST), operation(lines(security)) + REST);
  }

  private static Outcome http(String... security) {
    return read(settings(ApiType.HTTP), operation(lines(security)) + HTTP);
  }

  private static String[] lines(String... security) {
    return List.of(PROXY, String.join("\n", security)).toArray(String[]::new);
  }
}
