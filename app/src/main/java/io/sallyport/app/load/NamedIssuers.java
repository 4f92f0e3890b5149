package io.sallyport.app.load;

import io.sallyport.adapters.issuer.Issuer;
import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.AuthorizerDefinition.Cognito;
import io.sallyport.core.definition.AuthorizerDefinition.Jwt;
import io.sallyport.core.definition.AuthorizerDefinition.Lambda;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The issuers whose tokens the authorizers of a definition take. */
public final class NamedIssuers {

  private NamedIssuers() {}

  /** Those of {@code definition}, ordered by the names of its authorizers. */
  public static List<Issuer> of(ApiDefinition definition) {
    Map<String, AuthorizerDefinition> ordered = new TreeMap<>(definition.authorizers());
    return ordered.values().stream()
        .flatMap(authorizer -> of(authorizer, definition.stageVariables()))
        .toList();
  }

  /** One for each URI, with all that is said of it. */
  public static List<Issuer> merged(List<Issuer> issuers) {
    Map<String, Issuer> merged = new TreeMap<>();
    issuers.forEach(issuer -> merged.merge(issuer.uri(), issuer, NamedIssuers::both));
    return List.copyOf(merged.values());
  }

  private static Stream<Issuer> of(AuthorizerDefinition authorizer, Map<String, String> variables) {
    return switch (authorizer) {
      case Lambda _ -> Stream.empty();
      case Jwt jwt ->
          Stream.of(
              new Issuer(value(jwt.issuer(), variables), Set.of(jwt.name()), jwt.audiences()));
      case Cognito cognito ->
          cognito.providerArns().stream()
              .map(arn -> value(arn, variables))
              .map(arn -> new Issuer(Issuer.uriOf(arn), Set.of(cognito.name(), arn), List.of()));
    };
  }

  /** What a text says once the stage's variables are in it. */
  private static String value(Text text, Map<String, String> variables) {
    String value = text.value();
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      value = value.replace("${stageVariables." + variable.getKey() + "}", variable.getValue());
    }
    return value;
  }

  private static Issuer both(Issuer one, Issuer other) {
    Set<String> aliases = new LinkedHashSet<>(one.aliases());
    aliases.addAll(other.aliases());
    Set<String> audiences = new LinkedHashSet<>(one.audiences());
    audiences.addAll(other.audiences());
    return new Issuer(one.uri(), aliases, List.copyOf(audiences));
  }
}
