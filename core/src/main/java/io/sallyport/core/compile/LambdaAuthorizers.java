package io.sallyport.core.compile;

import io.sallyport.core.authorizer.AuthorizerContext;
import io.sallyport.core.authorizer.AuthorizerOwner;
import io.sallyport.core.authorizer.IdentitySources;
import io.sallyport.core.authorizer.LambdaAuthorizer;
import io.sallyport.core.authorizer.LambdaAuthorizer.Missing;
import io.sallyport.core.authorizer.OutputReader;
import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.AuthorizerDefinition.Lambda;
import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.event.AuthorizerEvents;
import io.sallyport.core.language.FunctionUri;
import io.sallyport.core.language.ValidationExpression;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Step;
import io.sallyport.core.values.MethodArn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles Lambda authorizers. */
final class LambdaAuthorizers {

  /** How long an HTTP API waits for an authorizer; AWS's quota. */
  private static final Duration HTTP_PATIENCE = Duration.ofSeconds(10);

  /** How long a REST API waits where the function's own timeout does not end it before. */
  private static final Duration REST_PATIENCE = Duration.ofSeconds(60);

  /** The longest method ARN of a REST API, in bytes; AWS's quota. */
  private static final int REST_LONGEST_ARN = 1600;

  private final Context context;
  private final AuthorizerSources sources;
  private final CalledFunctions functions;

  LambdaAuthorizers(Context context) {
    this.context = context;
    this.sources = new AuthorizerSources(context);
    this.functions = new CalledFunctions(context);
  }

  /** The step; empty where there is none, of which the problems tell. */
  Optional<Step> compile(Lambda authorizer) {
    warnOfSharing(authorizer);
    Optional<IdentitySources> identity = sources.compile(authorizer);
    Optional<Validation> validation = validation(authorizer);
    Optional<CalledFunctions.Called> function =
        functions.find(
            authorizer.uri(),
            Set.of(FunctionUri.Form.INVOCATION),
            arn -> isPermitted(authorizer, arn),
            "everybody is refused with 500");
    return identity.isPresent() && validation.isPresent() && function.isPresent()
        ? Optional.of(step(authorizer, identity.get(), validation.get(), function.get()))
        : Optional.empty();
  }

  private boolean isPermitted(Lambda authorizer, String arn) {
    ApiDefinition api = context.api();
    return authorizer.credentials() != null
        || api.permissions().allowAuthorizer(arn, CallSources.ofApi(api));
  }

  private Step step(
      Lambda authorizer,
      IdentitySources identity,
      Validation validation,
      CalledFunctions.Called function) {
    ApiDefinition api = context.api();
    boolean isRest = context.type() == ApiType.REST;
    LambdaAuthorizer.Rules rules =
        new LambdaAuthorizer.Rules(
            identity,
            missing(authorizer),
            validation.expression(),
            authorizer.ttl(),
            isRest ? REST_PATIENCE : HTTP_PATIENCE,
            isRest ? REST_LONGEST_ARN : 0);
    return new LambdaAuthorizer(
        new AuthorizerOwner(
            api.id(), api.stage(), authorizer.name(), Digests.of(authorizer, function.arn())),
        rules,
        new MethodArn(context.type(), api.region(), api.account(), api.id(), api.stage()),
        event(authorizer.kind()),
        function.function(),
        outputs(authorizer.kind()),
        context.services().authorizerCache(),
        context.services().times());
  }

  private static LambdaAuthorizer.Event event(Kind kind) {
    return switch (kind) {
      case TOKEN -> AuthorizerEvents.TOKEN::write;
      case REQUEST -> AuthorizerEvents.REQUEST::write;
      case REQUEST_1_0 -> AuthorizerEvents.REQUEST_1_0::write;
      case REQUEST_2_0, REQUEST_2_0_SIMPLE -> AuthorizerEvents.REQUEST_2_0::write;
    };
  }

  private OutputReader outputs(Kind kind) {
    int limit = context.services().authorizerSettings().resultLimit();
    return switch (kind) {
      case TOKEN, REQUEST, REQUEST_1_0 ->
          new OutputReader(OutputReader.Form.POLICY, AuthorizerContext.Form.FLAT, limit);
      case REQUEST_2_0 ->
          new OutputReader(OutputReader.Form.POLICY, AuthorizerContext.Form.NESTED, limit);
      case REQUEST_2_0_SIMPLE ->
          new OutputReader(OutputReader.Form.SIMPLE, AuthorizerContext.Form.NESTED, limit);
    };
  }

  /** A REST API's REQUEST authorizer that remembers nothing asks its function in any case. */
  private static Missing missing(Lambda authorizer) {
    return switch (authorizer.kind()) {
      case REQUEST -> authorizer.ttl().isZero() ? Missing.ASKED : Missing.REFUSED;
      case TOKEN, REQUEST_1_0, REQUEST_2_0, REQUEST_2_0_SIMPLE -> Missing.REFUSED;
    };
  }

  /** What a token must match, if anything. */
  private record Validation(@Nullable ValidationExpression expression) {}

  /** Only TOKEN authorizers have an expression that counts. */
  private Optional<Validation> validation(Lambda authorizer) {
    Text expression = authorizer.validation();
    if (expression == null || authorizer.kind() != Kind.TOKEN) {
      return Optional.of(new Validation(null));
    }
    return ValidationExpressions.compile(expression, context.problems()).map(Validation::new);
  }

  /**
   * AWS's most common trap: a function allows the method it was asked about, and that is what all
   * other methods are decided by until it is asked again.
   */
  private void warnOfSharing(Lambda authorizer) {
    if (authorizer.ttl().isZero()
        || sources.tellMethodsApart(authorizer)
        || !isShared(authorizer)) {
      return;
    }
    String perMethod =
        context.type() == ApiType.REST
            ? "`context.httpMethod` and `context.path`"
            : "`$context.routeKey`";
    context
        .problems()
        .warning(
            "authorizer-cache-shared",
            authorizer.at(),
            "what the authorizer `"
                + authorizer.name()
                + "` says of one method decides about all its methods for "
                + authorizer.ttl().toSeconds()
                + " s: "
                + (authorizer.kind() == Kind.REQUEST_2_0_SIMPLE
                    ? "its `isAuthorized` must not depend on the route"
                    : "its policy must cover every method the caller may use")
                + ", or "
                + perMethod
                + " be among its identity sources");
  }

  /** Whether its callers can meet more than one method ARN. */
  private boolean isShared(Lambda authorizer) {
    List<RouteDefinition> routes =
        context.api().routes().stream()
            .filter(route ->
                route.authorization() instanceof AuthorizationDefinition.Authorizer asked
                    && asked.authorizer().equals(authorizer.name()))
            .toList();
    return routes.size() > 1 || routes.stream().anyMatch(LambdaAuthorizers::standsForMany);
  }

  private static boolean standsForMany(RouteDefinition route) {
    return route.method().equals("ANY")
        || route.path().equals(ApiCompiler.DEFAULT)
        || route.path().indexOf('{') >= 0;
  }
}
