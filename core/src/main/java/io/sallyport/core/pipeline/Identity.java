package io.sallyport.core.pipeline;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who the caller is, as the route's authorizer found out. */
public sealed interface Identity {

  /** {@code $context.authorizer.<name>}, or null when the authorizer gave no such value. */
  @Nullable String property(String name);

  /**
   * What a Lambda authorizer said.
   *
   * @param principalId empty where the function gave none, as with simple responses
   * @param context the context with every value as a text, as {@code $context} and events of
   *     version 1.0 have it
   * @param contextJson the context as a JSON text with its types, as events of version 2.0 have it;
   *     {@code null} as a text where there is none
   * @param usageIdentifierKey the API key the caller counts as, or null
   */
  record Lambda(
      String principalId,
      Map<String, String> context,
      String contextJson,
      @Nullable String usageIdentifierKey)
      implements Identity {

    public Lambda {
      context = Map.copyOf(context);
    }

    @Override
    public @Nullable String property(String name) {
      return name.equals("principalId") && !principalId.isEmpty() ? principalId : context.get(name);
    }
  }

  /**
   * What a verified token says.
   *
   * @param issuer the kind of authorizer that verified it
   * @param claims every claim as a text
   * @param scopes the token's scopes where the route asks for some, else null
   */
  record Token(Kind issuer, Map<String, String> claims, @Nullable List<String> scopes)
      implements Identity {

    public Token {
      claims = Map.copyOf(claims);
      scopes = scopes == null ? null : List.copyOf(scopes);
    }

    /** The kinds of authorizers that verify tokens. */
    public enum Kind {
      JWT,
      COGNITO
    }

    /**
     * {@code $context.authorizer.claims.<name>}; {@code claims['custom:role']} is the other form.
     */
    @Override
    public @Nullable String property(String name) {
      if (!name.startsWith("claims")) {
        return null;
      }
      String rest = name.substring("claims".length());
      if (rest.startsWith(".")) {
        return claims.get(rest.substring(1));
      }
      boolean quoted = rest.startsWith("['") && rest.endsWith("']");
      return quoted ? claims.get(rest.substring(2, rest.length() - 2)) : null;
    }
  }
}
