package io.sallyport.core.compile;

import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.pipeline.Step;
import java.util.List;
import java.util.Optional;

/** Compiles the authorizers that verify tokens: JWT and Cognito user pools. */
final class TokenAuthorizers {

  private final Context context;

  TokenAuthorizers(Context context) {
    this.context = context;
  }

  Optional<Step> jwt(AuthorizerDefinition.Jwt authorizer, List<String> scopes) {
    return notYet(authorizer, "JWT authorizers", scopes);
  }

  Optional<Step> cognito(AuthorizerDefinition.Cognito authorizer, List<String> scopes) {
    return notYet(authorizer, "Cognito authorizers", scopes);
  }

  private Optional<Step> notYet(AuthorizerDefinition authorizer, String kind, List<String> scopes) {
    context
        .problems()
        .unenforced(
            "authorizer-not-enforced",
            authorizer.at(),
            kind + " are not run yet, whatever scopes they ask for: " + scopes);
    return Optional.empty();
  }
}
