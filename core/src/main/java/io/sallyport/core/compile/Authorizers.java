package io.sallyport.core.compile;

import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.Phase;
import io.sallyport.core.pipeline.Step;
import io.sallyport.core.snapshot.Refusing;
import java.util.Optional;

/**
 * Compiles what a route asks of its caller. A new kind of authorizer is one more arm of {@link
 * #step}.
 *
 * <p>INVARIANT: a route that asks something has a step that decides it; where none can be made, one
 * that refuses everybody.
 */
final class Authorizers {

  private static final Refusal UNUSABLE =
      Refusal.GatewayResponse.of(
          GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR,
          Fault.GATEWAY,
          "the authorizer cannot be used");

  private final Context context;
  private final LambdaAuthorizers lambda;
  private final TokenAuthorizers tokens;
  private final Declarations declarations;

  Authorizers(Context context) {
    this.context = context;
    this.lambda = new LambdaAuthorizers(context);
    this.tokens = new TokenAuthorizers(context);
    this.declarations = new Declarations(context);
  }

  /** Adds to {@code life} what decides about the callers of {@code route}. */
  void compile(RouteDefinition route, Life life) {
    switch (route.authorization()) {
      case AuthorizationDefinition.None none -> {}
      case AuthorizationDefinition.Authorizer authorization ->
          life.add(
              Phase.IDENTIFY,
              step(authorization)
                  .map(step -> declarations.told(authorization, step))
                  .orElseGet(() -> new Refusing(UNUSABLE)),
              "authorizer " + authorization.authorizer());
    }
  }

  /** The step; empty where there is none, of which the problems tell. */
  private Optional<Step> step(AuthorizationDefinition.Authorizer authorization) {
    AuthorizerDefinition definition = context.api().authorizers().get(authorization.authorizer());
    return switch (definition) {
      case null -> {
        context
            .problems()
            .error(
                "unknown-authorizer",
                authorization.at(),
                "there is no authorizer `" + authorization.authorizer() + "`");
        yield Optional.empty();
      }
      case AuthorizerDefinition.Lambda authorizer -> lambda.compile(authorizer);
      case AuthorizerDefinition.Jwt authorizer -> tokens.jwt(authorizer, authorization.scopes());
      case AuthorizerDefinition.Cognito authorizer ->
          tokens.cognito(authorizer, authorization.scopes());
    };
  }
}
