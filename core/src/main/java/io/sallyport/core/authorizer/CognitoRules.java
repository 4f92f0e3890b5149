package io.sallyport.core.authorizer;

import io.sallyport.core.language.ValidationExpression;
import io.sallyport.core.token.IssuerKeys;
import io.sallyport.core.token.TokenPlace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Cognito authorizer and the method it guards ask of a token.
 *
 * @param pools the keys of each user pool, by what its tokens' {@code iss} says
 * @param scopes of which an access token must have one; empty where an ID token is asked for
 * @param validation what {@code aud} must match, or null
 * @param belief how long a token is believed without being verified again; zero for never
 * @param digest identifies the authorizer's definition
 */
public record CognitoRules(
    TokenPlace place,
    Map<String, IssuerKeys> pools,
    List<String> scopes,
    @Nullable ValidationExpression validation,
    Duration belief,
    String digest) {

  public CognitoRules {
    pools = Map.copyOf(pools);
    scopes = List.copyOf(scopes);
  }
}
