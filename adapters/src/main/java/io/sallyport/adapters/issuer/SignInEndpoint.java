package io.sallyport.adapters.issuer;

import io.sallyport.adapters.issuer.Accounts.Client;
import io.sallyport.adapters.issuer.Accounts.User;
import io.sallyport.adapters.issuer.TokenMaker.Made;
import io.sallyport.core.language.Json;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.AdminHandler.AdminRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cognito's <a
 * href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html">InitiateAuth</a>
 * with the flow USER_PASSWORD_AUTH, as SDKs call it. There are no refresh tokens and no challenges.
 */
final class SignInEndpoint {

  private static final String TARGET = "AWSCognitoIdentityProviderService.InitiateAuth";
  private static final String TYPE = "application/x-amz-json-1.1";

  /** What a user who signs in by this call has, and no other scope. */
  private static final List<String> SCOPES = List.of("aws.cognito.signin.user.admin");

  private static final JsonMapper JSON = new JsonMapper();

  private final Accounts accounts;
  private final Grants grants;
  private final TokenMaker maker;

  SignInEndpoint(Accounts accounts, Grants grants, TokenMaker maker) {
    this.accounts = accounts;
    this.grants = grants;
    this.maker = maker;
  }

  Response answer(Issuer issuer, AdminRequest request) {
    try {
      String target = request.headers().last("X-Amz-Target");
      if (!TARGET.equals(target)) {
        throw Denied.of(
            "InvalidAction", "`" + target + "` is not offered, expected `" + TARGET + "`");
      }
      return signedIn(order(issuer, read(request.body())));
    } catch (Denied denied) {
      return answer(
          denied.status(),
          "{\"__type\":"
              + Json.quote(denied.error())
              + ",\"message\":"
              + Json.quote(denied.description())
              + "}");
    }
  }

  private Order order(Issuer issuer, JsonNode call) {
    String flow = text(call, "AuthFlow");
    if (!flow.equals("USER_PASSWORD_AUTH")) {
      throw invalid("`AuthFlow` is `" + flow + "`, expected `USER_PASSWORD_AUTH`");
    }
    String id = text(call, "ClientId");
    Client client =
        accounts
            .client(id, issuer)
            .orElseThrow(() ->
                Denied.of(
                    "ResourceNotFoundException", "User pool client " + id + " does not exist."));
    JsonNode parameters = call.path("AuthParameters");
    String name = text(parameters, "USERNAME");
    checkHash(client, name, parameters.path("SECRET_HASH").stringValue(""));
    User user = grants.user(name, text(parameters, "PASSWORD"), "NotAuthorizedException");
    return new Order(issuer, client, user, user.groups(), SCOPES, null, grants.lifetime());
  }

  private Response signedIn(Order order) {
    Made made = maker.make(order);
    return answer(
        200,
        "{\"AuthenticationResult\":{\"AccessToken\":"
            + Json.quote(made.access())
            + ",\"ExpiresIn\":"
            + order.lifetime().toSeconds()
            + ",\"IdToken\":"
            + Json.quote(made.id())
            + ",\"TokenType\":\"Bearer\"},\"ChallengeParameters\":{}}");
  }

  private static void checkHash(Client client, String name, String found) {
    String secret = client.secret();
    if (secret == null) {
      return;
    }
    byte[] expected = hash(secret, name + client.id()).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, found.getBytes(StandardCharsets.UTF_8))) {
      throw Denied.of(
          "NotAuthorizedException", "Unable to verify secret hash for client " + client.id());
    }
  }

  private static String hash(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC with SHA-256", e);
    }
  }

  private static JsonNode read(Bytes body) {
    try {
      return JSON.readTree(body.array());
    } catch (JacksonException e) {
      throw Denied.of("SerializationException", "the body is not JSON");
    }
  }

  private static String text(JsonNode node, String name) {
    @Nullable String value = node.path(name).stringValue(null);
    if (value == null || value.isEmpty()) {
      throw invalid("`" + name + "` is missing");
    }
    return value;
  }

  private static Denied invalid(String description) {
    return Denied.of("InvalidParameterException", description);
  }

  private static Response answer(int status, String body) {
    HeaderList headers = HeaderList.of("Content-Type", TYPE, "Cache-Control", "no-store");
    return Response.of(status, headers, Bytes.utf8(body));
  }
}
