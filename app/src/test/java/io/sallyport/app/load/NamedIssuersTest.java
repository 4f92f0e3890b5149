package io.sallyport.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.adapters.issuer.Issuer;
import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.ApiDefinition.DefaultEndpoint;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.AuthorizerDefinition.Cognito;
import io.sallyport.core.definition.AuthorizerDefinition.Jwt;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.InvokePermissions;
import io.sallyport.core.definition.Location;
import io.sallyport.core.pipeline.ApiType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamedIssuersTest {

  private static final Location AT = Location.of("api.yaml");
  private static final String POOL = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A";
  private static final String ARN =
      "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_A";

  @Test
  void findsThoseOfJwtAuthorizersAndOfUserPools() {
    Cognito pool =
        new Cognito(
            "Pool",
            List.of(
                text(
                    "arn:aws:cognito-idp:${stageVariables.region}:123456789012:userpool/"
                        + "${stageVariables.region}_A")),
            text("method.request.header.Authorization"),
            null,
            Duration.ZERO,
            AT);
    assertThat(NamedIssuers.of(definition(pool, jwt("https://login.example", "web", "app"))))
        .containsExactly(
            new Issuer("https://login.example", Set.of("Jwt"), List.of("web", "app")),
            new Issuer(POOL, Set.of("Pool", ARN), List.of()));
  }

  @Test
  void bringsTogetherWhatIsSaidOfOneIssuer() {
    assertThat(
            NamedIssuers.merged(
                List.of(
                    new Issuer(POOL, Set.of("A"), List.of("web")),
                    new Issuer("https://login.example", Set.of("C"), List.of()),
                    new Issuer(POOL, Set.of("B"), List.of("app", "web")))))
        .containsExactly(
            new Issuer(POOL, Set.of("A", "B"), List.of("web", "app")),
            new Issuer("https://login.example", Set.of("C"), List.of()));
  }

  private static Jwt jwt(String issuer, String... audiences) {
    return new Jwt(
        "Jwt", text("$request.header.Authorization"), text(issuer), List.of(audiences), AT);
  }

  private static ApiDefinition definition(AuthorizerDefinition one, AuthorizerDefinition other) {
    return new ApiDefinition(
        "a",
        "A",
        ApiType.REST,
        "prod",
        Map.of("region", "eu-west-1"),
        List.of(),
        DefaultEndpoint.ENABLED,
        "123456789012",
        "us-east-1",
        List.of(),
        Map.of(one.name(), one, other.name(), other),
        Map.of(),
        List.of(),
        InvokePermissions.UNKNOWN,
        AT);
  }

  private static Text text(String value) {
    return new Text(value, AT);
  }
}
