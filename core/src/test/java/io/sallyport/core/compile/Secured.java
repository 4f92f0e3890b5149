package io.sallyport.core.compile;

import static io.sallyport.core.compile.Definitions.AT;
import static io.sallyport.core.compile.Definitions.mock;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.InvokePermissions;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.AuthorizerReport;
import io.sallyport.core.pipeline.FakeTimes;
import io.sallyport.core.pipeline.FakeUpstream;
import io.sallyport.core.pipeline.Functions;
import io.sallyport.core.pipeline.Identity;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.pipeline.WebSocket;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.core.token.Algorithm;
import io.sallyport.core.token.Cryptography;
import io.sallyport.core.token.FakeDelay;
import io.sallyport.core.token.FakeKeySource;
import io.sallyport.core.token.Issuers;
import io.sallyport.core.token.KeyLocation;
import io.sallyport.core.token.Revocation;
import io.sallyport.core.token.Signer;
import io.sallyport.core.token.TokenSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A gateway in memory whose callers need tokens, and the identity provider that gives them. */
final class Secured {

  static final String ISSUER = "https://idp.example/realm";
  static final String DISCOVERY = ISSUER + "/.well-known/openid-configuration";
  static final String JWKS = "https://keys.example/jwks";
  static final String POOL = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Abc";
  static final String POOL_ISSUER = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc";
  static final String POOL_JWKS = POOL_ISSUER + "/.well-known/jwks.json";

  private static final Signer SIGNER = Signer.of("k1", Algorithm.RS256);

  final FakeKeySource source = new FakeKeySource();
  final FakeDelay delay = new FakeDelay();
  final Map<String, KeyLocation> overrides = new HashMap<>();

  /** Of all, because a key takes long to make. */
  final Signer signer = SIGNER;

  Set<Algorithm> algorithms = TokenSettings.ASYMMETRIC;
  long cacheBytes = 1 << 20;
  Revocation revocation = Revocation.NONE;

  private @Nullable Running running;
  private @Nullable Issuers issuers;
  private final FakeTimes before = new FakeTimes();

  /** Times of the gateway in memory, once it runs. */
  private final Times times =
      new Times() {
        @Override
        public long nanos() {
          return clock().nanos();
        }

        @Override
        public long millis() {
          return clock().millis();
        }
      };

  Secured() {
    source.put(DISCOVERY, "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"" + JWKS + "\"}");
    source.put(JWKS, Signer.set(signer));
    source.put(POOL_JWKS, Signer.set(signer));
  }

  static AuthorizerDefinition jwt() {
    return jwt(ISSUER, "$request.header.Authorization", "pets", "zoo");
  }

  static AuthorizerDefinition jwt(String issuer, String source, String... audiences) {
    return new AuthorizerDefinition.Jwt(
        "auth", new Text(source, AT), new Text(issuer, AT), List.of(audiences), AT);
  }

  static AuthorizerDefinition cognito(String... arns) {
    return cognito(null, Duration.ofMinutes(5), arns.length == 0 ? new String[] {POOL} : arns);
  }

  static AuthorizerDefinition cognito(@Nullable String validation, Duration ttl, String... arns) {
    return new AuthorizerDefinition.Cognito(
        "auth",
        List.of(arns).stream().map(arn -> new Text(arn, AT)).toList(),
        new Text("method.request.header.Authorization", AT),
        validation == null ? null : new Text(validation, AT),
        ttl,
        AT);
  }

  /** An HTTP API with {@code GET /pets}, and {@code GET /zoo} that needs the scope {@code zoo}. */
  static ApiDefinition http(AuthorizerDefinition authorizer) {
    return with(
        Definitions.http()
            .route("GET /pets", Definitions.proxy("https://pets.example/"))
            .route("GET /zoo", Definitions.proxy("https://pets.example/"))
            .build(),
        authorizer);
  }

