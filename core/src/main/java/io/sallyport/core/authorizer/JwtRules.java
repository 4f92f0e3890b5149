package io.sallyport.core.authorizer;

import io.sallyport.core.token.Algorithm;
import io.sallyport.core.token.TokenPlace;
import java.util.List;
import java.util.Set;

/**
 * What a JWT authorizer and the route it guards ask of a token.
 *
 * @param audiences of which the token must name one
 * @param scopes of which the token must have one; empty where the route asks for none
 * @param algorithms that are believed
 * @param digest identifies the authorizer's definition
 */
public record JwtRules(
    TokenPlace place,
    String issuer,
    Set<String> audiences,
    List<String> scopes,
    Set<Algorithm> algorithms,
    String digest) {

  public JwtRules {
    audiences = Set.copyOf(audiences);
    scopes = List.copyOf(scopes);
    algorithms = Set.copyOf(algorithms);
  }
}
