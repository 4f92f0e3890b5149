package io.sallyport.core.compile;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.language.MappingSource;
import io.sallyport.core.language.Reference;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.DeclaredAuthorizer;
import io.sallyport.core.pipeline.DeclaredAuthorizer.Incoming;
import io.sallyport.core.pipeline.Step;
import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.DeployedAuthorizer;
import io.sallyport.core.values.RequestValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What logs and tables tell of authorizers. */
final class Declarations {

  private final Context context;

  Declarations(Context context) {
    this.context = context;
  }

  /** {@code step} with what the execution log tells of it, which REST APIs have. */
  Step told(AuthorizationDefinition.Authorizer authorization, Step step) {
    AuthorizerDefinition authorizer = context.api().authorizers().get(authorization.authorizer());
    return authorizer != null
            && context.type() == ApiType.REST
            && step instanceof Step.Authorizer deciding
        ? told(authorizer, deciding)
        : step;
  }

  /** What the table at start tells of the authorizer of {@code route}; null where it has none. */
  static @Nullable DeployedAuthorizer deployed(ApiDefinition api, RouteDefinition route) {
    return switch (route.authorization()) {
      case AuthorizationDefinition.None _ -> null;
      case AuthorizationDefinition.Authorizer authorization -> {
        AuthorizerDefinition authorizer = api.authorizers().get(authorization.authorizer());
        yield authorizer == null ? null : deployed(authorizer);
      }
    };
  }

  /** Whether what is told of the authorizers of {@code deployed} is what {@code api} says. */
  static boolean stand(ApiDefinition api, DeployedApi deployed) {
    for (int i = 0; i < api.routes().size() && i < deployed.routes().size(); i++) {
      DeployedAuthorizer told = deployed.routes().get(i).authorizer();
      if (!Objects.equals(told, deployed(api, api.routes().get(i)))) {
        return false;
      }
    }
    return true;
  }

  private static DeployedAuthorizer deployed(AuthorizerDefinition authorizer) {
    Location at = authorizer.at();
    String declaredAt = at.file() + ":" + at.line();
    return switch (authorizer) {
      case AuthorizerDefinition.Lambda lambda ->
          new DeployedAuthorizer(lambda.name(), type(lambda.kind()), lambda.ttl(), declaredAt);
      case AuthorizerDefinition.Jwt jwt ->
          new DeployedAuthorizer(jwt.name(), "JWT", null, declaredAt);
      case AuthorizerDefinition.Cognito cognito ->
          new DeployedAuthorizer(cognito.name(), "COGNITO_USER_POOLS", cognito.ttl(), declaredAt);
    };
  }

  private static String type(AuthorizerDefinition.Lambda.Kind kind) {
    return switch (kind) {
      case TOKEN -> "TOKEN";
      case REQUEST -> "REQUEST";
      case REQUEST_1_0 -> "REQUEST 1.0";
      case REQUEST_2_0 -> "REQUEST 2.0";
      case REQUEST_2_0_SIMPLE -> "REQUEST 2.0 simple";
    };
  }

  private Step told(AuthorizerDefinition authorizer, Step.Authorizer step) {
    return switch (authorizer) {
      case AuthorizerDefinition.Lambda lambda ->
          new DeclaredAuthorizer(
              step,
              lambda.name(),
              switch (lambda.kind()) {
                case TOKEN -> Incoming.TOKEN;
                case REQUEST, REQUEST_1_0, REQUEST_2_0, REQUEST_2_0_SIMPLE -> Incoming.SOURCES;
              },
              sources(lambda.identitySources()));
      case AuthorizerDefinition.Jwt jwt -> untold(jwt.name(), jwt.identitySource(), step);
      case AuthorizerDefinition.Cognito cognito ->
          untold(cognito.name(), cognito.identitySource(), step);
    };
  }

  private Step untold(String name, Text source, Step.Authorizer step) {
    return new DeclaredAuthorizer(step, name, Incoming.UNTOLD, sources(List.of(source)));
  }

  private List<DeclaredAuthorizer.Source> sources(List<Text> texts) {
    List<DeclaredAuthorizer.Source> sources = new ArrayList<>();
    for (Text text : texts) {
      if (MappingSource.parse(text.value()) instanceof MappingSource.Request(var reference)) {
        Optional<RequestValue> value = new Sources(context).bind(reference, text.at());
        String parameter = reference instanceof Reference.Parameter(_, String name) ? name : "";
        value.ifPresent(found ->
            sources.add(new DeclaredAuthorizer.Source(text.value(), parameter, found::of)));
      }
    }
    return sources;
  }
}
