package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.AuthorizerDefinition.Cognito;
import io.sallyport.core.definition.AuthorizerDefinition.Jwt;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.openapi.AuthorizerReader.Written;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the authorizers that verify tokens: JWT and Cognito user pools. */
final class TokenAuthorizerReader {

  private static final int MOST_AUDIENCES = 50;
  private static final int MOST_POOLS = 1000;
  private static final int LONGEST_ISSUER = 2048;
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private static final Pattern ISSUER = Pattern.compile("https?://[^/?#\\s]+[^?#\\s]*");
  private static final Pattern POOL =
      Pattern.compile(
          "arn:[a-z0-9-]+:cognito-idp:[^:\\s]+:[^:\\s]+:userpool/[^/\\s]+"
              + "|[^\\s]*\\$\\{stageVariables\\.\\w+}[^\\s]*");

  private final Reading reading;
  private final IdentitySources sources;
  private final AuthorizerValues values;

  TokenAuthorizerReader(Reading reading) {
    this.reading = reading;
    this.sources = new IdentitySources(reading);
    this.values = new AuthorizerValues(reading);
  }

  Jwt jwt(Written written) {
    Optional<Mapping> configuration = reading.mapping(written.authorizer(), "jwtConfiguration");
    if (configuration.isEmpty()
        && !written.authorizer().entries().containsKey("jwtConfiguration")) {
      missing("jwtConfiguration", written.authorizer().at());
    }
    return new Jwt(
        written.name(),
        sources.token(written),
        issuer(written, configuration),
        configuration.map(this::audiences).orElse(List.of()),
        written.at());
  }

  Cognito cognito(Written written) {
    return new Cognito(
        written.name(),
        pools(written.authorizer()),
        sources.header(written, "a Cognito authorizer"),
        values.expression(written.authorizer()),
        values.ttl(written.authorizer()),
        written.at());
  }

  /** The issuer; that of the scheme's {@code openIdConnectUrl} where the authorizer names none. */
  private Text issuer(Written written, Optional<Mapping> configuration) {
    Optional<Text> own =
        configuration.flatMap(jwt -> Optional.ofNullable(values.text(jwt, "issuer")));
    if (own.isPresent()) {
      return checkedIssuer(own.get(), own.get().value());
    }
    Text url = values.text(written.scheme(), "openIdConnectUrl");
    if (url == null) {
      configuration.ifPresent(jwt -> missing("issuer", jwt.at()));
      return new Text("", written.at());
    }
    if (!url.value().endsWith(DISCOVERY)) {
      reading.error(
          "wrong-value",
          url.at(),
          "`" + url.value() + "` will not do, expected an issuer followed by `" + DISCOVERY + "`");
      return new Text("", url.at());
    }
    String issuer = url.value().substring(0, url.value().length() - DISCOVERY.length());
    return checkedIssuer(new Text(issuer, url.at()), issuer);
  }

  private Text checkedIssuer(Text issuer, String value) {
    if (value.length() > LONGEST_ISSUER || !ISSUER.matcher(value).matches()) {
      reading.error(
          "wrong-value",
          issuer.at(),
          "`"
              + value.substring(0, Math.min(value.length(), 100))
              + "` is no issuer, expected a URL of at most `"
              + LONGEST_ISSUER
              + "` characters, as `iss` has it");
    }
    return issuer;
  }

  private List<String> audiences(Mapping configuration) {
    Node node = configuration.entries().get("audience");
    if (node == null) {
      missing("audience", configuration.at());
      return List.of();
    }
    List<String> audiences = reading.nodes().texts(node).orElse(List.of());
    if (node instanceof Sequence all) {
      checkNumber(node, all.items().size(), MOST_AUDIENCES, "audience");
    }
    if (audiences.stream().anyMatch(String::isEmpty)) {
      reading.nodes().wrongValue(node, "expected no empty audience");
    }
    return audiences;
  }

  private List<Text> pools(Mapping authorizer) {
    Node node = authorizer.entries().get("providerARNs");
    if (node == null) {
      missing("providerARNs", authorizer.at());
      return List.of();
    }
    List<Text> pools = new ArrayList<>();
    reading
        .nodes()
        .sequence(node)
        .ifPresent(all -> {
          checkNumber(node, all.items().size(), MOST_POOLS, "user pool");
          all.items().forEach(item -> pool(item, pools));
        });
    return pools;
  }

  private void pool(Node node, List<Text> pools) {
    Optional<String> arn = reading.nodes().text(node);
    if (arn.isPresent() && !POOL.matcher(arn.get()).matches()) {
      reading
          .nodes()
          .wrongValue(node, "expected `arn:aws:cognito-idp:{region}:{account}:userpool/{id}`");
    }
    arn.ifPresent(value -> pools.add(new Text(value, node.at())));
  }

  private void checkNumber(Node node, int found, int most, String what) {
    if (found == 0 || found > most) {
      reading.error(
          "wrong-value",
          node.at(),
          "`" + found + "` of kind " + what + ", expected from `1` to `" + most + "`");
    }
  }

  private void missing(String property, Location at) {
    reading.error("missing-property", at, "the authorizer has no `" + property + "`");
  }
}
