package io.sallyport.core.compile;

import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.pipeline.Step;
import java.util.Optional;

/** Compiles Lambda authorizers. */
final class LambdaAuthorizers {

  private final Context context;

  LambdaAuthorizers(Context context) {
    this.context = context;
  }

  Optional<Step> compile(AuthorizerDefinition.Lambda authorizer) {
    context
        .problems()
        .unenforced(
            "authorizer-not-enforced", authorizer.at(), "Lambda authorizers are not run yet");
    return Optional.empty();
  }
}
