package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.Optional;
import java.util.Set;

/** What may be wrong with {@code Auth} of an event, given {@code Auth} of its API. */
record RestEventAuth(ApiEvent event, Mapping api, SamProblems problems) {

  private static final Set<String> KEYS =
      Set.of(
          "Authorizer",
          "AuthorizationScopes",
          "ApiKeyRequired",
          "InvokeRole",
          "ResourcePolicy",
          "OverrideApiAuth");

  /** Whether nothing is wrong; the first mistake is a problem. */
  boolean check(Mapping asked, String method, String path) {
    Node written = event.properties().entries().get("Auth");
    if (!Snippets.isAbsent(written)
        && (!(written instanceof Mapping) || Snippets.isFunction(written))) {
      return wrong(event.properties().keyAt("Auth"), "Property 'Auth' should be a map.");
    }
    Optional<RestAuthorizerCheck.Wrong> unknown = RestAuthorizerCheck.unknown(asked, KEYS, "Auth");
    if (unknown.isPresent()) {
      return wrong(unknown.get().at(), unknown.get().message());
    }
    String place = "on API method [" + method + "] for path [" + path + "]";
    return override(asked) && authorizer(asked, place) && scopes(asked) && key(asked, place);
  }

  private boolean override(Mapping asked) {
    return !Snippets.isTrue(asked.entries().get("OverrideApiAuth"))
        || asked.entries().containsKey("Authorizer")
        || asked.entries().containsKey("ApiKeyRequired")
        || asked.entries().containsKey("ResourcePolicy")
        || wrong(
            asked.keyAt("OverrideApiAuth"),
            "Must define one of: Authorizer, ApiKeyRequired or ResourcePolicy when using the"
                + " OverrideApiAuth property.");
  }

  private boolean authorizer(Mapping asked, String place) {
    Node named = asked.entries().get("Authorizer");
    if (named == null || Snippets.isAbsent(named)) {
      return true;
    }
    String name = Snippets.written(named);
    if (RestAuth.IAM.equals(name)) {
      return true;
    }
    Location at = asked.keyAt("Authorizer");
    if (RestAuth.NONE.equals(name)) {
      return !Snippets.isAbsent(api.entries().get("DefaultAuthorizer"))
          || wrong(
              at,
              "Unable to set Authorizer "
                  + place
                  + " because 'NONE' is only a valid value when a DefaultAuthorizer on the API is"
                  + " specified.");
    }
    String shown = "[" + (name == null ? Snippets.shown(named) : name) + "] ";
    Mapping known = Snippets.mapping(api, "Authorizers");
    if (known.entries().isEmpty()) {
      // Authorizers that are no map are the API's mistake, and told there.
      boolean told = !(api.entries().getOrDefault("Authorizers", known) instanceof Mapping);
      return !told
          && wrong(
              at,
              "Unable to set Authorizer "
                  + shown
                  + place
                  + " because the related API does not define any Authorizers.");
    }
    if (name == null) {
      return wrong(
          at,
          "Unable to set Authorizer "
              + shown
              + place
              + ". The method authorizer must be a string with a corresponding dict entry in the"
              + " api authorizer.");
    }
    return known.entries().containsKey(name)
        || wrong(
            at,
            "Unable to set Authorizer "
                + shown
                + place
                + " because it wasn't defined in the API's Authorizers.");
  }

  private boolean scopes(Mapping asked) {
    Node scopes = asked.entries().get("AuthorizationScopes");
    if (Snippets.isAbsent(scopes)) {
      return true;
    }
    Location at = asked.keyAt("AuthorizationScopes");
    if (!(scopes instanceof Sequence list)) {
      return wrong(at, "Property 'Auth.AuthorizationScopes' should be a list.");
    }
    return list.items().isEmpty()
        || asked.entries().containsKey("Authorizer")
        || wrong(at, "AuthorizationScopes works only when Authorizer is set");
  }

  private boolean key(Mapping asked, String place) {
    Node key = asked.entries().get("ApiKeyRequired");
    Location at = asked.keyAt("ApiKeyRequired");
    boolean fits = key instanceof Scalar s && s.kind() == Kind.BOOLEAN;
    if (!Snippets.isAbsent(key) && !fits && !Snippets.isFunction(key)) {
      return wrong(at, "Property 'Auth.ApiKeyRequired' should be a boolean.");
    }
    Node byDefault = api.entries().get("ApiKeyRequired");
    boolean without = Snippets.isAbsent(byDefault) || RestAuth.isFalse(byDefault);
    return !(RestAuth.isFalse(key) && without)
        || wrong(
            at,
            "Unable to set ApiKeyRequired [False] "
                + place
                + " because the related API does not specify any ApiKeyRequired.");
  }

  private boolean wrong(Location at, String message) {
    problems.event(event.owner(), event.event(), at, message);
    return false;
  }
}
