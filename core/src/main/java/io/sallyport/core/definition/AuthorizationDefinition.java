package io.sallyport.core.definition;

import java.util.List;

/** What a method or route asks of its caller. */
public sealed interface AuthorizationDefinition {

  /** Nothing. */
  enum None implements AuthorizationDefinition {
    NONE
  }

  /**
   * An authorizer's consent.
   *
   * @param authorizer the name of the authorizer
   * @param scopes of which the caller needs one; empty where none is asked for
   */
  record Authorizer(String authorizer, List<String> scopes, Location at)
      implements AuthorizationDefinition {

    public Authorizer {
      scopes = List.copyOf(scopes);
    }
  }
}
