package io.sallyport.adapters.issuer;

import io.sallyport.adapters.issuer.Accounts.Client;
import io.sallyport.adapters.issuer.Accounts.User;
import io.sallyport.adapters.issuer.LocalIssuer.Offer;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.AdminHandler.AdminRequest;
import io.sallyport.core.pipeline.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A local issuer with a user pool and another issuer, and requests to it. */
final class Asking {

  static final String POOL = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pets01";
  static final String OTHER = "https://login.example.com/tenant";
  static final long NOW_SECONDS = 1_900_000_000;

  static final Accounts ACCOUNTS =
      new Accounts(
          Map.of(
              "alice",
              new User(
                  "alice",
                  "wonderland",
                  List.of("admin", "cats"),
                  List.of("pets/read", "pets/write"),
                  Map.of("email", "alice@example.com", "email_verified", "true")),
              "machine",
              new User("machine", null, List.of(), null, Map.of())),
          Map.of(
              "web",
              new Client("web", null, List.of("pets/read")),
              "service",
              new Client("service", "s3cr:t", null)));

  private static final JsonMapper JSON = new JsonMapper();

  private final LocalIssuer issuer;

  Asking() {
    AtomicInteger ids = new AtomicInteger();
    this.issuer = new LocalIssuer(at(NOW_SECONDS), () -> "id-" + ids.incrementAndGet());
    serve(
        List.of(
            new Issuer(POOL, Set.of("Pool"), List.of()),
            new Issuer(OTHER, Set.of("Jwt"), List.of("https://api.example.com"))));
  }

  void serve(List<Issuer> issuers) {
    issuer.serve(new Offer(issuers, ACCOUNTS, Duration.ofMinutes(5)));
  }

  LocalIssuer issuer() {
    return issuer;
  }

  Response get(String path) {
    return ask("GET", path, "", "Host", "127.0.0.1:9901");
  }

  Response post(String path, String form, String... headers) {
    List<String> all =
        new ArrayList<>(List.of("Content-Type", "application/x-www-form-urlencoded"));
    all.addAll(List.of(headers));
    return ask("POST", path, form, all.toArray(String[]::new));
  }

  /** What {@code sallyport token} sends. */
  Response command(String form) {
    return post("/idp", form, "Sallyport-Command", "token");
  }

  Response ask(String method, String path, String body, String... headers) {
    return issuer.handle(
        new AdminRequest(method, path, null, HeaderList.of(headers), Bytes.utf8(body)));
  }

  static String text(Response response) {
    return ((Bytes) response.body()).text();
  }

  static JsonNode json(Response response) {
    return JSON.readTree(text(response));
  }

  /** What {@code token} claims, once another library has found it valid. */
  JwtClaims verified(String token, String name) throws Exception {
    JsonWebKeySet keys = new JsonWebKeySet(text(get("/idp/" + name + "/.well-known/jwks.json")));
    JwtConsumer consumer =
        new JwtConsumerBuilder()
            .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
            .setSkipDefaultAudienceValidation()
            .setRequireExpirationTime()
            .setEvaluationTime(org.jose4j.jwt.NumericDate.fromSeconds(NOW_SECONDS))
            .build();
    return consumer.processToClaims(token);
  }

  private static Times at(long seconds) {
    return new Times() {
      @Override
      public long nanos() {
        return 0;
      }

      @Override
      public long millis() {
        return seconds * 1000;
      }
    };
  }
}
