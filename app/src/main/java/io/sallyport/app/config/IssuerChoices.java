package io.sallyport.app.config;

import io.sallyport.core.definition.Location;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of issuers are found, for those that the operator says something of.
 *
 * @param byIssuer by the issuer's URI, which is what {@code iss} says
 * @param others what holds for every other issuer; null for the place the issuer itself names
 */
public record IssuerChoices(Map<String, Keys> byIssuer, @Nullable Keys others, Location at) {

  public IssuerChoices {
    byIssuer = new LinkedHashMap<>(byIssuer);
  }

  /** Where an issuer's keys are. */
  public sealed interface Keys {}

  /** With the local issuer, which makes its tokens too. */
  public record Local() implements Keys {}

  /** Where the discovery document at this address says. */
  public record Discovery(URI uri) implements Keys {}

  /** In the JSON Web Key Set at this address. */
  public record Jwks(URI uri) implements Keys {}

  /** What the operator says of {@code issuer}, or null. */
  public @Nullable Keys of(String issuer) {
    Keys own = byIssuer.get(issuer);
    return own == null ? others : own;
  }

  /** Whether the local issuer stands in for {@code issuer}. */
  public boolean isLocal(String issuer) {
    return of(issuer) instanceof Local;
  }

  /** Whether the local issuer stands in for anybody. */
  public boolean hasLocal() {
    return others instanceof Local || byIssuer.values().stream().anyMatch(Local.class::isInstance);
  }

  /** The issuers that the operator names for the local issuer. */
  public List<String> named() {
    return byIssuer.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Local)
        .map(Map.Entry::getKey)
        .toList();
  }
}
