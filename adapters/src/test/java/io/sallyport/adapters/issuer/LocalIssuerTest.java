package io.sallyport.adapters.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class LocalIssuerTest {

  private static final String POOL = "eu-west-1_Pets01";

  private final Asking asking = new Asking();

  @Test
  void saysWhichIssuersThereAreAndNoOthers() {
    assertThat(Asking.text(asking.get("/idp")))
        .isEqualTo(
            "{\"issuers\":[{\"name\":\"eu-west-1_Pets01\",\"issuer\":\""
                + Asking.POOL
                + "\"},{\"name\":\"login.example.com-tenant\",\"issuer\":\""
                + Asking.OTHER
                + "\"}]}");
    assertThat(asking.get("/idp/eu-west-1_Other/.well-known/jwks.json").status()).isEqualTo(404);
    assertThat(asking.get("/idp/eu-west-1_Pets01/userinfo").status()).isEqualTo(404);
    assertThat(asking.ask("DELETE", "/idp", "").status()).isEqualTo(405);
  }

  @Test
  void isDiscoveredWithTheRealIssuerAndKeysOfThisMachine() {
    JsonNode document =
        Asking.json(asking.get("/idp/eu-west-1_Pets01/.well-known/openid-configuration"));
    assertThat(document.path("issuer").stringValue()).isEqualTo(Asking.POOL);
    assertThat(document.path("jwks_uri").stringValue())
        .isEqualTo("http://127.0.0.1:9901/idp/eu-west-1_Pets01/.well-known/jwks.json");
    assertThat(document.path("token_endpoint").stringValue())
        .isEqualTo("http://127.0.0.1:9901/idp/eu-west-1_Pets01/oauth2/token");
  }

  @Test
  void publishesNothingButPublicHalves() {
    JsonNode keys =
        Asking.json(asking.get("/idp/eu-west-1_Pets01/.well-known/jwks.json")).path("keys");
    assertThat(keys.size()).isEqualTo(2);
    for (JsonNode key : keys) {
      assertThat(key.propertyNames())
          .containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
      assertThat(Base64.getUrlDecoder().decode(key.path("n").stringValue())).hasSize(256);
    }
    assertThat(keys.get(0).path("kid")).isNotEqualTo(keys.get(1).path("kid"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          username=alice                                  | 400 | there are several issuers, expected `--pool` with one of `eu-west-1_Pets01`, `login.example.com-tenant`
          username=alice&issuer=Pols                      | 400 | there is no issuer `Pols`, expected `--pool` with one of
          username=bob&issuer=Pool                        | 400 | there is no user `bob`, expected one of `
          username=alice&issuer=Pool&password=wrong       | 400 | Incorrect username or password.
          username=alice&issuer=Pool&client_id=none       | 400 | there is no client `none`, expected one of `
          username=alice&issuer=Pool&client_id=service&scope=all | 400 | user `alice` may not have the scope `all`
          username=alice&issuer=Pool&token=refresh        | 400 | expected `id` or `access`
          username=alice&issuer=Pool&lifetime=86401       | 400 | expected seconds from `1` to `86400`
          username=alice&issuer=Pool&lifetime=0           | 400 | expected seconds
          client_id=service&issuer=Pool&token=id          | 400 | an ID token is about a user
          """)
  void tellsTheCommandWhyThereIsNoToken(String form, int status, String reason) {
    Response response = asking.command(form);
    assertThat(response.status()).isEqualTo(status);
    assertThat(Asking.text(response)).contains(reason).endsWith("\n").hasLineCount(1);
  }

  @Test
  void takesNoOrderWithoutThePasswordFromAnybodyButTheCommand() {
    assertThat(asking.post("/idp", "username=alice&issuer=Pool").status()).isEqualTo(403);
  }

  @Test
  void givesTheCommandWhatTheAuthorizerTakes() throws Exception {
    assertThat(claims("username=alice&issuer=Pool", POOL).getClaimValue("token_use"))
        .isEqualTo("id");
    JwtClaims scoped = claims("username=alice&issuer=Pool&scope=pets/read", POOL);
    assertThat(scoped.getClaimValue("token_use")).isEqualTo("access");
    assertThat(scoped.getClaimValue("scope")).isEqualTo("pets/read");
    assertThat(claims("client_id=service&issuer=Pool", POOL).getSubject()).isEqualTo("service");
    JwtClaims other = claims("username=alice&issuer=Jwt", "login.example.com-tenant");
    assertThat(other.getAudience()).containsExactly("https://api.example.com");
    assertThat(
            claims("username=alice&issuer=Jwt&audience=x", "login.example.com-tenant")
                .getAudience())
        .containsExactly("x");
  }

  @ParameterizedTest
  @CsvSource({
    "Pool",
    "eu-west-1_Pets01",
    "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Pets01",
    "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pets01"
  })
  void knowsAPoolByAllItsNames(String name) throws Exception {
    JwtClaims claims =
        claims("username=alice&issuer=" + name + "&groups=guests+cats&lifetime=7", POOL);
    assertThat(claims.getClaimValue("cognito:groups")).isEqualTo(List.of("guests", "cats"));
    assertThat(claims.getExpirationTime().getValue()).isEqualTo(Asking.NOW_SECONDS + 7);
    assertThat(claims.getIssuer()).isEqualTo(Asking.POOL);
  }

  @Test
  void needsNoNameForTheOnlyIssuer() {
    asking.serve(List.of(new Issuer(Asking.POOL, Set.of(), List.of())));
    assertThat(asking.command("username=alice").status()).isEqualTo(200);
    asking.serve(List.of());
    assertThat(Asking.text(asking.command("username=alice")))
        .isEqualTo("no authorizer here has a local issuer\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not json                                                       | SerializationException
          {}                                                             | InvalidParameterException
          {"AuthFlow": "USER_SRP_AUTH"}                                  | InvalidParameterException
          {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "none"}         | ResourceNotFoundException
          {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "web", "AuthParameters": {"USERNAME": "alice"}} | InvalidParameterException
          {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "web", "AuthParameters": {"USERNAME": "alice", "PASSWORD": "x"}} | NotAuthorizedException
          {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "service", "AuthParameters": {"USERNAME": "alice", "PASSWORD": "wonderland"}} | NotAuthorizedException
          """)
  void refusesToSignInWithCognitosExceptions(String call, String type) {
    Response response = signIn(call);
    assertThat(response.status()).isEqualTo(400);
    assertThat(Asking.json(response).path("__type").stringValue()).isEqualTo(type);
  }

  @Test
  void signsInAsCognitosClientsDo() throws Exception {
    JsonNode result =
        Asking.json(
                signIn(
                    """
                    {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "web",
                     "AuthParameters": {"USERNAME": "alice", "PASSWORD": "wonderland"}}
                    """))
            .path("AuthenticationResult");
    assertThat(result.path("ExpiresIn").intValue()).isEqualTo(300);
    assertThat(
            asking.verified(result.path("AccessToken").stringValue(), POOL).getClaimValue("scope"))
        .isEqualTo("aws.cognito.signin.user.admin");
    assertThat(
            asking.verified(result.path("IdToken").stringValue(), POOL).getClaimValue("token_use"))
        .isEqualTo("id");
  }

  @Test
  void takesTheSecretHashOfAClientWithASecret() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("s3cr:t".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String hash =
        Base64.getEncoder()
            .encodeToString(mac.doFinal("aliceservice".getBytes(StandardCharsets.UTF_8)));
    String call =
        """
        {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "service",
         "AuthParameters": {"USERNAME": "alice", "PASSWORD": "wonderland", "SECRET_HASH": "VALUE"}}
        """;
    assertThat(signIn(call.replace("VALUE", hash)).status()).isEqualTo(200);
    assertThat(signIn(call.replace("VALUE", "x" + hash)).status()).isEqualTo(400);
  }

  @Test
  void resolvesPoolsOfAllPartitions() {
    assertThat(Issuer.uriOf("arn:aws-cn:cognito-idp:cn-north-1:123456789012:userpool/cn-north-1_A"))
        .isEqualTo("https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_A");
    assertThat(Issuer.uriOf("us-gov-west-1_Ab"))
        .isEqualTo("https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_Ab");
    assertThat(Issuer.uriOf("https://a.example/b_c")).isEqualTo("https://a.example/b_c");
    assertThat(Issuer.uriOf("default")).isEqualTo("default");
  }

  private JwtClaims claims(String form, String issuer) throws Exception {
    Response response = asking.command(form);
    assertThat(Asking.text(response)).doesNotContain(" ");
    return asking.verified(Asking.text(response).strip(), issuer);
  }

  private Response signIn(String call) {
    return asking.ask(
        "POST",
        "/idp/eu-west-1_Pets01",
        call,
        "X-Amz-Target",
        "AWSCognitoIdentityProviderService.InitiateAuth");
  }
}
