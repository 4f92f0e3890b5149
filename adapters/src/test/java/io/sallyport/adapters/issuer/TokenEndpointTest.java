package io.sallyport.adapters.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.message.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TokenEndpointTest {

  private static final String TOKEN = "/idp/eu-west-1_Pets01/oauth2/token";
  private static final String OTHER = "/idp/login.example.com-tenant/oauth2/token";

  private final Asking asking = new Asking();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                                            | 400 | invalid_request | `grant_type` is missing
          grant_type=implicit                                                           | 400 | unsupported_grant_type | expected one of `client_credentials`, `password`
          grant_type=password&grant_type=password                                       | 400 | invalid_request | `grant_type` comes twice
          grant_type=client_credentials                                                 | 401 | invalid_client | does not say who it is
          grant_type=client_credentials&client_id=nobody                                | 401 | invalid_client | there is no client `nobody`
          grant_type=client_credentials&client_id=service                               | 401 | invalid_client | is not this one
          grant_type=client_credentials&client_id=service&client_secret=wrong           | 401 | invalid_client | is not this one
          grant_type=client_credentials&client_id=web                                   | 400 | unauthorized_client | has no secret
          grant_type=password&client_id=web&username=alice                              | 400 | invalid_request | `password` is missing
          grant_type=password&client_id=web&username=alice&password=wrong               | 400 | invalid_grant | Incorrect username or password.
          grant_type=password&client_id=web&username=nobody&password=wonderland         | 400 | invalid_grant | Incorrect username or password.
          grant_type=password&client_id=web&username=machine&password=                  | 400 | invalid_request | `password` is missing
          grant_type=password&client_id=web&username=machine&password=null              | 400 | invalid_grant | Incorrect username or password.
          grant_type=password&client_id=web&username=alice&password=wonderland&scope=pets%2Fwrite | 400 | invalid_scope | client `web` may not have the scope `pets/write`
          grant_type=password&client_id=service&client_secret=s3cr:t&username=alice&password=wonderland&scope=all | 400 | invalid_scope | user `alice` may not have the scope `all`
          """)
  void refusesAsRfc6749Says(String form, int status, String error, String description) {
    Response response = asking.post(TOKEN, form);
    assertThat(response.status()).isEqualTo(status);
    JsonNode body = Asking.json(response);
    assertThat(body.path("error").stringValue()).isEqualTo(error);
    assertThat(body.path("error_description").stringValue()).contains(description);
    assertThat(response.headers().last("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void refusesABodyThatIsNoForm() {
    Response response = asking.ask("POST", TOKEN, "{}", "Content-Type", "application/json");
    assertThat(response.status()).isEqualTo(400);
    assertThat(Asking.json(response).path("error").stringValue()).isEqualTo("invalid_request");
    assertThat(asking.ask("GET", TOKEN, "").status()).isEqualTo(405);
  }

  @Test
  void challengesAClientThatTriedBasicAndRefusesTwoWaysAtOnce() {
    Response wrong =
        asking.post(TOKEN, "grant_type=client_credentials", "Authorization", basic("service:x"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.headers().last("WWW-Authenticate")).startsWith("Basic ");
    Response twice =
        asking.post(
            TOKEN,
            "grant_type=client_credentials&client_secret=s3cr:t",
            "Authorization",
            basic("service:s3cr%3At"));
    assertThat(Asking.json(twice).path("error").stringValue()).isEqualTo("invalid_request");
    assertThat(asking.post(TOKEN, "grant_type=password", "Authorization", "Basic ?").status())
        .isEqualTo(401);
  }

  @Test
  void givesAClientItsOwnAccessTokenInCognitosShape() throws Exception {
    JsonNode body =
        Asking.json(
            asking.post(
                TOKEN,
                "grant_type=client_credentials&scope=a+b",
                "Authorization",
                basic("service:s3cr%3At")));
    assertThat(body.path("token_type").stringValue()).isEqualTo("Bearer");
    assertThat(body.path("expires_in").intValue()).isEqualTo(300);
    assertThat(body.has("id_token")).isFalse();
    JwtClaims claims = asking.verified(body.path("access_token").stringValue(), "eu-west-1_Pets01");
    assertThat(claims.getClaimsMap())
        .containsAllEntriesOf(
            Map.of(
                "iss",
                Asking.POOL,
                "sub",
                "service",
                "client_id",
                "service",
                "token_use",
                "access",
                "scope",
                "a b",
                "version",
                2L,
                "auth_time",
                Asking.NOW_SECONDS,
                "iat",
                Asking.NOW_SECONDS,
                "exp",
                Asking.NOW_SECONDS + 300))
        .doesNotContainKeys("aud", "username", "cognito:groups");
  }

  @Test
  void givesAUserBothTokensInCognitosShape() throws Exception {
    JsonNode body =
        Asking.json(
            asking.post(
                TOKEN, "grant_type=password&client_id=web&username=alice&password=wonderland"));
    assertThat(body.path("scope").stringValue()).isEqualTo("pets/read");
    JwtClaims access = asking.verified(body.path("access_token").stringValue(), "eu-west-1_Pets01");
    JwtClaims id = asking.verified(body.path("id_token").stringValue(), "eu-west-1_Pets01");
    assertThat(access.getClaimsMap())
        .containsAllEntriesOf(
            Map.of(
                "token_use", "access",
                "username", "alice",
                "client_id", "web",
                "scope", "pets/read",
                "cognito:groups", List.of("admin", "cats")))
        .doesNotContainKeys("aud", "email");
    assertThat(id.getClaimsMap())
        .containsAllEntriesOf(
            Map.of(
                "token_use", "id",
                "aud", "web",
                "cognito:username", "alice",
                "cognito:groups", List.of("admin", "cats"),
                "email", "alice@example.com",
                "email_verified", true,
                "auth_time", Asking.NOW_SECONDS))
        .doesNotContainKeys("client_id", "scope");
    assertThat(id.getSubject()).isEqualTo(access.getSubject()).matches("[0-9a-f-]{36}");
    assertThat(id.getClaimValue("origin_jti")).isEqualTo(access.getClaimValue("origin_jti"));
    assertThat(id.getClaimValue("event_id")).isEqualTo(access.getClaimValue("event_id"));
    assertThat(id.getJwtId()).isNotEqualTo(access.getJwtId());
  }

  @Test
  void givesStandardClaimsInTheNameOfAnyOtherIssuer() throws Exception {
    JsonNode body =
        Asking.json(
            asking.post(
                OTHER, "grant_type=password&client_id=web&username=alice&password=wonderland"));
    JwtClaims access =
        asking.verified(body.path("access_token").stringValue(), "login.example.com-tenant");
    assertThat(access.getClaimsMap())
        .containsAllEntriesOf(
            Map.of(
                "iss", Asking.OTHER,
                "aud", "https://api.example.com",
                "azp", "web",
                "scope", "pets/read",
                "groups", List.of("admin", "cats"),
                "preferred_username", "alice"))
        .doesNotContainKeys("token_use", "cognito:groups");
    assertThat(
            asking
                .verified(body.path("id_token").stringValue(), "login.example.com-tenant")
                .getAudience())
        .containsExactly("web");
  }

  @Test
  void signsForEachIssuerWithKeysOfItsOwn() throws Exception {
    String token =
        Asking.json(
                asking.post(
                    OTHER, "grant_type=password&client_id=web&username=alice&password=wonderland"))
            .path("access_token")
            .stringValue();
    assertThatThrownBy(() -> asking.verified(token, "eu-west-1_Pets01"))
        .isInstanceOf(InvalidJwtException.class);
    assertThat(asking.issuer().keys(Asking.POOL).text())
        .isEqualTo(Asking.text(asking.get("/idp/eu-west-1_Pets01/.well-known/jwks.json")));
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