  static ApiDefinition rest(AuthorizerDefinition authorizer) {
    return with(
        Definitions.rest().route("GET /pets", mock("in")).route("GET /zoo", mock("in")).build(),
        authorizer);
  }

  /** A good token with {@code more} claims. */
  String token(String more) {
    return signer.token(claims(more));
  }

  /** The claims of a good token of a minute's life, and {@code more}. */
  String claims(String more) {
    return claims(now() + 60, more);
  }

  /** The claims of a good token, and {@code more}. */
  static String claims(long expires, String more) {
    return "{\"iss\":\"" + ISSUER + "\",\"aud\":\"pets\",\"exp\":" + expires + "," + more + "}";
  }

  /** {@code claims} with times of now in place of {@code NOW}. */
  String at(String claims) {
    return Pattern.compile("NOW([+-][0-9]+)")
        .matcher(claims)
        .replaceAll(match -> "" + (now() + Long.parseLong(match.group(1))));
  }

  static Running.Sent get(Running running, String path, String authorization) {
    return running.get(path, "Authorization", authorization);
  }

  static Refusal refusal(Running.Sent sent) {
    return Objects.requireNonNull(sent.exchange.refusal());
  }

  static Identity.Token identity(Running.Sent sent) {
    return (Identity.Token) Objects.requireNonNull(sent.exchange.identity());
  }

  static AuthorizerReport report(Running.Sent sent) {
    return Objects.requireNonNull(sent.exchange.authorizerReport());
  }

  /** Runs {@code api} from now on; what is remembered stays. */
  Running run(ApiDefinition api) {
    Problems problems = new Problems(Set.of());
    GatewaySnapshot snapshot =
        compiler()
            .compile(List.of(api), running == null ? null : running.snapshot, problems)
            .orElseThrow(() -> new AssertionError(problems.found().toString()));
    Running next = new Running(snapshot);
    if (running != null) {
      next.times.passMillis(running.times.millis() - next.times.millis());
    }
    running = next;
    return next;
  }

  /** What is wrong with {@code api}. */
  List<Problem> problems(ApiDefinition api) {
    Problems problems = new Problems(Set.of());
    compiler().compile(List.of(api), null, problems);
    return problems.found();
  }

  void passMillis(long millis) {
    clock().passMillis(millis);
    delay.passMillis(millis);
  }

  /** Seconds since the epoch, now. */
  long now() {
    return clock().millis() / 1000;
  }

  private FakeTimes clock() {
    return running == null ? before : running.times;
  }

  private Compiler compiler() {
    return new Compiler(services(), Map.of(), Running.LIMIT, WebSocket.REFUSED);
  }

  /** What serves every API that is run. */
  Services services() {
    Issuers known = issuers;
    if (known == null) {
      known =
          new Issuers(
              source,
              times,
              delay,
              overrides::get,
              new TokenSettings(algorithms, cacheBytes, revocation),
              () -> Cryptography.JDK);
      issuers = known;
    }
    return new Services(new FakeUpstream(), Functions.NONE, known);
  }

  private static ApiDefinition with(ApiDefinition api, AuthorizerDefinition authorizer) {
    return new ApiDefinition(
        api.id(),
        api.name(),
        api.type(),
        api.stage(),
        api.stageVariables(),
        api.hosts(),
        api.defaultEndpoint(),
        api.account(),
        api.region(),
        api.routes().stream().map(Secured::with).toList(),
        Map.of("auth", authorizer),
        api.gatewayResponses(),
        api.unaffected(),
        InvokePermissions.UNKNOWN,
        api.at());
  }

  private static RouteDefinition with(RouteDefinition route) {
    List<String> scopes = route.path().equals("/zoo") ? List.of("zoo", "all") : List.of();
    return new RouteDefinition(
        route.method(),
        route.path(),
        route.operationName(),
        route.responses(),
        new AuthorizationDefinition.Authorizer("auth", scopes, AT),
        route.integration(),
        route.at());
  }
}
